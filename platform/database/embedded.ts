import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import path from 'node:path'
import { type Binaries, findBinaries, makeFolder } from './binaries.ts'
import { findPlace, makeCluster, type Place, run } from './cluster.ts'
import { takeLock } from './folder-lock.ts'
import { endServer, serverOf } from './running.ts'
import { dropOldLogs, launch } from './server.ts'

/** A running PostgreSQL, whose postmaster is the process `pid`. `adminUrl` is the superuser's, on the database postgres. Addresses name a Unix socket where the
 *  folder's path allows it (its folder percent-encoded as the host), otherwise 127.0.0.1, which always listens as well.
 *  `stop` ends it with its data written and does nothing the second time. */
export type EmbeddedPostgres = {
  adminUrl: string
  pid: number
  urlFor(database: string, role: string, password: string): string
  stop(): Promise<void>
}

/** Starts PostgreSQL 18 on a data folder, made at the first start, on a port of 127.0.0.1 kept from start to start.
 *  What an earlier start left running is ended first, and what a crash left is recovered. `durable: false` trades the
 *  data's safety for speed, for tests. Throws a sentence for people when the folder is in use by a living process, is of
 *  another version, or cannot be used. */
export async function startEmbeddedPostgres(options: {
  folder: string
  durable?: boolean
  say?: (line: string) => void
}): Promise<EmbeddedPostgres> {
  const { durable = true, say = () => {} } = options
  const folder = path.resolve(options.folder)
  try {
    makeFolder(folder, process.getuid?.() === 0 ? 0o711 : 0o700)
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK)
  } catch {
    throw new Error(`The data folder ${folder} cannot be written by this user. Start as its owner, or choose another.`)
  }
  let holder = 0
  const release = takeLock(path.join(folder, 'lock'), (pid) => {
    holder = pid
  })
  if (!release) {
    throw new Error(
      `The database in ${folder} is in use by process ${holder}. Stop that first, or start this one with ` +
        'another data folder.',
    )
  }
  try {
    const place = findPlace(folder, say)
    const binaries = findBinaries(place.home, place.runAs, say)
    const password = await prepare(folder, place, binaries, durable, say)
    const { pid, port, socket } = await launch(folder, place, binaries, durable, say)
    dropOldLogs(place.cluster)
    const pruning = setInterval(dropOldLogs, 600_000, place.cluster).unref()
    const host = `${socket ? encodeURIComponent(socket) : '127.0.0.1'}:${port}`
    const urlFor = (database: string, role: string, secret: string) =>
      `postgres://${[role, secret].map(encodeURIComponent).join(':')}@${host}/${encodeURIComponent(database)}`
    let stopping: Promise<void> | undefined
    const stop = () => {
      clearInterval(pruning)
      stopping ??= endServer(pid, 60_000).finally(release)
      return stopping
    }
    return { adminUrl: urlFor('postgres', 'postgres', password), pid, urlFor, stop }
  } catch (error) {
    release()
    throw error
  }
}

// Returns the superuser's password once the cluster is there, has it, and is nobody's.
async function prepare(
  folder: string,
  place: Place,
  binaries: Binaries,
  durable: boolean,
  say: (line: string) => void,
): Promise<string> {
  const left = serverOf(place.cluster)
  if (left !== undefined) {
    say('Ending the database that an earlier start left running.')
    await endServer(left, 30_000)
  }
  const secret = path.join(folder, 'superuser')
  const known = fs.existsSync(secret) ? fs.readFileSync(secret, 'utf8').trim() : ''
  const password = known || randomBytes(24).toString('base64url')
  if (!known) fs.writeFileSync(secret, password, { mode: 0o600 })
  const isNew = await makeCluster(place, binaries, password, durable)
  if (!known && !isNew) {
    const words = ['--single', '-D', place.cluster, 'postgres']
    await run(binaries.postgres, words, place.runAs, `ALTER ROLE postgres PASSWORD '${password}'\n`)
  }
  return password
}
