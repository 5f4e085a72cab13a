import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { Type } from 'typebox'
import { anonymous, type Caller } from './auth.ts'
import type { Client } from './client.ts'
import { contract, post } from './contract.ts'
import type { Database } from './database/pool.ts'
import { sql } from './database/sql.ts'
import { hasReason, SoukError } from './errors.ts'
import { type Job, type Parts, service } from './service.ts'
import { asCustomer, asService, startTestShop, type TestShop } from './testing.ts'

const Coins = Type.Object({ amount: Type.Integer(), note: Type.Optional(Type.String()) })
const Box = Type.Object({ id: Type.String(), coins: Type.Integer() })

const boxes = contract('boxes', 'Made up for this test', {
  operations: {
    putIn: post('/boxes/:id/coins', {
      summary: 'Answers what is in the box afterwards',
      access: 'public',
      params: { id: Type.String() },
      body: Coins,
      returns: Box,
      status: 201,
      alsoStatus: 202,
      errors: { box_full: { code: 'conflict' } },
    }),
    takeNote: post('/boxes/:id/notes', {
      summary: 'Answers nothing',
      access: 'public',
      params: { id: Type.String() },
      body: Coins,
    }),
  },
  events: { 'boxes.coins-put-in.v1': Box },
})

let attempts = 0
let failures = 0
let jobRuns = 0

const put = (db: Database, id: string, amount: number) =>
  db.one(sql<{ id: string; coins: number }>`
    insert into boxes values (${id}, ${amount})
    on conflict (id) do update set coins = boxes.coins + excluded.coins returning id, coins`)

const operations: Parts<typeof boxes, {}, {}>['operations'] = {
  async putIn({ id, amount, note }, { db, answer, wake }) {
    attempts += 1
    const box = await db.transaction(async () => put(db, id, amount))
    wake('count-boxes')
    if (box.coins > 100) throw new SoukError('conflict', 'box_full', 'Take another box.')
    if (failures-- > 0) throw new Error('the floor gave way')
    if (note === 'cut') await db.run(sql`select pg_terminate_backend(pg_backend_pid())`)
    if (note === 'later') answer.status = 202
    return box
  },
  async takeNote({ id, amount }, { db }) {
    await put(db, id, amount)
  },
}

const countBoxes: Job<Parts<typeof boxes, {}, {}>['context']> = {
  name: 'count-boxes',
  every: 3_600,
  async run({ db }) {
    jobRuns = (await db.one(sql<{ count: number }>`select count(*) as count from boxes`)).count
    return 0
  },
}

let shop: TestShop
let db: Database
let one: Client<typeof boxes>

before(async () => {
  const rest = { calls: {}, config: {}, migrations: undefined, consumers: [] }
  shop = await startTestShop({ services: [service({ contract: boxes, ...rest, operations, jobs: [countBoxes] })] })
  db = shop.databases.get('boxes') as Database
  await db.run(sql`create table boxes (id text primary key, coins int not null)`)
  one = shop.client(boxes, asCustomer())
})
after(() => shop.close())

const coinsIn = async (id: string) =>
  (await db.maybe(sql<{ coins: number }>`select coins from boxes where id = ${id}`))?.coins ?? 0
const keysKept = async (key: string) =>
  (await db.one(sql<{ count: number }>`select count(*) as count from platform.idempotency_keys where key = ${key}`))
    .count
const names = () => ({ id: randomUUID(), key: randomUUID() })

test('The same key answers the same and has one effect.', async () => {
  const { id, key } = names()
  const first = await one.putIn({ id, amount: 5 }, { key })
  await one.putIn({ id, amount: 1 })
  assert.deepEqual(await one.putIn({ id, amount: 5 }, { key }), first)
  assert.deepEqual([first.coins, await coinsIn(id)], [5, 6])
})

function send(given: { caller: Caller; id: string; key: string; amount: number; address?: string; note?: string }) {
  const { caller, id, key, address, ...body } = given
  return shop.send({
    service: 'boxes',
    operation: 'putIn',
    params: { id },
    query: {},
    body: JSON.stringify(body),
    caller,
    idempotencyKey: key,
    ifMatch: undefined,
    session: undefined,
    address,
    requestId: randomUUID(),
    deadline: Date.now() + 5_000,
  })
}

test('A repeated answer says that it is one, and has the status of the first.', async () => {
  const given = { ...names(), caller: asService('order'), amount: 5, note: 'later' }
  const [first, second] = [await send(given), await send(given)]
  assert.deepEqual([first.status, first.headers['idempotent-replayed']], [202, undefined])
  assert.deepEqual([second.status, second.headers['idempotent-replayed']], [202, 'true'])
  assert.equal(second.body, first.body)
})

test('Guests who happen to choose the same key do not get each other’s answers.', async () => {
  const given = { ...names(), caller: anonymous, amount: 5 }
  for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.1']) await send({ ...given, address })
  assert.equal(await coinsIn(given.id), 10)
})

test('Ten calls at once with one key have one effect and one answer.', async () => {
  const { id, key } = names()
  const answers = await Promise.all(Array.from({ length: 10 }, () => one.putIn({ id, amount: 5 }, { key })))
  assert.deepEqual(answers, Array(10).fill({ id, coins: 5 }))
  assert.equal(await coinsIn(id), 5)
})

test('A repetition of what answers nothing has no second effect either.', async () => {
  const { id, key } = names()
  for (let turn = 0; turn < 3; turn++) assert.equal(await one.takeNote({ id, amount: 5 }, { key }), undefined)
  assert.equal(await coinsIn(id), 5)
})

test('Without a key each call has its effect.', async () => {
  const { id } = names()
  await one.putIn({ id, amount: 5 })
  await one.putIn({ id, amount: 5 })
  assert.equal(await coinsIn(id), 10)
})

test('A key that came with another input before is refused, whatever differs.', async () => {
  const { id, key } = names()
  const isReused = (error: unknown) => hasReason(error, 'key_reused') && error.code === 'unprocessable'
  await one.putIn({ id, amount: 5 }, { key })
  await assert.rejects(one.putIn({ id, amount: 6 }, { key }), isReused)
  await assert.rejects(one.putIn({ id, amount: 5, note: 'x' }, { key }), isReused)
  await assert.rejects(one.putIn({ id: randomUUID(), amount: 5 }, { key }), isReused)
  assert.equal(await coinsIn(id), 5)
})

test('A failed attempt leaves neither its effect nor its key, so that the next one can succeed.', async () => {
  const { id, key } = names()
  failures = 1
  await assert.rejects(one.putIn({ id, amount: 5 }, { key }), (error) => hasReason(error, 'internal'))
  assert.deepEqual([await coinsIn(id), await keysKept(key)], [0, 0])
  assert.equal((await one.putIn({ id, amount: 5 }, { key })).coins, 5)
})

test('Also a refusal by the contract leaves the key free, for another input as well.', async () => {
  const { id, key } = names()
  await assert.rejects(one.putIn({ id, amount: 101 }, { key }), (error) => hasReason(error, 'box_full'))
  assert.equal(await coinsIn(id), 0)
  assert.equal((await one.putIn({ id, amount: 100 }, { key })).coins, 100)
})

test('When the first of two calls at once fails, the second does the work.', async () => {
  const { id, key } = names()
  failures = 1
  const outcomes = await Promise.allSettled([
    one.putIn({ id, amount: 5 }, { key }),
    one.putIn({ id, amount: 5 }, { key }),
  ])
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal(await coinsIn(id), 5)
})

test('When the connection breaks before the commit, key and effect vanish together.', async () => {
  const { id, key } = names()
  await assert.rejects(one.putIn({ id, amount: 5, note: 'cut' }, { key }), (error) => hasReason(error, 'unavailable'))
  assert.deepEqual([await coinsIn(id), await keysKept(key)], [0, 0])
})

test('Two callers may use the same key, and so may two operations.', async () => {
  const { id, key } = names()
  const others = [asCustomer(), asService('order'), asService('cart')].map((caller) => shop.client(boxes, caller))
  for (const caller of [one, ...others]) await caller.putIn({ id, amount: 5 }, { key })
  await one.takeNote({ id, amount: 5 }, { key })
  assert.equal(await coinsIn(id), 25)
})

test('One person’s key holds in all of their sessions.', async () => {
  const { id, key } = names()
  const userId = randomUUID()
  for (let turn = 0; turn < 2; turn++) await shop.client(boxes, asCustomer(userId)).putIn({ id, amount: 5 }, { key })
  assert.equal(await coinsIn(id), 5)
})

test('An invalid input is refused before its key is looked at.', async () => {
  const { id, key } = names()
  const before = attempts
  await assert.rejects(one.putIn({ id, amount: 0.5 }, { key }), (error) => hasReason(error, 'invalid_input'))
  assert.deepEqual([attempts, await keysKept(key)], [before, 0])
})

test('A job that the handler wakes runs after the commit and sees what was done.', async () => {
  await shop.drain()
  const { id, key } = names()
  await one.putIn({ id, amount: 5 }, { key })
  const { count } = await db.one(sql<{ count: number }>`select count(*) as count from boxes`)
  for (let turn = 0; jobRuns !== count && turn < 100; turn++) await new Promise((resolve) => setTimeout(resolve, 10))
  assert.equal(jobRuns, count)
})

test('Keys are forgotten after three days.', async () => {
  const { id, key } = names()
  await one.putIn({ id, amount: 5 }, { key })
  const age = (hours: number) =>
    db.run(sql`
      update platform.idempotency_keys set created_at = now() - ${hours} * interval '1 hour' where key = ${key}`)
  await age(71)
  await shop.drain()
  assert.equal(await keysKept(key), 1)
  await age(73)
  await shop.drain()
  assert.equal(await keysKept(key), 0)
})
