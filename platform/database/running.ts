import * as fs from 'node:fs'
import path from 'node:path'
import { commandOf, isAlive } from './folder-lock.ts'

/** The process id of the server running on the cluster; undefined when none does. */
export function serverOf(cluster: string): number | undefined {
  const file = path.join(cluster, 'postmaster.pid')
  if (!fs.existsSync(file)) return undefined
  const lines = fs.readFileSync(file, 'utf8').split('\n')
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10))
  if (!isAlive(pid)) return undefined
  const command = commandOf(pid)
  if (command.includes('postgres') && (command.includes(cluster) || isIn(pid, cluster))) return pid
  // The number now belongs to another program, which PostgreSQL would take for its server and not start. The file must
  // stay: it also names the shared memory that leftover processes of the old server may still use.
  fs.writeFileSync(file, ['99999999', ...lines.slice(1)].join('\n'))
  return undefined
}

function isIn(pid: number, cluster: string): boolean {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(cluster)
  } catch {
    return false
  }
}

/** Ends the processes that a server which was killed left on the cluster: one that computes does not notice its death. */
export function endStrays(cluster: string): void {
  if (process.platform !== 'linux') return
  for (const pid of fs.readdirSync('/proc').map(Number)) {
    if (pid > 0 && isIn(pid, cluster) && commandOf(pid).startsWith('postgres')) process.kill(pid, 'SIGKILL')
  }
}

/** Ends the server: at once, but with its data written (fast); after `patience` milliseconds without (immediate), which
 *  the next start makes good from the log. */
export async function endServer(pid: number, patience: number): Promise<void> {
  const ended = async (milliseconds: number): Promise<boolean> => {
    for (const until = Date.now() + milliseconds; Date.now() < until; ) {
      if (!isAlive(pid)) return true
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return !isAlive(pid)
  }
  for (const [signal, milliseconds] of [
    ['SIGINT', patience],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5000],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    if (await ended(milliseconds)) return
  }
  throw new Error(`PostgreSQL (process ${pid}) does not end.`)
}
