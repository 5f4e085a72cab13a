/** The Chromium that comes from npm, with the libraries and fonts that a bare machine may lack. */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { processEnvironment } from '@souk/platform/config.ts'

const modules = resolve(import.meta.dirname, '../node_modules')

/** The package brings its programs packed; they are unpacked once, beside the other packages. @returns their folder */
export async function unpackChromium(): Promise<string> {
  const packed = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))))
  const { version } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'))
  const folder = join(modules, '.cache', `chromium-${version}`)
  if (existsSync(folder)) return folder
  const draft = `${folder}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  try {
    const unpack = "await (await import('@sparticuz/chromium')).default.executablePath()"
    // It unpacks into the folder for temporary files, and the libraries only where it believes to need them.
    const environment = { ...processEnvironment(), TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', unpack], {
      cwd: import.meta.dirname,
      env: environment,
    })
    writeFileSync(join(draft, 'fonts', 'fonts.conf'), fontsIn(folder))
    if (!existsSync(folder)) renameSync(draft, folder)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return folder
}

/** The fonts that come along and no others, so that pages look the same on every machine. */
function fontsIn(folder: string) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts', 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>
`
}
