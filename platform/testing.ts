/**
 * Services under test: really hosted, on a real database of their own, copied for each test file from a migrated
 * template. Neighbours are fakes behind their contracts, or the services themselves.
 */
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Caller } from './auth.ts'
import type { Around } from './boundary.ts'
import { type Environment, processEnvironment } from './config.ts'
import type { Contract, EventData, Input, Output } from './contract.ts'
import { startEmbeddedPostgres } from './database/embedded.ts'
import { fingerprintOf, migrate } from './database/migrate.ts'
import { json, sql } from './database/sql.ts'
import { fail } from './errors.ts'
import { type Host, type Placement, runHost } from './host.ts'
import { createLog, type Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import { migrationsOf } from './running.ts'
import { type AnyService, type Context, service } from './service.ts'
import type { Tracing } from './tracing.ts'

export type TestShop = Host & {
  /** The events that a service has published so far, oldest first; of one type where given. */
  published<C extends Contract, T extends keyof C['events'] & string>(contract: C, type: T): Promise<EventData<C, T>[]>
  /** Publishes an event in a neighbour's name. */
  publish<C extends Contract, T extends keyof C['events'] & string>(
    contract: C,
    type: T,
    data: EventData<C, T>,
  ): Promise<void>
  /** Stops everything; fails when a transaction was left open or, unless `parked` is expected, an event was parked. */
  close(expect?: { parked?: boolean }): Promise<void>
}

export async function startTestShop(options: {
  services: readonly AnyService[]
  placement?: Placement
  environment?: Environment
  redeliver?: number
  now?: () => Date
  /** Stands around every call to a neighbour and every commit. */
  around?: Around
  log?: Log
  metrics?: Metrics
  tracing?: Tracing
}): Promise<TestShop> {
  const cluster = await testCluster()
  const run = randomUUID().slice(0, 8)
  const urls = new Map<string, string>()
  const dropDatabases = async () => {
    await onAdmin(cluster.adminUrl, async (client) => {
      for (const url of urls.values())
        await client.query(`drop database if exists "${databaseNameOf(url)}" with (force)`)
    })
    await cluster.stop()
  }
  const start = async () => {
    for (const definition of options.services) {
      const { name } = definition.contract as Contract
      urls.set(name, await copyTemplate(cluster.adminUrl, definition, `t_${name}_${run}`))
    }
    return runHost({
      services: options.services,
      placement: options.placement ?? (processEnvironment().SOUK_TRANSPORT as Placement | undefined) ?? 'memory',
      databaseUrl: (name) => urls.get(name) as string,
      environment: { SOUK_HOUSE_SECRET: randomUUID(), ...options.environment },
      log: options.log ?? createLog(processEnvironment().SOUK_LOG ?? 'silent'),
      connections: 4,
      redeliver: options.redeliver ?? 0.3,
      checkAnswers: true,
      ...(options.now === undefined ? {} : { now: options.now }),
      ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
      ...(options.tracing === undefined ? {} : { tracing: options.tracing }),
      ...(options.around === undefined ? {} : { around: options.around }),
    })
  }
  const host = await start().catch(async (error) => {
    await dropDatabases()
    throw error
  })
  const databaseOf = (contract: Contract) => {
    const db = host.databases.get(contract.name)
    if (db === undefined) throw new Error(`${contract.name}-service is not part of this test`)
    return db
  }
  return {
    ...host,
    published: async (contract, type) => {
      const rows = await databaseOf(contract).many(sql<{ data: never }>`
        select data from platform.feed where type = ${type} order by transaction_id, position`)
      return rows.map(({ data }) => data)
    },
    async publish(contract, type, data) {
      await databaseOf(contract).run(sql`
        insert into platform.feed (type, subject, data) values (${type}, 'test', ${json(data)}::jsonb)`)
    },
    async close(expect = {}) {
      const leaks = await findLeaks(host, expect.parked ?? false).catch((error: Error) => [error.message])
      await host.stop()
      await dropDatabases()
      if (leaks.length > 0) throw new Error(`left behind: ${leaks.join('; ')}`)
    },
  }
}

async function findLeaks(host: Host, parkedAllowed: boolean) {
  const leaks: string[] = []
  for (const [name, db] of host.databases) {
    const parked = await db.many(sql<{ type: string; error: string }>`
      select event->>'type' as type, error from platform.parked_events`)
    if (!parkedAllowed) leaks.push(...parked.map(({ type, error }) => `${name} parked ${type}: ${error}`))
    const open = await db.many(sql<{ query: string }>`
      select query from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%' and state_change < now() - interval '1 second'`)
    leaks.push(...open.map(({ query }) => `${name} has an open transaction after: ${query}`))
  }
  return leaks
}

/** A neighbour that answers what it is told to, checked by its contract like the real one. */
export function fake<C extends Contract>(
  contract: C,
  operations: {
    [N in keyof C['operations']]?: (
      input: Input<C['operations'][N]>,
      context: Context,
    ) => Promise<Output<C['operations'][N]>>
  } = {},
): AnyService {
  const silent = async () => {
    throw fail('unavailable', `the fake ${contract.name}-service does not answer this`)
  }
  const all = Object.fromEntries(Object.keys(contract.operations).map((name) => [name, operations[name] ?? silent]))
  const definition: AnyService = service({
    contract,
    calls: {},
    config: {},
    migrations: undefined,
    operations: all as never,
    consumers: [],
    jobs: [],
  }) as never
  return definition
}

export const asService = (name = 'order'): Caller => ({ kind: 'service', name })
export const asCustomer = (userId: string = randomUUID()): Caller => ({
  kind: 'customer',
  userId,
  sessionId: randomUUID(),
})
export const asStaff = (...permissions: string[]): Caller => ({
  kind: 'staff',
  userId: randomUUID(),
  sessionId: randomUUID(),
  permissions,
})

/** The cluster of the whole test run, or one just for this file when it is run alone. */
async function testCluster() {
  const { SOUK_TEST_DATABASE } = processEnvironment()
  if (SOUK_TEST_DATABASE !== undefined) return { adminUrl: SOUK_TEST_DATABASE, stop: async () => {} }
  return startThrowAwayPostgres()
}

/** A PostgreSQL that loses its data when it is stopped, wherever that was put. */
async function startThrowAwayPostgres() {
  const folder = await mkdtemp(join(tmpdir(), 'souk-test-'))
  // PostgreSQL's user must be able to pass through, or the data is put elsewhere.
  await chmod(folder, 0o711)
  const cluster = await startEmbeddedPostgres({ folder, durable: false })
  return {
    adminUrl: cluster.adminUrl,
    stop: async () => {
      await cluster.stop()
      const elsewhere = await readFile(join(folder, 'location'), 'utf8').catch(() => undefined)
      if (elsewhere !== undefined) await rm(elsewhere.trim(), { recursive: true, force: true })
      await rm(folder, { recursive: true, force: true })
    },
  }
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
