/** Processes of a shop under test: each can be stopped, killed, frozen and started again, also from another release's folder. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import type { Environment } from '@souk/platform/config.ts'

export type Member = {
  /** `order`, or `gateway`. */
  service: string
  /** `order-service-2` for the second replica. */
  name: string
  url: string
  readonly pid: number
  /** Resolves when it takes requests. @param release the folder of another release @throws what it said when it could not start */
  start(release?: string): Promise<void>
  /** Lets it finish what is under way. */
  stop(): Promise<void>
  /** As by `kill -9`. */
  kill(): Promise<void>
  /** As a machine that hangs: its connections stay open, and nobody answers. */
  freeze(): void
  thaw(): void
}

const thisRelease = resolve(import.meta.dirname, '..')

export function memberOf(options: {
  service: string
  name: string
  port: number
  environment: Environment
  /** Told what it writes, for tests that look into it. */
  heard?(text: string): void
}): Member {
  const { service, name, port, environment } = options
  let child: ChildProcess | undefined
  let said = ''

  const isAlive = () => child !== undefined && child.exitCode === null && child.signalCode === null
  async function end(signal: NodeJS.Signals) {
    if (child === undefined || !isAlive()) return
    const ended = once(child, 'exit')
    child.kill('SIGCONT')
    child.kill(signal)
    await ended
  }

  return {
    ...{ service, name },
    url: `http://127.0.0.1:${port}`,
    get pid() {
      return child?.pid ?? 0
    },
    async start(release = thisRelease) {
      said = ''
      const born = spawn(process.execPath, [join(release, 'scripts/serve.ts'), service], {
        env: environment as NodeJS.ProcessEnv,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      })
      child = born
      for (const stream of [born.stdout, born.stderr])
        stream?.on('data', (bytes) => {
          said = (said + bytes).slice(-4_000)
          options.heard?.(String(bytes))
        })
      const ready = once(born, 'message')
      const ended = once(born, 'exit').then(([code]) => {
        throw new Error(`${name} ended with ${code}: ${said}`)
      })
      await Promise.race([ready, ended])
      ended.catch(() => {})
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
  }
}
