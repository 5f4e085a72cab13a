import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import path from 'node:path'
import { type Binaries, makeFolder, quietEnvironment, type RunAs } from './binaries.ts'

/** Where the data lives: below `home`, which is the wanted folder or, when PostgreSQL's user cannot enter that, one
 *  below /var/lib named in the folder's file `location`. */
export type Place = { home: string; cluster: string; runAs: RunAs }

const isRoot = process.getuid?.() === 0

/** Decides where the data lives and whose it is; makes the folders. Throws a sentence when they cannot be used. */
export function findPlace(folder: string, say: (line: string) => void): Place {
  const pointer = path.join(folder, 'location')
  let home = folder
  if (fs.existsSync(pointer)) {
    home = fs.readFileSync(pointer, 'utf8').trim()
    if (!fs.existsSync(home)) {
      throw new Error(
        `${pointer} says that the data is in ${home}, which is gone. Put it back, or remove ${pointer} to ` +
          'begin with an empty database.',
      )
    }
  }
  const inside = path.join(home, 'cluster')
  const owner = fs.lstatSync(inside, { throwIfNoEntry: false })?.uid
  if (!isRoot) {
    if (owner === undefined || owner === process.getuid?.()) return { home, cluster: inside, runAs: undefined }
    throw new Error(
      `The database in ${inside} belongs to the user with id ${owner}. Start as that user or as root, or ` +
        'move the folder away to begin with an empty database.',
    )
  }
  const runAs = owner ? { uid: owner, gid: fs.lstatSync(inside).gid } : unprivilegedUser()
  if (home === folder && !canEnter(folder, runAs)) {
    const name = `souk-${createHash('sha256').update(fs.realpathSync(folder)).digest('hex').slice(0, 8)}`
    home = path.join('/var/lib', `${name}-${randomBytes(2).toString('hex')}`)
    makeFolder(home, 0o711)
    say(`PostgreSQL does not run as root, and its user cannot enter ${folder}: the data goes to ${home}.`)
    if (owner !== undefined) {
      const moved = spawnSync('cp', ['-a', inside, home], { encoding: 'utf8' })
      if (moved.status !== 0) throw new Error(`The data in ${inside} could not be copied to ${home}: ${moved.stderr}`)
      fs.renameSync(inside, `${inside}.moved`)
    }
    fs.writeFileSync(pointer, `${home}\n`)
  }
  return { home, cluster: path.join(home, 'cluster'), runAs }
}

function unprivilegedUser(): RunAs {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number.parseInt(spawnSync('id', [flag, name]).stdout?.toString(), 10))
    if (uid && gid) return { uid, gid }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user "postgres" or "nobody" here to run it as.')
}

function canEnter(folder: string, runAs: RunAs): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...runAs, cwd: '/' }).status === 0
}

/** Makes the cluster unless it is there. It appears whole or not at all. Throws a sentence when it is another version's. */
export async function makeCluster(
  place: Place,
  binaries: Binaries,
  password: string,
  durable: boolean,
): Promise<boolean> {
  const { home, cluster, runAs } = place
  if (fs.existsSync(cluster)) {
    const major = fs.readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim()
    if (major === binaries.major) return false
    throw new Error(
      `The data in ${cluster} was written by PostgreSQL ${major}, and this is PostgreSQL ${binaries.major}, ` +
        `which cannot read it. Either dump it with PostgreSQL ${major} (pg_dumpall) and load the dump here, or move ` +
        `${cluster} away to begin with an empty database.`,
    )
  }
  for (const name of fs.readdirSync(home)) {
    if (name.startsWith('unfinished-')) fs.rmSync(path.join(home, name), { recursive: true, force: true })
  }
  const unfinished = path.join(home, `unfinished-${process.pid}`)
  const passwordFile = path.join(home, `unfinished-password-${process.pid}`)
  fs.mkdirSync(unfinished, { mode: 0o700 })
  fs.writeFileSync(passwordFile, password, { mode: 0o600 })
  if (runAs) for (const one of [unfinished, passwordFile]) fs.chownSync(one, runAs.uid, runAs.gid)
  // Words are told apart by LC_CTYPE (pg_trgm), which not every machine has as C.UTF-8; sorting never depends on it.
  const kinds = ['C.UTF-8', 'en_US.UTF-8', 'C']
  let said = ''
  for (const kind of kinds) {
    const result = await run(
      binaries.initdb,
      [
        '-D',
        unfinished,
        '-U',
        'postgres',
        '-A',
        'scram-sha-256',
        '-E',
        'UTF8',
        '--pwfile',
        passwordFile,
        '--locale',
        'C',
        '--lc-ctype',
        kind,
        '--locale-provider',
        'builtin',
        '--builtin-locale',
        'C.UTF-8',
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      runAs,
    )
    said = result.said
    if (result.code === 0) {
      fs.rmSync(passwordFile)
      fs.renameSync(unfinished, cluster)
      return true
    }
    if (!said.includes('invalid locale name')) break
  }
  fs.rmSync(passwordFile, { force: true })
  throw new Error(`The database could not be made in ${home}: ${said.trim()}`)
}

/** Runs a program of PostgreSQL to its end, apart from the terminal's Ctrl-C. */
export function run(
  program: string,
  words: string[],
  runAs: RunAs,
  input = '',
): Promise<{ code: number; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { ...runAs, cwd: '/', env: quietEnvironment, detached: true })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    child.stdin.on('error', () => {})
    child.stdout.resume()
    child.stdin.end(input)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, said }))
  })
}
