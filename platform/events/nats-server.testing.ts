/** A NATS server of a test's own: a free port, a folder of its own, killed by its pid; it can die, and come back on its data. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Why there is none on this machine; false where there is one. Fit for the `skip` of a test. */
export const natsMissing: string | false =
  spawnSync('nats-server', ['--version']).error === undefined
    ? false
    : 'left out: there is no nats-server on this machine (Debian: apt-get install nats-server)'

export type NatsServer = {
  url: string
  /** Of the process that runs now. */
  pid(): number | undefined
  /** Ends it at once, whatever it is doing. */
  kill(): Promise<void>
  /** Brings it back at the same address, on what it had written. */
  start(): Promise<void>
  /** Loses all that it had written; it must have been killed. */
  lose(): Promise<void>
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

/** @param options how it knows its clients; nobody needs to say who they are where it is left out */
export async function startNatsServer(options: { user?: string; password?: string; token?: string } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'souk-nats-'))
  const { user, password, token } = options
  const known = [
    ...(user === undefined ? [] : ['--user', user, '--pass', password ?? '']),
    ...(token === undefined ? [] : ['--auth', token]),
  ]
  let child: ChildProcess | undefined
  let port = -1

  async function start() {
    const place = ['-a', '127.0.0.1', '-p', String(port), '--ports_file_dir', folder]
    const started = spawn('nats-server', ['-js', '-sd', join(folder, 'data'), ...place, ...known], { stdio: 'ignore' })
    child = started
    for (const until = Date.now() + 10_000; ; await sleep(10)) {
      if (started.exitCode !== null) throw new Error(`nats-server ended with ${started.exitCode}`)
      if (Date.now() > until) throw new Error('nats-server did not start within 10 s')
      const file = (await readdir(folder)).find((name) => name.endsWith(`_${started.pid}.ports`))
      const ports = file === undefined ? '' : await readFile(join(folder, file), 'utf8')
      if (ports === '') continue
      port = Number(new URL(JSON.parse(ports).nats[0]).port)
      return
    }
  }

  async function kill() {
    const ended = child
    child = undefined
    if (ended === undefined || ended.exitCode !== null || ended.signalCode !== null) return
    await new Promise((resolve) => {
      ended.once('exit', resolve)
      ended.kill('SIGKILL')
    })
  }

  await start()
  const who = user === undefined ? (token ?? '') : `${user}:${password ?? ''}`
  const server: NatsServer = {
    url: `nats://${who === '' ? '' : `${who}@`}127.0.0.1:${port}`,
    pid: () => child?.pid,
    kill,
    start,
    lose: () => rm(join(folder, 'data'), { recursive: true, force: true }),
    async stop() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return server
}
