/** A real shop in processes of its own, started as `npm start` does, on a durable database that the bench can reach too. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { processEnvironment } from '@souk/platform/config.ts'
import { startEmbeddedPostgres } from '@souk/platform/database/embedded.ts'
import { provision } from '@souk/platform/database/provision.ts'

export type BenchShop = {
  url: string
  adminUrl: string
  /** Milliseconds from the process's start to its being ready. */
  startedIn: number
  /** Seconds of CPU used so far by the shop's processes and by PostgreSQL; NaN where the system does not tell. */
  cpu(): { shop: number; postgres: number }
  /** Resident bytes of the shop's processes, what they share counted once. */
  memory(): number
  staffToken(): Promise<string>
  /** @param settings besides its own, for as long as it runs then */
  restart(settings?: Record<string, string>): Promise<void>
  close(): Promise<void>
}

const names = ['user', 'product', 'inventory', 'cart', 'order', 'payment', 'delivery', 'notification', 'audit']
const admin = { email: 'bench@souk.example', password: 'only-for-measuring' }

/** @param words after `npm start --` */
export async function openBenchShop(
  options: { words?: readonly string[]; environment?: Record<string, string> } = {},
): Promise<BenchShop> {
  const folder = mkdtempSync(join(tmpdir(), 'souk-bench-'))
  // As root, PostgreSQL runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711)
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres') })
  const databases = names.map((name) => ({ database: `${name}_service`, role: `${name}_service`, password: 'bench' }))
  await provision(postgres.adminUrl, databases)
  const port = await freePort()
  const environment = {
    ...processEnvironment(),
    PORT: String(port),
    SOUK_DATA: folder,
    SOUK_RATE_LIMIT: '0',
    SOUK_METRICS_PORT: '0',
    SOUK_ADMIN_EMAIL: admin.email,
    SOUK_ADMIN_PASSWORD: admin.password,
    ...Object.fromEntries(
      databases.map(({ database, role, password }, index) => [
        `${names[index]?.toUpperCase()}_DATABASE_URL`,
        postgres.urlFor(database, role, password),
      ]),
    ),
    ...options.environment,
  }
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess
  const processes = () => withChildren(child.pid as number)
  const shop: BenchShop = {
    url,
    adminUrl: postgres.adminUrl,
    startedIn: 0,
    cpu: () => ({ shop: sum(processes().map(cpuSeconds)), postgres: postgresSeconds(folder) }),
    memory: () => sum(processes().map(residentBytes)),
    async staffToken() {
      const response = await fetch(`${url}/api/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(admin),
      })
      return ((await response.json()) as { accessToken: string }).accessToken
    },
    async restart(settings = {}) {
      await stop(child)
      shop.startedIn = await start(settings)
    },
    async close() {
      await stop(child)
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }

  async function start(settings: Record<string, string> = {}) {
    const began = performance.now()
    child = spawn(process.execPath, [resolve(import.meta.dirname, '../scripts/start.ts'), ...(options.words ?? [])], {
      env: { ...environment, ...settings },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    while (!(await isReady(url))) {
      if (child.exitCode !== null) throw new Error('the shop did not start')
      await new Promise((done) => setTimeout(done, 20))
    }
    return performance.now() - began
  }

  try {
    shop.startedIn = await start()
    return shop
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

async function stop(child: ChildProcess) {
  if (child.exitCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
}

async function isReady(url: string) {
  try {
    return (await fetch(`${url}/health/ready`)).ok
  } catch {
    return false
  }
}

function freePort() {
  return new Promise<number>((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => found(port))
    })
  })
}

function residentBytes(pid: number) {
  const kept = process.platform === 'linux' ? readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8') : ''
  return Number(/^Pss:\s+(\d+)/m.exec(kept)?.[1] ?? Number.NaN) * 1_024
}

function sum(values: readonly number[]) {
  return values.reduce((total, value) => total + value, 0)
}

/** A process and those that it has started. */
function withChildren(pid: number): number[] {
  if (process.platform !== 'linux') return [pid]
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return [pid, ...all.filter((name) => parentOf(name) === String(pid)).map(Number)]
}

/** User and system time, with that of children that have ended. */
export function cpuSeconds(pid: number) {
  if (process.platform !== 'linux') return Number.NaN
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return sum(fields.slice(11, 15).map(Number)) / 100
}

function postgresSeconds(folder: string) {
  if (process.platform !== 'linux') return Number.NaN
  const [file] = globSync(`${folder}/postgres/**/postmaster.pid`)
  if (file === undefined) return Number.NaN
  const postmaster = readFileSync(file, 'utf8').split('\n')[0] as string
  const children = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === postmaster)
  return sum([postmaster, ...children].map((pid) => cpuSeconds(Number(pid))))
}

function parentOf(pid: string) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]
  } catch {
    return undefined
  }
}
