import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'

/** Takes a folder for this process by a file in it. Returns undefined when it is taken and otherwise the way to give it
 *  back; a file left by a process that died is taken over. `holder` gets the process id that has it. */
export function takeLock(file: string, holder?: (pid: number) => void): (() => void) | undefined {
  const mine = `${process.pid} ${startOf(process.pid)} ${Math.random()}`
  const draft = `${file}.${process.pid}`
  fs.writeFileSync(draft, mine, { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      try {
        appear(draft, file)
        return () => {
          if (read(file) === mine) fs.rmSync(file, { force: true })
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const theirs = read(file)
      const pid = Number.parseInt(theirs, 10)
      if (theirs !== '' && isAlive(pid) && startOf(pid) === theirs.split(' ')[1]) {
        holder?.(pid)
        return undefined
      }
      removeIfStill(file, theirs)
    }
    return undefined
  } finally {
    fs.rmSync(draft, { force: true })
  }
}

// A link appears whole or not at all; not every file system has links.
function appear(draft: string, file: string): void {
  try {
    fs.linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error
    fs.copyFileSync(draft, file, fs.constants.COPYFILE_EXCL)
  }
}

// Two processes may find the same dead holder: whoever renames a file that has meanwhile become a live one puts it back.
function removeIfStill(file: string, stale: string): void {
  const aside = `${file}.${process.pid}.stale`
  try {
    fs.renameSync(file, aside)
    if (read(aside) !== stale) fs.linkSync(aside, file)
  } catch {
    // Somebody else was faster; the next attempt sees what they did.
  }
  fs.rmSync(aside, { force: true })
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Whether a process of this id exists, be it another user's. */
export function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When the process started, in no particular unit: tells a process from a later one of the same id. */
function startOf(pid: number): string {
  if (process.platform === 'linux')
    return (
      read(`/proc/${pid}/stat`)
        .replace(/^.*\) /s, '')
        .split(' ')[19] ?? ''
    )
  return ask(pid, 'lstart=').replaceAll(/\s/g, '')
}

/** The command line of the process, its parts separated by spaces; empty when there is no such process. */
export function commandOf(pid: number): string {
  if (process.platform === 'linux') return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
  return ask(pid, 'command=')
}

function ask(pid: number, field: string): string {
  return spawnSync('ps', ['-p', String(pid), '-o', field], { encoding: 'utf8' }).stdout ?? ''
}
