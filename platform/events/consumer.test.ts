import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import type { Client } from '../client.ts'
import { contract } from '../contract.ts'
import type { Database, Db, Transaction } from '../database/pool.ts'
import { sql } from '../database/sql.ts'
import { createLog } from '../log.ts'
import { service } from '../service.ts'
import { asService, startTestShop, type TestShop } from '../testing.ts'
import { untraced } from '../tracing.ts'
import { type Consume, consumer, type Follower, follow } from './consumer.ts'
import { append, headOf, readEvents } from './feed.ts'

const Paid = Type.Object({ name: Type.String(), amount: Type.Integer() })
type Paid = { name: string; amount: number }

const till = contract('till', 'Made up for this test', {
  operations: {},
  events: { 'till.paid.v1': Paid, 'till.opened.v1': Type.Object({}) },
})
const book = contract('book', 'Made up for this test', { operations: {}, events: {} })
const tillFeed = { ...till, operations: { readEvents } }

type Context = { db: Database; wake(job: string): void }
type Handle = Consume<Paid, Context>

let shop: TestShop
let source: Database
let db: Database
let bookDatabase: string
let feed: Client<typeof tillFeed>
const followers: Follower[] = []

before(async () => {
  const rest = { calls: {}, config: {}, migrations: undefined, consumers: [], jobs: [], operations: {} }
  shop = await startTestShop({
    services: [service({ contract: till, ...rest }), service({ contract: book, ...rest })],
  })
  source = shop.databases.get('till') as Database
  db = shop.databases.get('book') as Database
  feed = shop.client(tillFeed, asService('book'))
  bookDatabase = (await db.one(sql<{ name: string }>`select current_database() as name`)).name
  await db.run(sql`create table entries (at int generated always as identity, id uuid, name text, amount int)`)
})
beforeEach(async () => {
  await source.run(sql`truncate platform.feed`)
  await db.run(sql`truncate entries, platform.cursors, platform.parked_events`)
})
afterEach(async () => {
  await Promise.all(followers.splice(0).map((follower) => follower.stop()))
})
after(() => shop.close({ parked: true }))

const pay = (name: string, amount = 1) =>
  append(source, { type: 'till.paid.v1', subject: name, data: { name, amount } })

/** Not idempotent on purpose: a second effect would be seen. */
const enter: Handle = async ({ id, data }, tx) => {
  await tx.run(sql`insert into entries (id, name, amount) values (${id}, ${data.name}, ${data.amount})`)
}
const enterOnce: Handle = async ({ id, data }, tx) => {
  await tx.run(sql`
    insert into entries (id, name, amount)
    select ${id}, ${data.name}, ${data.amount} where not exists (select from entries where id = ${id})`)
}
const entries = async (on: Db = db) =>
  (await on.many(sql<{ name: string }>`select name from entries order by at`)).map(({ name }) => name)
const parked = () =>
  db.many(sql<{ id: string; source: string; name: string; error: string; attempts: number }>`
    select id, source, event->'data'->>'name' as name, error, attempts from platform.parked_events order by parked_at`)

/** The pool has noticed which of its connections were cut. */
async function reachableAgain() {
  for (let good = 0; good < 10; ) {
    await sleep(20)
    const asked = Array.from({ length: 4 }, () => db.one(sql<{ up: number }>`select 1 as up`))
    good = (await Promise.allSettled(asked)).every(({ status }) => status === 'fulfilled') ? good + 1 : 0
  }
}

function begin(
  handle: Handle,
  options: { redeliver?: number; isAway?: () => boolean; wake?: (job: string) => void } = {},
) {
  const follower = follow<Context>({
    source: 'till',
    consumers: [consumer(till, 'till.paid.v1', handle as Consume<Paid, Context>)],
    db,
    log: createLog('silent'),
    context: { db, wake: options.wake ?? (() => {}) },
    spans: untraced.of('follower'),
    redeliver: () => options.redeliver ?? 0,
    async read(after, limit, wait, signal) {
      if (options.isAway?.()) throw new Error('the till is out of reach')
      const aborted = new Promise<{ items: [] }>((resolve) => {
        signal.addEventListener('abort', () => resolve({ items: [] }))
      })
      return (await Promise.race([feed.readEvents({ after, limit, wait: Math.min(wait, 200) }), aborted])).items
    },
  })
  followers.push(follower)
  return follower
}

async function atRest(follower: Follower) {
  for (let turn = 0; turn < 1_000; turn++) {
    if ((await follower.cursor()) === (await headOf(source))) return
    await sleep(5)
  }
  assert.fail('the follower did not come to the end of the feed within 5 s')
}

/** Loses every connection to the follower’s database. */
const cutConnections = () =>
  source.run(sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${bookDatabase}`)

test('Every event takes effect once and in order, those from before the start as well.', async () => {
  for (const name of ['a', 'b', 'c']) await pay(name)
  const follower = begin(enter)
  await atRest(follower)
  for (const name of ['d', 'e']) await pay(name)
  await atRest(follower)
  assert.deepEqual(await entries(), ['a', 'b', 'c', 'd', 'e'])
})

test('A backlog longer than a batch is taken whole, and kinds of events that nobody asked for are passed over.', async () => {
  await source.run(sql`
    insert into platform.feed (type, subject, data)
    select case when n % 3 = 0 then 'till.opened.v1' else 'till.paid.v1' end, n::text,
      jsonb_build_object('name', n::text, 'amount', 1)
    from generate_series(1, 500) n`)
  await atRest(begin(enter))
  const expected = Array.from({ length: 500 }, (_, index) => index + 1).filter((n) => n % 3 !== 0)
  assert.deepEqual(await entries(), expected.map(String))
})

test('A new event takes effect within a moment.', async () => {
  const follower = begin(enter)
  const times: number[] = []
  for (let count = 1; count <= 5; count++) {
    await atRest(follower)
    await sleep(100)
    const began = performance.now()
    await pay('a')
    while ((await entries()).length < count) await sleep(1)
    times.push(performance.now() - began)
  }
  assert.ok((times.sort((a, b) => a - b)[2] as number) < 80, `${times} ms`)
})

test('Who stops and starts goes on where it was.', async () => {
  await pay('a')
  const first = begin(enter)
  await atRest(first)
  await first.stop()
  await pay('b')
  await atRest(begin(enter))
  assert.deepEqual(await entries(), ['a', 'b'])
})

test('Effect and cursor are one: a handler that throws half way leaves neither.', async () => {
  let isBroken = true
  let tries = 0
  const follower = begin(async (event, tx, context) => {
    await enter(event, tx, context)
    tries += 1
    if (isBroken) throw new Error('half way')
  })
  await pay('a')
  while (tries < 3) await sleep(5)
  assert.deepEqual([await entries(), await db.many(sql`select 1 from platform.cursors where position > 0`)], [[], []])
  isBroken = false
  await atRest(follower)
  assert.deepEqual([await entries(), await parked()], [['a'], []])
})

test('The context’s database belongs to the transaction, and jobs are woken after the commit only.', async () => {
  let isBroken = true
  const seenWhenWoken: Promise<string[]>[] = []
  const handle: Handle = async ({ id, data }, _tx, context) => {
    await context.db.transaction((tx: Transaction) =>
      tx.run(sql`insert into entries (id, name, amount) values (${id}, ${data.name}, ${data.amount})`),
    )
    context.wake('a job')
    await sleep(10)
    if (isBroken) {
      isBroken = false
      throw new Error('half way')
    }
  }
  const follower = begin(handle, { wake: () => seenWhenWoken.push(entries()) })
  await pay('a')
  await atRest(follower)
  assert.deepEqual(await entries(), ['a'])
  assert.deepEqual(await Promise.all(seenWhenWoken), [['a']])
})

test('An event that comes twice has one effect with an idempotent handler.', async () => {
  let taken = 0
  const handle: Handle = async (event, tx, context) => {
    await sleep(10)
    await enterOnce(event, tx, context)
    taken += 1
  }
  const follower = begin(handle, { redeliver: 1 })
  for (const name of ['a', 'b', 'c']) await pay(name)
  await atRest(follower)
  assert.equal(taken, 9, 'the follower is at rest only after the second deliveries, of each event and of an older one')
  assert.deepEqual(await entries(), ['a', 'b', 'c'])
})

test('Older events come again after newer ones where that is asked for, and the cursor stays where it is.', async () => {
  const taken: string[] = []
  const handle: Handle = async (event, tx, context) => {
    taken.push(event.data.name)
    await enterOnce(event, tx, context)
  }
  const follower = begin(handle, { redeliver: 1 })
  const names = Array.from({ length: 20 }, (_, index) => String.fromCharCode(97 + index))
  for (const name of names) await pay(name)
  await atRest(follower)
  assert.ok(
    taken.some((name, index) => index > 0 && name < (taken[index - 1] as string)),
    'something older came after something newer',
  )
  assert.deepEqual(await entries(), names)
})

test('An event that keeps failing is parked with its fault after five attempts, and the others flow on.', async () => {
  let attempts = 0
  const follower = begin(async (event, tx, context) => {
    await enter(event, tx, context)
    if (event.data.name !== 'poison') return
    attempts += 1
    throw new Error('it burns')
  })
  for (const name of ['a', 'poison', 'b', 'c']) await pay(name)
  await atRest(follower)
  assert.deepEqual(await entries(), ['a', 'b', 'c'])
  const rows = await parked()
  assert.deepEqual(rows, [{ id: rows[0]?.id, source: 'till', name: 'poison', error: 'it burns', attempts: 5 }])
  assert.equal(attempts, 1 + 5, 'once in its batch, five times alone')
  await pay('d')
  await atRest(follower)
  assert.deepEqual((await entries()).at(-1), 'd')
})

test('An event that breaks its contract is parked with the faulty field.', async () => {
  const follower = begin(enter)
  await append(source, { type: 'till.paid.v1', subject: 'x', data: { name: 'x', amount: 'much' } })
  await pay('a')
  await atRest(follower)
  assert.deepEqual([await entries(), (await parked())[0]?.error], [['a'], '/amount: must be integer'])
})

test('Whatever a handler throws can be parked.', async () => {
  const follower = begin(async () => {
    throw 'not even an error'
  })
  await pay('a')
  await atRest(follower)
  assert.equal((await parked())[0]?.error, 'not even an error')
})

test('A parked event is taken again on request: once, when the cause is mended.', async () => {
  let isBroken = true
  const follower = begin(async (event, tx, context) => {
    await enter(event, tx, context)
    if (isBroken) throw new Error('it burns')
  })
  await pay('a')
  await atRest(follower)
  const [row] = await parked()
  const id = row?.id as string
  await assert.rejects(follower.replay(id), /it burns/)
  assert.deepEqual([await entries(), (await parked()).length], [[], 1])
  isBroken = false
  assert.equal(await follower.replay(id), true)
  assert.equal(await follower.replay(id), false)
  assert.deepEqual([await entries(), await parked()], [['a'], []])
})

test('Replicas share one cursor: whoever takes an event, it takes effect once.', async () => {
  const taken = [0, 0, 0]
  const replicas = taken.map((_, index) =>
    begin(async (event, tx, context) => {
      taken[index] = (taken[index] ?? 0) + 1
      await enter(event, tx, context)
      await sleep(1)
    }),
  )
  const names = Array.from({ length: 120 }, (_, index) => `event ${index}`)
  for (const name of names) await pay(name)
  for (const replica of replicas) await atRest(replica)
  assert.deepEqual(await entries(), names)
})

test('When one replica stops, another goes on.', async () => {
  const [first, second] = [begin(enter), begin(enter)]
  await pay('a')
  await atRest(first)
  await first.stop()
  await pay('b')
  await atRest(second)
  assert.deepEqual(await entries(), ['a', 'b'])
})

test('A follower whose source is out of reach goes on when it is back.', async () => {
  let isAway = false
  const follower = begin(enter, { isAway: () => isAway })
  await pay('a')
  await atRest(follower)
  isAway = true
  await sleep(250)
  await pay('b')
  await sleep(150)
  assert.deepEqual(await entries(), ['a'])
  isAway = false
  await atRest(follower)
  assert.deepEqual(await entries(), ['a', 'b'])
})

test('A follower that is stopped asks its source no more, so that nobody is left waiting for an answer.', async () => {
  let asked = 0
  const follower = begin(enter, {
    isAway: () => {
      asked += 1
      return true
    },
  })
  await follower.stop()
  assert.equal(asked, 0)
})

test('However often connections to the database are lost, nothing is parked, lost or done twice.', async () => {
  const follower = begin(async (event, tx, context) => {
    await enter(event, tx, context)
    await sleep(2)
  })
  const names = Array.from({ length: 60 }, (_, index) => `event ${index}`)
  const paying = (async () => {
    for (const name of names) await pay(name).then(() => sleep(4))
  })()
  for (let cut = 0; cut < 12; cut++) {
    await sleep(20)
    await cutConnections()
  }
  await paying
  await reachableAgain()
  await atRest(follower)
  assert.deepEqual([await entries(), await parked()], [names, []])
})

test('An event during which the connection breaks time and again is never parked for that.', async () => {
  let cuts = 0
  const follower = begin(async (event, tx, context) => {
    await enter(event, tx, context)
    if (cuts++ < 6) await tx.run(sql`select pg_terminate_backend(pg_backend_pid())`).catch(() => {})
  })
  await pay('a')
  await atRest(follower)
  assert.ok(cuts > 6)
  assert.deepEqual([await entries(), await parked()], [['a'], []])
})

test('A real fault after such breaks still gets its attempts.', async () => {
  let tries = 0
  const follower = begin(async (event, tx, context) => {
    tries += 1
    await enter(event, tx, context)
    if (tries <= 3) await tx.run(sql`select pg_terminate_backend(pg_backend_pid())`)
    if (tries <= 6) throw new Error('a fault that passes')
  })
  await pay('a')
  await atRest(follower)
  assert.deepEqual([await entries(), await parked()], [['a'], []])
})
