/**
 * Services under test: really hosted, on a real database of their own, copied for each test file from a migrated
 * template. Neighbours are fakes behind their contracts, or the services themselves.
 */
import { randomUUID } from 'node:crypto'
import type { Caller } from './auth.ts'
import type { Around } from './boundary.ts'
import { type Environment, processEnvironment } from './config.ts'
import type { Contract, EventData, Input, Output } from './contract.ts'
import type { Database } from './database/pool.ts'
import { json, sql } from './database/sql.ts'
import { fail } from './errors.ts'
import { type Host, type Placement, runHost } from './host.ts'
import { createLog, type Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import { type AnyService, type Context, service } from './service.ts'
import { openTestDatabases } from './testing-databases.ts'
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
  const databases = await openTestDatabases(options.services)
  const host = await runHost({
    services: options.services,
    placement: options.placement ?? (processEnvironment().SOUK_TRANSPORT as Placement | undefined) ?? 'memory',
    databaseUrl: (name) => databases.urls.get(name) as string,
    // A busy machine refuses nothing here: tests say what happens, not how soon.
    environment: {
      SOUK_HOUSE_SECRET: randomUUID(),
      SOUK_LOOP_DELAY_MS: '0',
      SOUK_CONNECTIONS: '4',
      ...natsOfItsOwn(),
      ...options.environment,
    },
    log: options.log ?? createLog(processEnvironment().SOUK_LOG ?? 'silent'),
    redeliver: options.redeliver ?? 0.3,
    checkAnswers: true,
    ...(options.now === undefined ? {} : { now: options.now }),
    ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
    ...(options.tracing === undefined ? {} : { tracing: options.tracing }),
    ...(options.around === undefined ? {} : { around: options.around }),
  }).catch(async (error) => {
    await databases.drop()
    throw error
  })
  return { ...host, ...watching(host.databases, host.stop, databases.drop) }
}

/** What tests see of the databases of running services, wherever they run, and how they end with them. */
export function watching(
  open: ReadonlyMap<string, Database>,
  stop: () => Promise<void>,
  drop: () => Promise<void>,
): Pick<TestShop, 'published' | 'publish' | 'close'> {
  const databaseOf = (contract: Contract) => {
    const db = open.get(contract.name)
    if (db === undefined) throw new Error(`${contract.name}-service is not part of this test`)
    return db
  }
  return {
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
      const leaks = await findLeaks(open, expect.parked ?? false).catch((error: Error) => [error.message])
      await stop()
      await drop()
      if (leaks.length > 0) throw new Error(`left behind: ${leaks.join('; ')}`)
    },
  }
}

/** Where the run of tests is told of a NATS server, every shop under test uses it, with streams of its own. */
function natsOfItsOwn(): Environment {
  const { SOUK_NATS_URL } = processEnvironment()
  return SOUK_NATS_URL === undefined ? {} : { SOUK_NATS_URL, SOUK_NATS_PREFIX: `test-${randomUUID().slice(0, 8)}` }
}

async function findLeaks(databases: ReadonlyMap<string, Database>, parkedAllowed: boolean) {
  const leaks: string[] = []
  for (const [name, db] of databases) {
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
