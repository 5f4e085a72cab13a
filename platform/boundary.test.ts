import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { Type } from 'typebox'
import type { Around } from './boundary.ts'
import type { Client } from './client.ts'
import { contract, get, post } from './contract.ts'
import type { Database } from './database/pool.ts'
import { sql } from './database/sql.ts'
import { fail, hasReason } from './errors.ts'
import { service } from './service.ts'
import { asService, startTestShop, type TestShop } from './testing.ts'

const Value = Type.Object({ value: Type.Integer() })

const store = contract('store', 'Keeps numbers, for this test', {
  operations: {
    add: post('/numbers', { summary: 'Keep one', access: 'internal', body: Value }),
    count: get('/numbers', {
      summary: 'How many',
      access: 'internal',
      returns: Type.Object({ count: Type.Integer() }),
    }),
  },
  events: {},
})
const desk = contract('desk', 'Asks the store, for this test', {
  operations: {
    pass: post('/numbers', { summary: 'Have one kept', access: 'internal', body: Value }),
  },
  events: {},
})

const rest = { config: {}, migrations: undefined, consumers: [], jobs: [] }
const storeService = service({
  ...rest,
  contract: store,
  calls: {},
  operations: {
    add: async ({ value }, { db }) => {
      await db.transaction(async (tx) => {
        await tx.run(sql`insert into numbers values (${value})`)
        await tx.run(sql`update totals set total = total + ${value}`)
      })
      return undefined
    },
    count: (_input, { db }) => db.one(sql<{ count: number }>`select count(*) from numbers`),
  },
})
const deskService = service({
  ...rest,
  contract: desk,
  calls: { store },
  operations: { pass: async ({ value }, { calls }) => calls.store.add({ value }) },
})

let shop: TestShop
let asking: Client<typeof desk>
let met: string[] = []
let around: Around = (_, work) => work()

before(async () => {
  shop = await startTestShop({
    services: [storeService, deskService],
    around: (boundary, work) => {
      met.push(`${boundary.service} ${boundary.kind} ${boundary.name}`)
      return around(boundary, work)
    },
  })
  const db = shop.databases.get('store') as Database
  await db.run(sql`create table numbers (value int)`)
  await db.run(sql`create table totals (total int)`)
  await db.run(sql`insert into totals values (0)`)
  asking = shop.client(desk, asService())
})
beforeEach(() => {
  met = []
  around = (_, work) => work()
})
after(() => shop.close())

const count = async () => (await shop.client(store, asService()).count({})).count

test('A boundary stands around each call to a neighbour and each commit, none around what only reads.', async () => {
  await asking.pass({ value: 1 })
  await count()
  assert.deepEqual(met, ['desk call store.add', 'store commit numbers totals'])
})

test('Who stands there can have a call made twice, keep it from arriving, or lose its answer.', async () => {
  const before = await count()
  around = async ({ kind }, work) => {
    if (kind === 'call') await work()
    return work()
  }
  await asking.pass({ value: 2 })
  assert.equal(await count(), before + 2)
  around = async ({ kind }, work) => {
    if (kind === 'call') throw fail('unavailable', 'It never arrived.')
    return work()
  }
  await assert.rejects(asking.pass({ value: 3 }), (error) => hasReason(error, 'unavailable'))
  assert.equal(await count(), before + 2)
  around = async ({ kind }, work) => {
    const result = await work()
    if (kind === 'call') throw fail('unavailable', 'Its answer is lost.')
    return result
  }
  await assert.rejects(asking.pass({ value: 4 }), (error) => hasReason(error, 'unavailable'))
  assert.equal(await count(), before + 3)
})

test('What is kept from committing is not there.', async () => {
  const before = await count()
  around = async ({ kind }, work) => {
    if (kind === 'commit') throw fail('unavailable', 'The database is gone.')
    return work()
  }
  await assert.rejects(asking.pass({ value: 5 }), (error) => hasReason(error, 'unavailable'))
  around = (_, work) => work()
  assert.equal(await count(), before)
})
