/** A PostgreSQL for tests, whose data is gone with it. */
import * as fs from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from './embedded.ts'
import { takeLock } from './folder-lock.ts'
import { endServer, serverOf } from './running.ts'

/** A file system in memory: each test file makes databases of some 80 MB, for whose writing a disk takes seconds. */
const memory = '/dev/shm'
const tmpfs = 0x01021994
const enough = 4 * 1024 ** 3
const prefix = 'souk-throw-away-'

/** Data is kept in memory where there is plenty, else in the folder for temporary files. `stop` removes it. */
export async function startThrowAwayPostgres(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  const parent = isRoomy(memory) ? memory : tmpdir()
  await clearLeftovers(parent)
  const folder = fs.mkdtempSync(path.join(parent, prefix))
  // As root, PostgreSQL runs as another user, who must be able to pass through; or its data is put elsewhere.
  fs.chmodSync(folder, 0o711)
  const { adminUrl, stop } = await startEmbeddedPostgres({ folder, durable: false })
  return {
    adminUrl,
    async stop() {
      await stop()
      remove(folder)
    },
  }
}

function isRoomy(place: string) {
  try {
    fs.accessSync(place, fs.constants.W_OK)
    const { type, bavail, bsize } = fs.statfsSync(place)
    return type === tmpfs && bavail * bsize > enough && freemem() > enough
  } catch {
    return false
  }
}

/** What tests that were killed left behind, their servers too: in memory nobody would see it. */
async function clearLeftovers(parent: string) {
  for (const name of fs.readdirSync(parent).filter((one) => one.startsWith(prefix))) {
    const folder = path.join(parent, name)
    const lock = path.join(folder, 'lock')
    try {
      // One without a lock is being made at this very moment.
      if (!fs.existsSync(lock) || takeLock(lock) === undefined) continue
      const server = serverOf(path.join(homeOf(folder), 'cluster'))
      if (server !== undefined) await endServer(server, 5_000)
      remove(folder)
    } catch {
      // Somebody else's, who will clear it.
    }
  }
}

function homeOf(folder: string) {
  const pointer = path.join(folder, 'location')
  return fs.existsSync(pointer) ? fs.readFileSync(pointer, 'utf8').trim() : folder
}

function remove(folder: string) {
  fs.rmSync(homeOf(folder), { recursive: true, force: true })
  fs.rmSync(folder, { recursive: true, force: true })
}
