import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { contract } from '../contract.ts'
import { append } from '../events/feed.ts'
import { service } from '../service.ts'
import { startTestShop, type TestShop } from '../testing.ts'
import { type Database, type Db, inTransaction, isAway, isDuplicate } from './pool.ts'
import { json, sql } from './sql.ts'

const things = contract('things', 'Made up for this test', { operations: {}, events: {} })
let shop: TestShop
let db: Database

before(async () => {
  const rest = { calls: {}, config: {}, migrations: undefined, consumers: [], jobs: [], operations: {} }
  shop = await startTestShop({ services: [service({ contract: things, ...rest })] })
  db = shop.databases.get('things') as Database
  await db.run(sql`create table things (name text primary key, size int check (size > 0))`)
})
beforeEach(() => db.run(sql`truncate things`))
after(() => shop.close())

const add = (on: Db, name: string, size = 1) => on.run(sql`insert into things values (${name}, ${size})`)
const names = async () =>
  (await db.many(sql<{ name: string }>`select name from things order by name`)).map((row) => row.name)
const killOwn = (on: Db) => on.run(sql`select pg_terminate_backend(pg_backend_pid())`)

test('Rows come as asked for: all, one, perhaps one, or how many were touched.', async () => {
  await add(db, 'a')
  await add(db, 'b')
  const all = sql<{ name: string }>`select name from things order by name`
  assert.deepEqual(await db.many(all), [{ name: 'a' }, { name: 'b' }])
  assert.deepEqual(await db.one(all), { name: 'a' })
  const none = sql<{ name: string }>`select name from things where name = ${'c'}`
  assert.equal(await db.maybe(none), undefined)
  await assert.rejects(db.one(none), /no row from: select name from things/)
  assert.equal(await db.run(sql`update things set size = 2`), 2)
})

test('Counts, sums and times arrive as numbers and ISO texts.', async () => {
  const row = await db.one(sql`
    select count(*) as count, 12.5::numeric as price, 9007199254740991::int8 as much,
      timestamptz '2026-01-02 03:04:05.678+01' as at, ${json({ a: [1] })}::jsonb as data`)
  const at = '2026-01-02T02:04:05.678Z'
  assert.deepEqual(row, { count: 1, price: 12.5, much: 9007199254740991, at, data: { a: [1] } })
})

test('A transaction keeps all that it did, and tells its result.', async () => {
  const result = await db.transaction(async (tx) => {
    await add(tx, 'a')
    await add(tx, 'b')
    assert.deepEqual(await names(), [], 'nobody else sees it yet')
    return 'done'
  })
  assert.deepEqual([result, await names()], ['done', ['a', 'b']])
})

test('A transaction that throws leaves nothing, and throws what was thrown.', async () => {
  const fault = new Error('a fault')
  const work = db.transaction(async (tx) => {
    await add(tx, 'a')
    throw fault
  })
  await assert.rejects(work, (error) => error === fault)
  assert.deepEqual(await names(), [])
})

test('A transaction without any statement, or that throws before its first, does no harm.', async () => {
  assert.equal(await db.transaction(async () => 7), 7)
  await assert.rejects(
    db.transaction(() => Promise.reject(new Error('early'))),
    /early/,
  )
  await db.transaction((tx) => add(tx, 'a'))
  assert.deepEqual(await names(), ['a'])
})

test('Statements sent at once run in one transaction: when one fails, none is kept.', async () => {
  const work = db.transaction((tx) => Promise.all([add(tx, 'a'), add(tx, 'b', 0), add(tx, 'c')]))
  await assert.rejects(work, /check constraint/)
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.deepEqual(await names(), [])
})

test('A transaction in which a statement failed is never taken for kept, even when nobody minds the failure.', async () => {
  const work = db.transaction(async (tx) => {
    await add(tx, 'a')
    await add(tx, 'b', 0).catch(() => {})
    return 'all is well'
  })
  await assert.rejects(work, /nothing is kept/)
  assert.deepEqual(await names(), [])
})

test('A statement that comes after the end of its transaction is refused and does nothing.', async () => {
  let escaped: Db | undefined
  await db.transaction(async (tx) => {
    escaped = tx
  })
  await assert.rejects(add(escaped as Db, 'a'), /this transaction has ended/)
  await assert.rejects(
    db.transaction(async (tx) => {
      escaped = tx
      throw new Error('no')
    }),
  )
  await assert.rejects(add(escaped as Db, 'a'), /this transaction has ended/)
  assert.deepEqual(await names(), [])
})

test('What is begun on a joined context belongs to the one transaction.', async () => {
  const woken: string[] = []
  const context = { db, wake: (job: string) => woken.push(job) }
  const work = (end: () => void) =>
    inTransaction(context, async (tx, joined) => {
      await add(tx, 'a')
      await add(joined.db, 'b')
      await joined.db.transaction((more) => add(more, 'c'))
      joined.wake('later')
      joined.wake('later')
      assert.deepEqual([await names(), woken], [[], []])
      end()
    })
  const fail = () => {
    throw new Error('a fault')
  }
  await assert.rejects(work(fail), /a fault/)
  assert.deepEqual([await names(), woken], [[], []], 'neither kept, nor anybody woken for it')
  await work(() => {})
  assert.deepEqual([await names(), woken], [['a', 'b', 'c'], ['later']])
})

test('A connection lost in the middle of a transaction leaves nothing, and the next one gets another.', async () => {
  const work = db.transaction(async (tx) => {
    await add(tx, 'a')
    await killOwn(tx)
  })
  await assert.rejects(work, isAway)
  assert.deepEqual(await names(), [])
  await db.transaction((tx) => add(tx, 'b'))
  assert.deepEqual(await names(), ['b'])
})

test('A connection lost between two statements fails its transaction, not the process.', async () => {
  const work = db.transaction(async (tx) => {
    await add(tx, 'a')
    const { pid } = await tx.one(sql<{ pid: number }>`select pg_backend_pid() as pid`)
    await db.run(sql`select pg_terminate_backend(${pid})`)
    await new Promise((resolve) => setTimeout(resolve, 30))
    await add(tx, 'b')
  })
  await assert.rejects(work, isAway)
  assert.deepEqual(await names(), [])
})

test('A connection that is lost while nobody listens to it does not end the process.', async () => {
  const client = await db.pool.connect()
  const lost = new Promise((resolve) => client.once('end', resolve))
  const { rows } = await client.query('select pg_backend_pid() as pid')
  await db.run(sql`select pg_terminate_backend(${rows[0].pid})`)
  await lost
  await assert.rejects(client.query('select 1'), isAway)
  client.release(true)
  await add(db, 'a')
  assert.deepEqual(await names(), ['a'])
})

test('All connections lost at once are replaced.', async () => {
  await Promise.all(Array.from({ length: 8 }, () => db.run(sql`select pg_sleep(0.01)`)))
  await Promise.allSettled([
    db.run(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`),
  ])
  await killOwn(db).catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, 30))
  const answers = await Promise.all(Array.from({ length: 8 }, () => db.one(sql<{ one: number }>`select 1 as one`)))
  assert.deepEqual(answers, Array(8).fill({ one: 1 }))
})

test('More transactions than connections wait their turn.', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, index) => db.transaction((tx) => add(tx, `thing ${index}`))))
  assert.equal((await names()).length, 40)
})

test('A broken uniqueness is told from other faults, by the constraint’s name.', async () => {
  await add(db, 'a')
  await assert.rejects(add(db, 'a'), (error) => {
    assert.ok(isDuplicate(error) && isDuplicate(error, 'things_pkey'))
    return !isDuplicate(error, 'other') && !isAway(error)
  })
  await assert.rejects(add(db, 'b', 0), (error) => !isDuplicate(error))
})

test('Followers are told of an event once, after its commit; a rolled back one is told to nobody.', async () => {
  const seen: number[] = []
  const count = async () => (await db.one(sql<{ count: number }>`select count(*) as count from platform.feed`)).count
  const before = await count()
  const counts: Promise<unknown>[] = []
  const unsubscribe = db.onPublish(() => counts.push(count().then((value) => seen.push(value - before))))
  const event = { type: 'things.made.v1', subject: 'a', data: {} }
  await append(db, event)
  await Promise.all(counts)
  await db.transaction(async (tx) => {
    await append(tx, event)
    await append(tx, event)
    assert.equal(counts.length, 1)
  })
  await assert.rejects(
    db.transaction(async (tx) => {
      await append(tx, event)
      throw new Error('a fault')
    }),
  )
  await Promise.all(counts)
  unsubscribe()
  await append(db, event)
  assert.deepEqual(seen, [1, 3])
  assert.equal(counts.length, 2)
})
