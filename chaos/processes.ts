/** Signals to processes, and the guard that leaves none of them behind. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'

/**
 * Stops processes for a while. A process of its own does it, so that they go on even if this one is killed meanwhile: what is
 * stopped does not notice that its parent has gone.
 */
export async function pause(pids: readonly number[], milliseconds: number) {
  if (pids.length === 0) return
  const script = 'seconds=$1; shift; kill -STOP "$@"; sleep "$seconds"; kill -CONT "$@"'
  const words = ['-c', script, 'pause', (milliseconds / 1_000).toFixed(2), ...pids.map(String)]
  await once(spawn('/bin/sh', words, { detached: true, stdio: 'ignore' }), 'exit')
}

export function killNow(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** The processes that a process has started and that run now; none where the system does not tell. */
export function childrenOf(parent: number): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number)
}

function parentOf(pid: string) {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
  } catch {
    return undefined
  }
}

/**
 * Watches over a folder with a database in it: when this process ends without having cleaned up, the guard ends the database
 * and removes the folder.
 * @returns lets the guard go; with `true` what is in the folder stays
 */
export function guard(folder: string): (keep: boolean) => void {
  const script = `word=$(cat)
[ -d "$1" ] && [ "$word" != keep ] || exit 0
home="$1/postgres"
[ -f "$home/location" ] && home=$(cat "$home/location")
pid=$(head -n 1 "$home/cluster/postmaster.pid" 2> /dev/null)
[ -n "$pid" ] && kill -QUIT "$pid" && while kill -0 "$pid" 2> /dev/null; do sleep 0.1; done
rm -rf "$home" "$1"`
  const watching = spawn('/bin/sh', ['-c', script, 'guard', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watching.unref()
  return (keep) => watching.stdin.end(keep ? 'keep' : '')
}
