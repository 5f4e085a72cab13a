/** Databases for tests: each copied from a template that is migrated once, in the cluster of the whole run. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { processEnvironment } from './config.ts'
import { fingerprintOf, migrate } from './database/migrate.ts'
import { startThrowAwayPostgres } from './database/throw-away.ts'
import { migrationsOf } from './running.ts'
import type { AnyService } from './service.ts'

export type TestDatabases = {
  /** By the service's name. */
  urls: ReadonlyMap<string, string>
  drop(): Promise<void>
}

export async function openTestDatabases(services: readonly AnyService[]): Promise<TestDatabases> {
  const cluster = await testCluster()
  const run = randomUUID().slice(0, 8)
  const urls = new Map<string, string>()
  const drop = async () => {
    await onAdmin(cluster.adminUrl, async (client) => {
      for (const url of urls.values())
        await client.query(`drop database if exists "${databaseNameOf(url)}" with (force)`)
    })
    await cluster.stop()
  }
  try {
    for (const definition of services) {
      const { name } = definition.contract
      urls.set(name, await copyTemplate(cluster.adminUrl, definition, `t_${name}_${run}`))
    }
    return { urls, drop }
  } catch (error) {
    await drop()
    throw error
  }
}

/** The cluster of the whole test run, or one just for this file when it is run alone. */
async function testCluster() {
  const { SOUK_TEST_DATABASE } = processEnvironment()
  if (SOUK_TEST_DATABASE !== undefined) return { adminUrl: SOUK_TEST_DATABASE, stop: async () => {} }
  return startThrowAwayPostgres()
}

async function copyTemplate(adminUrl: string, definition: AnyService, name: string) {
  const folders = migrationsOf(definition)
  const template = `template_${definition.contract.name}_${(await fingerprintOf(folders)).slice(0, 12)}`
  await onAdmin(adminUrl, async (client) => {
    // One file at a time: the first one makes the template, the others wait and copy it.
    await client.query('select pg_advisory_lock(7302416)')
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rowCount === 0) {
      await client.query(`create database "${template}_new"`)
      const pool = new pg.Pool({ connectionString: withDatabase(adminUrl, `${template}_new`), max: 1 })
      await migrate(pool, folders)
      await pool.end()
      await client.query(`alter database "${template}_new" rename to "${template}"`)
    }
    await client.query(`create database "${name}" template "${template}" strategy file_copy`)
  })
  return withDatabase(adminUrl, name)
}

async function onAdmin<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function withDatabase(adminUrl: string, name: string) {
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.toString()
}

function databaseNameOf(url: string) {
  return new URL(url).pathname.slice(1)
}
