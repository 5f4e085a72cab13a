/** A real browser for tests, and the little that they all ask of it. */
import { join } from 'node:path'
import { processEnvironment } from '@souk/platform/config.ts'
import { type Browser, chromium } from 'playwright-core'
import { unpackChromium } from './chromium.ts'

export async function openBrowser(): Promise<Browser> {
  const folder = await unpackChromium()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
    env: {
      ...(processEnvironment() as Record<string, string>),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  })
}
