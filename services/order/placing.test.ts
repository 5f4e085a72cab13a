import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from '@souk/platform/database/sql.ts'
import { type OrderShop, refusal, startOrderShop } from './order-shop.ts'
import { advance, orderOfSaga } from './sagas.sql.ts'

let shop: OrderShop
let { neighbours } = {} as OrderShop

before(async () => {
  shop = await startOrderShop()
  neighbours = shop.neighbours
})
after(() => shop.close())

/** What a guest does with an answer that never came: ask again with the same key. */
for (const [operation, how] of [
  ['reserve', 'hangs_before'],
  ['reserve', 'hangs'],
  ['authorize', 'hangs_before'],
  ['authorize', 'hangs'],
  ['keep', 'hangs_before'],
  ['keep', 'hangs'],
] as const) {
  test(`A process that dies ${how === 'hangs' ? 'right after' : 'right before'} ${operation}: another one completes the order.`, async () => {
    const victim = await shop.startVictim()
    const cart = neighbours.fill({ inStock: 1 })
    const key = randomUUID()
    const dying = neighbours.hangAt(operation, how)
    const unanswered = refusal(shop.place(cart, { key, at: victim.client }))
    await dying
    await victim.kill()
    await unanswered
    await shop.later(7)
    const ended = await shop.settled(await shop.orderIdOf(cart))
    assert.equal(ended.status, 'confirmed')
    assert.equal((await shop.place(cart, { key })).id, ended.id)
    assert.deepEqual(await shop.eventsOf(ended.id), ['order.confirmed.v1'])
  })
}

for (const operation of ['void', 'release']) {
  test(`A process that dies while undoing, right after ${operation}: another one undoes the rest.`, async () => {
    const victim = await shop.startVictim()
    const cart = neighbours.fill({ inStock: 1 })
    const dying = neighbours.hangAt(operation)
    const unanswered = refusal(shop.place(cart, { payment: { method: 'shells', token: 'x' }, at: victim.client }))
    await dying
    await victim.kill()
    await unanswered
    await shop.later(7)
    const ended = await shop.settled(await shop.orderIdOf(cart))
    assert.deepEqual([ended.status, ended.paymentStatus], ['declined', 'voided'])
    assert.equal(neighbours.stock.get(cart.lines[0]?.sku as string), 1)
  })
}

for (const operation of ['reserve', 'authorize']) {
  for (const how of ['lost', 'away'] as const) {
    test(`Where ${operation} is ${how === 'lost' ? 'done but its answer lost' : 'out of reach'}: a clear 503, all undone, the cart kept.`, async () => {
      const cart = neighbours.fill({ inStock: 1 })
      const key = randomUUID()
      neighbours.disturb(operation, how)
      const refused = await refusal(shop.place(cart, { key }))
      assert.deepEqual([refused.code, refused.reason], ['unavailable', 'unavailable'])
      const id = await shop.orderIdOf(cart)
      await shop.drain()
      const ended = await shop.settled(id)
      assert.deepEqual([ended.status, ended.paymentStatus], ['declined', 'voided'])
      assert.equal(neighbours.stock.get(cart.lines[0]?.sku as string), 1)

      const again = await shop.place(cart, { key })
      assert.equal(again.status, 'confirmed')
      await shop.settled(again.id)
      await shop.settled(id)
    })
  }
}

test('The cart can be ordered anew while what an absent neighbour may have done is still to be undone.', async () => {
  const cart = neighbours.fill({ inStock: 5 })
  neighbours.disturb('authorize', 'lost')
  neighbours.disturb('void', 'away', 'away', 'away')
  await refusal(shop.place(cart))
  const first = await shop.orderIdOf(cart)
  const second = await shop.place(cart)
  assert.equal(second.status, 'confirmed')
  for (const seconds of [2, 3, 5, 9]) await shop.later(seconds)
  assert.equal((await shop.settled(first)).paymentStatus, 'voided')
  assert.equal((await shop.settled(second.id)).paymentStatus, 'authorized')
})

for (const how of ['lost', 'away'] as const) {
  test(`Where keep is ${how === 'lost' ? 'done but its answer lost' : 'out of reach'}: the order waits and is confirmed in seconds.`, async () => {
    const cart = neighbours.fill()
    const key = randomUUID()
    neighbours.disturb('keep', how)
    const pending = await shop.place(cart, { key })
    assert.equal(pending.status, 'pending')
    await shop.later(2)
    const ended = await shop.settled(pending.id)
    assert.equal(ended.status, 'confirmed')
    assert.deepEqual(
      ended.timeline.map(({ what }) => what),
      ['placed', 'waiting', 'stock_held', 'payment_authorized', 'confirmed'],
    )
    assert.equal((await shop.place(cart, { key })).status, 'confirmed')
  })
}

test('Where the payment’s end is in doubt, the order waits, is asked about, and is confirmed.', async () => {
  const cart = neighbours.fill()
  const key = randomUUID()
  neighbours.setProvider(false)
  const pending = await shop.place(cart, { key, token: 'tok_unreachable' })
  assert.deepEqual([pending.status, pending.paymentStatus], ['pending', 'pending'])
  assert.equal((await shop.place(cart, { key, token: 'tok_unreachable' })).status, 'pending')
  assert.equal((await refusal(shop.place(cart))).reason, 'cart_already_ordered')
  neighbours.setProvider(true)
  await shop.later(16)
  assert.equal((await shop.settled(pending.id)).status, 'confirmed')
  assert.equal((await shop.place(cart, { key, token: 'tok_unreachable' })).status, 'confirmed')
})

test('A doubt that does not end is given up: nothing is held, nothing charged, and the cart is free.', async () => {
  const cart = neighbours.fill({ inStock: 1 })
  const key = randomUUID()
  neighbours.setProvider(false)
  const pending = await shop.place(cart, { key, token: 'tok_unreachable' })
  for (const seconds of [2, 10, 30, 60]) await shop.later(seconds)
  assert.equal((await shop.staff.getOrder({ id: pending.id })).status, 'pending')
  await shop.later(60)
  neighbours.setProvider(true)
  const ended = await shop.settled(pending.id)
  assert.deepEqual([ended.status, ended.paymentStatus], ['declined', 'voided'])
  assert.deepEqual(await shop.eventsOf(pending.id), ['order.declined.v1'])
  const told = await refusal(shop.place(cart, { key, token: 'tok_unreachable' }))
  assert.deepEqual([told.reason, told.details], ['payment_declined', { orderId: pending.id, declineCode: 'no_answer' }])
  assert.equal((await shop.place(cart)).status, 'confirmed')
})

test('A hold that ran out while the payment was in doubt is taken anew; where that fails, all is undone.', async () => {
  for (const [left, status] of [
    [1, 'confirmed'],
    [0, 'declined'],
  ] as const) {
    const cart = neighbours.fill({ inStock: 1 })
    const sku = cart.lines[0]?.sku as string
    neighbours.disturb('keep', 'away')
    const pending = await shop.place(cart)
    const reservation = neighbours.reservations.get(pending.id)
    assert.ok(reservation !== undefined)
    reservation.status = 'expired'
    neighbours.stock.set(sku, left)
    await shop.later(2)
    const ended = await shop.settled(pending.id)
    assert.equal(ended.status, status)
  }
})

test('A runner that was only slow, and one that took over from it, do the work of one.', async () => {
  const cart = neighbours.fill({ inStock: 1 })
  const slow = neighbours.hangAt('authorize')
  const answer = shop.place(cart)
  await slow
  await shop.later(7)
  assert.equal((await shop.settled(await shop.orderIdOf(cart))).status, 'confirmed')
  neighbours.endHanging()
  assert.equal((await answer).status, 'confirmed', 'the slow one answers what has become of it')
  await shop.settled(await shop.orderIdOf(cart))
})

test('While a runner lives, neither a repetition of the request nor the job takes its order over.', async () => {
  const cart = neighbours.fill({ inStock: 1 })
  const key = randomUUID()
  const slow = neighbours.hangAt('authorize')
  const answer = shop.place(cart, { key })
  await slow
  const repeated = shop.place(cart, { key })
  const id = await shop.orderIdOf(cart)
  for (let turn = 0; turn < 5; turn++) {
    await shop.drain()
    assert.equal((await shop.staff.getOrder({ id })).status, 'pending')
  }
  neighbours.goOn()
  assert.deepEqual([(await answer).status, (await repeated).status], ['confirmed', 'confirmed'])
  const { attempts } = await shop.db.one(sql<{ attempts: number }>`select attempts from sagas where order_id = ${id}`)
  assert.equal(attempts, 1)
  await shop.settled(id)
})

test('A step of a saga that has ended, or was turned back, comes to nothing and is not told.', async () => {
  const { id, timeline: told } = await shop.place(neighbours.fill())
  const saga = await shop.db.one(sql<{ id: string }>`select id from sagas where order_id = ${id}`)
  const before = await orderOfSaga(shop.db, saga.id)
  const step = { ...saga, status: 'failed', direction: 'forward', from: 'forward' } as const
  const rest = { refusal: null, leased: false, freeKey: false, leaseUntil: shop.at() }
  const timeline = [{ at: shop.at().toISOString(), what: 'declined', by: 'system' }]
  const late = { saga: { ...step, ...rest }, before, after: before, timeline }
  const events = [{ type: 'order.declined.v1', data: {} }]
  assert.equal(await advance(shop.db, { ...late, events }, shop.at()), false)
  await shop.db.run(sql`update sagas set status = 'running', direction = 'back', leased = true where id = ${saga.id}`)
  assert.equal(await advance(shop.db, { ...late, events }, shop.at()), false)
  await shop.db.run(sql`update sagas set status = 'done', direction = 'forward' where id = ${saga.id}`)
  assert.deepEqual(await shop.eventsOf(id), ['order.confirmed.v1'])
  assert.deepEqual((await shop.settled(id)).timeline, told)
})

test('While an order waits for a neighbour that does not answer, others that are due are ended.', async () => {
  const pending = async () => {
    neighbours.disturb('keep', 'away')
    return shop.place(neighbours.fill())
  }
  const slow = await pending()
  const hanging = neighbours.hangAt('authorize')
  const resting = shop.later(2)
  await hanging
  const other = await pending()
  const both = Promise.all([resting, shop.later(2)])
  while ((await shop.staff.getOrder({ id: other.id })).status === 'pending') await sleep(20)
  assert.equal((await shop.settled(other.id)).status, 'confirmed')
  assert.equal((await shop.staff.getOrder({ id: slow.id })).status, 'pending')
  neighbours.goOn()
  await both
  assert.equal((await shop.settled(slow.id)).status, 'confirmed')
})

test('Who repeats a request whose process died waits for its lease to end and then completes it.', async () => {
  const victim = await shop.startVictim()
  const cart = neighbours.fill()
  const key = randomUUID()
  const dying = neighbours.hangAt('authorize')
  const unanswered = refusal(shop.place(cart, { key, at: victim.client }))
  await dying
  await victim.kill()
  await unanswered
  const [again] = await Promise.all([shop.place(cart, { key }), shop.later(7)])
  assert.equal(again.status, 'confirmed')
  await shop.settled(again.id)
})
