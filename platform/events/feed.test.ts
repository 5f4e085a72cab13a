import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { anonymous } from '../auth.ts'
import type { Client } from '../client.ts'
import { contract } from '../contract.ts'
import type { Database } from '../database/pool.ts'
import { sql } from '../database/sql.ts'
import { hasReason } from '../errors.ts'
import { service } from '../service.ts'
import { asService, asStaff, startTestShop, type TestShop } from '../testing.ts'
import { append, type FeedEvent, headOf, readEvents, start } from './feed.ts'

const things = contract('things', 'Made up for this test', { operations: {}, events: {} })
const withFeed = { ...things, operations: { readEvents } }
let shop: TestShop
let db: Database
let feed: Client<typeof withFeed>

before(async () => {
  const rest = { calls: {}, config: {}, migrations: undefined, consumers: [], jobs: [], operations: {} }
  shop = await startTestShop({ services: [service({ contract: things, ...rest })] })
  db = shop.databases.get('things') as Database
  feed = shop.client(withFeed, asService('order'))
})
beforeEach(() => db.run(sql`truncate platform.feed`))
after(() => shop.close())

const told = (subject: string) => ({ type: 'things.made.v1', subject, data: { name: subject } })
const tell = (subject: string) => append(db, told(subject))
const subjects = (events: readonly FeedEvent[]) => events.map(({ subject }) => subject)

/** Without `wait` it waits for what must be there: the guard may hold it back for another database of the cluster. */
async function read(input: { after?: string; limit?: number; wait?: number } = {}) {
  return (await feed.readEvents({ wait: 5_000, ...input })).items
}
const readNow = async (after = start) => (await feed.readEvents({ after })).items

/** A transaction that has told of something and stays open until it is ended. */
async function heldOpen(subject: string) {
  let end = (_fault?: Error) => {}
  let begun = () => {}
  const isOpen = new Promise<void>((resolve) => {
    begun = resolve
  })
  const ended = db.transaction(async (tx) => {
    await append(tx, told(subject))
    begun()
    await new Promise<void>((resolve, reject) => {
      end = (fault) => (fault === undefined ? resolve() : reject(fault))
    })
  })
  await isOpen
  return {
    async commit() {
      end()
      await ended
    },
    async rollback() {
      end(new Error('taken back'))
      await ended.catch(() => {})
    },
  }
}

/** Reads on, a few at a time, until the newest event is seen. */
async function readOn(limit: number) {
  const seen: FeedEvent[] = []
  const head = await headOf(db)
  while (seen.at(-1)?.position !== head) seen.push(...(await read({ after: seen.at(-1)?.position ?? start, limit })))
  return seen
}

test('Events come as CloudEvents, in the order in which they were told.', async () => {
  await tell('a')
  await tell('b')
  const [first, second] = (await readOn(1)) as [FeedEvent, FeedEvent]
  const { id, time, position, ...rest } = first
  assert.deepEqual(rest, {
    specversion: '1.0',
    source: 'things',
    type: 'things.made.v1',
    subject: 'a',
    datacontenttype: 'application/json',
    data: { name: 'a' },
  })
  assert.match(id, /^[0-9a-f-]{36}$/)
  assert.ok(Math.abs(Date.parse(time) - Date.now()) < 10_000)
  assert.deepEqual([second.subject, second.position], ['b', await headOf(db)])
  assert.notEqual(position, second.position)
})

test('A reader goes on after the last position it has seen, as many events at a time as it likes.', async () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  for (const name of names) await tell(name)
  assert.deepEqual(subjects(await readOn(2)), names)
  assert.deepEqual(subjects(await read({ limit: 2 })), ['a', 'b'])
  assert.deepEqual(await readNow(await headOf(db)), [])
})

test('An event that is committed late is not skipped: those after it wait for it.', async () => {
  const late = await heldOpen('late')
  await tell('after it')
  assert.deepEqual(await readNow(), [], 'the later one could be read now, but then the late one would be behind it')
  await late.commit()
  assert.deepEqual(subjects(await readOn(10)), ['late', 'after it'])
  assert.deepEqual(subjects(await readOn(1)), ['late', 'after it'])
})

test('An event of a transaction that is rolled back is never told, and holds up nothing any more.', async () => {
  const never = await heldOpen('never')
  await tell('after it')
  await never.rollback()
  assert.deepEqual(subjects(await read()), ['after it'])
})

test('Whatever transactions overlap, a reader sees each event once and in order.', async () => {
  const seen: FeedEvent[] = []
  let last: string | undefined
  const reader = (async () => {
    while (last === undefined || seen.at(-1)?.position !== last)
      seen.push(...(await read({ after: seen.at(-1)?.position ?? start, limit: 3, wait: 20 })))
  })()
  const writer = async (name: string) => {
    for (let turn = 0; turn < 10; turn++) {
      const work = db.transaction(async (tx) => {
        for (let count = 0; count <= turn % 3; count++) {
          await append(tx, told(`${name}-${turn}-${count}`))
          await sleep(Math.random() * 4)
        }
        if (turn === 5) throw new Error('taken back')
      })
      await work.catch(() => {})
    }
  }
  await Promise.all(['a', 'b', 'c'].map(writer))
  last = await headOf(db)
  await reader
  const kept = await db.many(sql<{ subject: string }>`
    select subject from platform.feed order by transaction_id, position`)
  assert.equal(kept.length, 3 * (4 * 1 + 3 * 2 + 2 * 3))
  assert.deepEqual(
    subjects(seen),
    kept.map(({ subject }) => subject),
  )
})

test('Who waits at the end of the feed hears at once of what comes.', async () => {
  const times: number[] = []
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    const waiting = read({ after: await headOf(db) })
    // Long enough for the reader to have fallen asleep.
    await sleep(270)
    const began = performance.now()
    await tell(name)
    assert.deepEqual(subjects(await waiting), [name])
    times.push(performance.now() - began)
  }
  assert.ok((times.sort((a, b) => a - b)[2] as number) < 60, `${times} ms`)
})

test('Many who wait all hear of it, also when it is held up for a moment.', async () => {
  const waiting = Array.from({ length: 5 }, () => read({ wait: 5_000 }))
  await sleep(50)
  const late = await heldOpen('late')
  await tell('after it')
  await sleep(50)
  const began = Date.now()
  await late.commit()
  for (const events of await Promise.all(waiting)) assert.equal(events[0]?.subject, 'late')
  assert.ok(Date.now() - began < 1_000, `${Date.now() - began} ms`)
})

test('What another process appends is heard of within a moment.', async () => {
  const waiting = read({ wait: 5_000 })
  await sleep(50)
  // Not by the service’s own statements: nobody here is woken.
  await db.pool.query(`insert into platform.feed (type, subject, data) values ('things.made.v1', 'elsewhere', '{}')`)
  const began = Date.now()
  assert.deepEqual(subjects(await waiting), ['elsewhere'])
  assert.ok(Date.now() - began < 2_000, `${Date.now() - began} ms`)
})

test('Who has waited long enough is told that there is nothing.', async () => {
  const began = Date.now()
  assert.deepEqual(await read({ wait: 120 }), [])
  assert.ok(Date.now() - began >= 115 && Date.now() - began < 1_000)
})

test('The feed is for neighbours only.', async () => {
  const isRefused = (error: unknown) => hasReason(error, 'not_allowed')
  await assert.rejects(shop.client(withFeed, anonymous).readEvents({}), isRefused)
  await assert.rejects(shop.client(withFeed, asStaff('*')).readEvents({}), isRefused)
})

test('A position that is none is refused.', async () => {
  for (const after of ['', 'x', '1', '1-', "0-0'; --"])
    await assert.rejects(read({ after }), (error) => hasReason(error, 'invalid_input'), after)
})
