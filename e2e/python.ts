/** The delivery-service in Python, run as its README says; or why it cannot be. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { processEnvironment } from '@souk/platform/config.ts'

const program = resolve(import.meta.dirname, '../examples/delivery-python/delivery_service.py')

/** Why Python's tests are left out on this machine; false where they are not. */
export function lacksPython(): string | false {
  const supported = 'import sys; sys.exit(sys.version_info < (3, 9))'
  const { status } = spawnSync('python3', ['-c', supported], { env: processEnvironment() })
  return status === 0 ? false : 'left out: there is no python3 of 3.9 or later here'
}

export type PythonDelivery = {
  url: string
  /** Asks it to end, as Kubernetes does. @returns its exit code */
  stop(): Promise<number | null>
}

/** @param environment the house's secret, and where cart-service is */
export async function startPythonDelivery(environment: Record<string, string>): Promise<PythonDelivery> {
  const folder = mkdtempSync(join(tmpdir(), 'souk-python-'))
  const child = spawn('python3', [program], {
    env: { ...processEnvironment(), DELIVERY_DATABASE_FILE: join(folder, 'delivery.sqlite'), ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    ended.then((code) => Promise.reject(new Error(`the Python service ended with ${code} before it listened`))),
  ])
  return {
    url: /http:\S+/.exec(line)?.[0] as string,
    async stop() {
      child.kill('SIGTERM')
      const code = await ended
      rmSync(folder, { recursive: true, force: true })
      return code
    },
  }
}
