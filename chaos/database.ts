/** The database of the shop: durable, with a database and a role for each service, and made to be killed. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@souk/platform/database/embedded.ts'
import { provision } from '@souk/platform/database/provision.ts'
import { Client } from 'pg'
import { childrenOf, killNow, pause } from './processes.ts'

export type DatabaseServer = {
  /** *_DATABASE_URL of each service. */
  environment: Record<string, string>
  /** Writes what there is to the disk, so that the next start has little to make good. */
  settle(): Promise<void>
  /** Ends it as a power cut would, and starts it on what is on disk. */
  killAndRestart(): Promise<void>
  /** Stops the processes that serve connections, for a while. */
  pause(milliseconds: number): Promise<void>
  /** @param keep leaves its files */
  stop(keep?: boolean): Promise<void>
}

export async function openDatabaseServer(folder: string, services: readonly string[]): Promise<DatabaseServer> {
  let postgres: EmbeddedPostgres = await startEmbeddedPostgres({ folder })
  const { adminUrl } = postgres
  const wanted = services.map((name) => ({ database: `${name}_service`, role: `${name}_service`, password: 'chaos' }))
  await provision(adminUrl, wanted)
  const environment = Object.fromEntries(
    wanted.map(({ database, role, password }, index) => [
      `${services[index]?.toUpperCase()}_DATABASE_URL`,
      postgres.urlFor(database, role, password),
    ]),
  )
  return {
    environment,
    async settle() {
      const admin = new Client({ connectionString: adminUrl })
      await admin.connect()
      await admin.query('checkpoint').finally(() => admin.end())
    },
    async killAndRestart() {
      killNow(postgres.pid)
      await postgres.stop()
      postgres = await startEmbeddedPostgres({ folder })
      if (postgres.adminUrl !== adminUrl) throw new Error('the database came back at another address')
    },
    pause: (milliseconds) => pause(childrenOf(postgres.pid), milliseconds),
    async stop(keep = false) {
      await postgres.stop()
      if (keep) return
      const elsewhere = read(join(folder, 'location'))
      if (elsewhere !== undefined) rmSync(elsewhere.trim(), { recursive: true, force: true })
    },
  }
}

function read(file: string) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
