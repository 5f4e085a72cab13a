import { spawn } from 'node:child_process'
import * as fs from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { type Binaries, quietEnvironment } from './binaries.ts'
import type { Place } from './cluster.ts'
import { endStrays } from './running.ts'

// pg_trgm and unaccent are among the extensions; lz4 is not built in, and the other wal_compression costs more than it
// saves.
const settings = {
  listen_addresses: '127.0.0.1',
  max_connections: '200',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  huge_pages: 'off',
  jit: 'off',
  io_method: 'sync',
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '0',
  max_wal_size: '2GB',
  min_wal_size: '128MB',
  checkpoint_timeout: '15min',
  checkpoint_completion_target: '0.9',
  autovacuum_max_workers: '2',
  autovacuum_naptime: '20s',
  idle_in_transaction_session_timeout: '30s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgres-%Y%m%d-%H%M%S.log',
  log_rotation_size: '5MB',
  log_rotation_age: '1d',
  log_line_prefix: '%m [%p] %u@%d ',
  log_lock_waits: 'on',
  log_min_duration_statement: '1s',
}
/** After a crash all files are made sure to be on the disk: at once where the system can, not the thousands one by one. */
const syncing: Record<string, string> = process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
const logsKept = 5

/** Starts the server on the cluster and returns once it takes connections, on a port of 127.0.0.1, which `folder` keeps
 *  for the next start, and unless `socket` is empty on a Unix socket in that folder. Throws what PostgreSQL said last when it ends instead. */
export async function launch(
  folder: string,
  place: Place,
  binaries: Binaries,
  durable: boolean,
  say: (line: string) => void,
): Promise<{ pid: number; port: number; socket: string }> {
  const portFile = path.join(folder, 'port')
  const last = fs.existsSync(portFile) ? Number.parseInt(fs.readFileSync(portFile, 'utf8'), 10) || 0 : 0
  let port = (last && (await freePort(last))) || (await freePort(0))
  for (const until = Date.now() + 30_000; ; ) {
    const socket = socketFolder(place)
    const own = { ...(durable ? syncing : careless), unix_socket_directories: socket, port: String(port) }
    const outcome = await launchOnce(path.join(folder, 'startup.log'), own, place, binaries, say)
    if (outcome.pid) {
      fs.writeFileSync(portFile, String(port))
      return { pid: outcome.pid, port, socket }
    }
    const isTaken = outcome.said.includes('Address already in use')
    const isInUse = outcome.said.includes('shared memory block')
    if (!(isTaken || isInUse) || Date.now() > until) throw new Error(`PostgreSQL does not start: ${outcome.said}`)
    if (isInUse) endStrays(place.cluster)
    await new Promise((resolve) => setTimeout(resolve, 200))
    if (isTaken) port = await freePort(0)
  }
}

// A socket is a tenth to a third faster than the loopback. It needs a path that is short and needs no quoting; nothing of
// an earlier server may be in the folder, where PostgreSQL might mistake it for a living one's.
function socketFolder({ home, runAs }: Place): string {
  const folder = path.join(home, 'socket')
  if (process.platform === 'win32' || folder.length > 85 || !/^[\w./-]+$/.test(folder)) return ''
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { mode: 0o700 })
  if (runAs) fs.chownSync(folder, runAs.uid, runAs.gid)
  return folder
}

async function launchOnce(
  startupLog: string,
  own: Record<string, string>,
  { cluster, runAs }: Place,
  { postgres }: Binaries,
  say: (line: string) => void,
): Promise<{ pid?: number; said: string }> {
  const words = Object.entries({ ...settings, ...own }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = fs.openSync(startupLog, 'w', 0o600)
  // In a session of its own: Ctrl-C reaches everything in the terminal's, and the services still need the database then.
  const child = spawn(postgres, ['-D', cluster, ...words], {
    ...runAs,
    cwd: '/',
    env: quietEnvironment,
    detached: true,
    stdio: ['ignore', log, log],
  })
  fs.closeSync(log)
  let failure: string | undefined
  child.on('error', (error) => {
    failure = error.message
  })
  child.on('exit', () => {
    failure ??= ''
  })
  child.unref()
  const began = Date.now()
  let isSlow = false
  while (failure === undefined) {
    const lines = read(path.join(cluster, 'postmaster.pid')).split('\n')
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return { pid: child.pid, said: '' }
    if (!isSlow && Date.now() > began + 3000) {
      isSlow = true
      say('The database is recovering what the last run left; this can take a while.')
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return { said: failure + lastWords(startupLog, cluster) }
}

function lastWords(startupLog: string, cluster: string): string {
  const newest = logsOf(cluster).at(-1)
  const lines = [startupLog, ...(newest ? [newest] : [])].flatMap((file) => read(file).trim().split('\n'))
  return lines.slice(-12).join('\n')
}

function logsOf(cluster: string): string[] {
  const folder = path.join(cluster, 'log')
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder)
    .sort()
    .map((name) => path.join(folder, name))
}

/** Removes all log files of the cluster but the newest few, of which none grows beyond 5 MB. */
export function dropOldLogs(cluster: string): void {
  for (const file of logsOf(cluster).slice(0, -logsKept)) fs.rmSync(file, { force: true })
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

// A port of 127.0.0.1 nobody listens on: the wanted one (0: any), or 0 when that is taken.
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.on('error', () => resolve(0))
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
