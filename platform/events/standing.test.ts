import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Type } from 'typebox'
import { anonymous } from '../auth.ts'
import type { Client } from '../client.ts'
import { contract, get, post } from '../contract.ts'
import type { Database } from '../database/pool.ts'
import { hasReason } from '../errors.ts'
import { service } from '../service.ts'
import { asService, asStaff, startTestShop, type TestShop } from '../testing.ts'
import { consumer } from './consumer.ts'
import { append, headOf, start } from './feed.ts'
import { isBehind, withFeed } from './standing.ts'

const till = contract('till', 'Made up for this test', {
  operations: {},
  events: { 'till.paid.v1': Type.Object({ name: Type.String() }) },
})
const quiet = contract('quiet', 'Made up for this test', {
  operations: {},
  events: { 'quiet.never.v1': Type.Object({}) },
})
const book = contract('book', 'Made up for this test', { operations: {}, events: {} })
const bookWithFeed = withFeed(book)

let shop: TestShop
let source: Database
let db: Database
let client: Client<typeof bookWithFeed>
let isMended = false
const taken: string[] = []

before(async () => {
  const rest = { calls: {}, config: {}, migrations: undefined, consumers: [], jobs: [], operations: {} }
  const paid = consumer(till, 'till.paid.v1', async ({ data }) => {
    if (data.name === 'poison' && !isMended) throw new Error('it is poison')
    taken.push(data.name)
  })
  const never = consumer(quiet, 'quiet.never.v1', async () => {})
  shop = await startTestShop({
    services: [
      service({ contract: till, ...rest }),
      service({ contract: quiet, ...rest }),
      service({ contract: book, ...rest, consumers: [paid, never] }),
    ],
    redeliver: 0,
  })
  source = shop.databases.get('till') as Database
  db = shop.databases.get('book') as Database
  client = shop.client(bookWithFeed, asService('audit'))
})
after(() => shop.close({ parked: true }))

const pay = (name: string, type = 'till.paid.v1') => append(source, { type, subject: name, data: { name } })
const cursorOf = (source: string) => async () =>
  (await client.readStanding({})).cursors.find((one) => one.source === source)?.at

test('A service tells the head of its own feed, and how far it has read each feed that it follows.', async () => {
  const before = await client.readStanding({})
  assert.deepEqual(before, {
    head: start,
    cursors: [
      { source: 'till', at: start },
      { source: 'quiet', at: start },
    ],
    parked: [],
  })
  await pay('a')
  await append(db, { type: 'book.written.v1', subject: 'own', data: {} })
  await shop.drain()
  const { head, cursors } = await client.readStanding({})
  assert.equal(head, await headOf(db))
  assert.deepEqual(cursors[0], { source: 'till', at: await headOf(source) })
})

test('A follower that has read events of types that it does not take stands at the head all the same.', async () => {
  await pay('of no interest', 'till.opened.v1')
  await shop.drain()
  const at = await cursorOf('till')()
  assert.equal(isBehind(String(at), await headOf(source)), false)
})

test('A position is behind another one by its transaction first, and by numbers, not by letters.', () => {
  assert.equal(isBehind('9-100', '10-1'), true)
  assert.equal(isBehind('10-1', '9-100'), false)
  assert.equal(isBehind('10-9', '10-10'), true)
  assert.equal(isBehind('10-10', '10-10'), false)
  assert.equal(isBehind(start, '1-1'), true)
})

test('An event that was parked is told with its cause; replayed in vain it stays, mended it takes effect once.', async () => {
  await pay('poison')
  await pay('after it')
  await shop.drain()
  const [parked] = (await client.readStanding({})).parked
  assert.deepEqual([parked?.source, parked?.type, parked?.error], ['till', 'till.paid.v1', 'it is poison'])
  const id = String(parked?.id)
  await assert.rejects(client.replayEvent({ id }), (error) => hasReason(error, 'replay_failed'))
  assert.equal((await client.readStanding({})).parked.length, 1)
  isMended = true
  assert.equal(await client.replayEvent({ id }), undefined)
  assert.deepEqual((await client.readStanding({})).parked, [])
  assert.deepEqual(taken.slice(-2), ['after it', 'poison'])
  await assert.rejects(client.replayEvent({ id }), (error) => hasReason(error, 'not_found'))
})

test('How a service stands is for neighbours only, and so is replaying.', async () => {
  const id = '00000000-0000-7000-8000-000000000000'
  for (const caller of [anonymous, asStaff('*')]) {
    const stranger = shop.client(bookWithFeed, caller)
    await assert.rejects(stranger.readStanding({}), (error) => hasReason(error, 'not_allowed'))
    await assert.rejects(stranger.replayEvent({ id }), (error) => hasReason(error, 'not_allowed'))
  }
})

test('No contract has an operation at an address that every service has.', () => {
  const declare = (operation: object) =>
    contract('greedy', 'Made up', { operations: { it: operation as never }, events: {} })
  const id = { id: Type.String() }
  assert.throws(() => declare(get('/standing', { summary: 'x', access: 'internal' })), /GET \/standing is/)
  const replay = post('/parked-events/:id/replay', { summary: 'x', access: 'internal', params: id })
  assert.throws(() => declare(replay), /parked-events/)
})
