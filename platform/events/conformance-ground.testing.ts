/** A till that tells of payments and a book that enters them, for what every engine of events must keep. */
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '../client.ts'
import { contract } from '../contract.ts'
import type { Database, Db } from '../database/pool.ts'
import { sql } from '../database/sql.ts'
import { createLog } from '../log.ts'
import { service } from '../service.ts'
import { asService, startTestShop } from '../testing.ts'
import { untraced } from '../tracing.ts'
import { type BookContext, type Handle, till } from './conformance-book.testing.ts'
import { consumer } from './consumer.ts'
import type { Engine } from './engine.ts'
import { append, headOf, openFeed, readEvents } from './feed.ts'
import type { Follower } from './taking.ts'

const book = contract('book', 'Made up for this test', { operations: {}, events: {} })
const tillFeed = { ...till, operations: { readEvents } }

export type Replica = Follower & {
  /** Waits until it has come to the end of the feed. */
  atRest(): Promise<void>
}

export type Ground = Awaited<ReturnType<typeof openGround>>

/**
 * @param engine a new one for each process that the test makes as if there were
 * @param environment what makes a real process use the same
 */
export async function openGround(engine: () => Engine, environment: () => Record<string, string>) {
  const rest = { calls: {}, config: {}, migrations: undefined, consumers: [], jobs: [], operations: {} }
  const shop = await startTestShop({
    services: [service({ contract: till, ...rest }), service({ contract: book, ...rest })],
  })
  const source = shop.databases.get('till') as Database
  const db = shop.databases.get('book') as Database
  const feed: Client<typeof tillFeed> = shop.client(tillFeed, asService('book'))
  const { name: bookDatabase } = await db.one(sql<{ name: string }>`select current_database() as name`)
  await db.run(
    sql`create table entries (at int generated always as identity, id uuid, key text, name text, amount int)`,
  )

  const log = createLog('silent')
  const stopping: (() => Promise<void>)[] = []
  let isAway = false
  const publishers: { stop(): Promise<void> }[] = []

  const ground = {
    source,
    db,
    shop,
    log,
    bookDatabase,
    /** Nothing was ever told or heard. */
    async clear() {
      await source.run(sql`truncate platform.feed, platform.relay`)
      await db.run(sql`truncate entries, platform.cursors, platform.inbox, platform.parked_events`)
      isAway = false
    },
    /** A process of the publisher: what it appends is carried on from here. */
    startPublisher(by = engine()) {
      const feed = openFeed(source, 'till')
      by.publish({ service: 'till', db: source, feed, log })
      isAway = false
      publishers.push({
        async stop() {
          feed.close()
          await by.close()
        },
      })
    },
    publishers,
    /** The publisher is out of reach, with all that it does. */
    async stopPublisher() {
      isAway = true
      await Promise.all(publishers.splice(0).map(({ stop }) => stop()))
    },
    async stopAll() {
      await Promise.all(stopping.splice(0).map((stop) => stop()))
      await ground.stopPublisher()
    },
    close: () => shop.close({ parked: true }),

    /** A process of the book that follows the till. */
    begin(
      handle: Handle,
      options: { redeliver?: number; wake?: (job: string) => void; by?: Engine; atOnce?: number } = {},
    ): Replica {
      const own = options.by ?? engine()
      const follower = own.follow<BookContext>({
        service: 'book',
        source: 'till',
        consumers: [consumer(till, 'till.paid.v1', handle)],
        db,
        log,
        context: { db, wake: options.wake ?? (() => {}) },
        spans: untraced.of('test'),
        redeliver: () => options.redeliver ?? 0,
        async read(after, limit, wait, signal) {
          const aborted = new Promise<{ items: [] }>((resolve) => {
            signal.addEventListener('abort', () => resolve({ items: [] }))
          })
          const most = Math.min(limit, options.atOnce ?? limit)
          const answer = feed.readEvents({ after, limit: most, wait: Math.min(wait, 200) })
          const { items } = await Promise.race([answer, aborted])
          if (isAway) throw new Error('the till is out of reach')
          return items
        },
      })
      let stopped: Promise<void> | undefined
      const stop = () => {
        stopped ??= follower.stop().then(() => own.close())
        return stopped
      }
      stopping.push(stop)
      return { ...follower, stop, atRest: () => ground.atRest(follower) }
    },

    /** A real process that follows, and ends by SIGKILL in the middle of its n-th event. */
    async dieAt(event: number) {
      const urls = [source, db].map(({ pool }) => pool.options.connectionString as string)
      const child = fork(new URL('follower-process.testing.ts', import.meta.url), [String(event), ...urls], {
        env: { ...environment() },
      })
      await new Promise((resolve) => child.once('exit', resolve))
      assert.equal(child.signalCode, 'SIGKILL')
    },

    async atRest(follower: Follower) {
      for (const until = Date.now() + 20_000; Date.now() < until; ) {
        if ((await follower.cursor()) === (await headOf(source))) return
        await sleep(5)
      }
      assert.fail('the follower did not come to the end of the feed within 20 s')
    },

    pay: (name: string, key = name) =>
      append(source, { type: 'till.paid.v1', subject: key, data: { name, amount: 1 } }),

    /** Names in the order in which they were entered; of one key where it is given. */
    async entries(key?: string, on: Db = db) {
      const rows = await on.many(sql<{ name: string }>`
        select name from entries where ${key ?? null}::text is null or key = ${key ?? null} order by at`)
      return rows.map(({ name }) => name)
    },
    parked: () =>
      db.many(sql<{ id: string; source: string; name: string; error: string; attempts: number }>`
        select id, source, event->'data'->>'name' as name, error, attempts from platform.parked_events order by parked_at`),

    /** Loses every connection to the follower’s database. */
    cutConnections: () =>
      source.run(sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${bookDatabase}`),

    /** The pool has noticed which of its connections were cut. */
    async reachableAgain() {
      for (let good = 0; good < 10; ) {
        await sleep(20)
        const asked = Array.from({ length: 4 }, () => db.one(sql<{ up: number }>`select 1 as up`))
        good = (await Promise.allSettled(asked)).every(({ status }) => status === 'fulfilled') ? good + 1 : 0
      }
    },
  }
  return ground
}
