import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { payment } from '@souk/contracts/payment.ts'
import type { Client } from '@souk/platform/client.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asService, asStaff, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import service from '../service.ts'

let shop: TestShop
let order: Client<typeof payment>

before(async () => {
  const environment = { PAYMENT_PROVIDER_TIMEOUT_MS: '150', PAYMENT_TEST_SLOW_MS: '60' }
  shop = await startTestShop({ services: [service], environment })
  order = shop.client(payment, asService('order'))
})
after(() => shop.close())

const euro = (amount: number) => ({ amount, currency: 'EUR' })
const wish = (token = 'tok_ok', more: Partial<{ orderId: string; attemptId: string; amount: number }> = {}) => {
  const { orderId = randomUUID(), attemptId = randomUUID(), amount = 1_000 } = more
  return { orderId, attemptId, amount: euro(amount), method: 'test', token }
}

/** The provider's books: what was booked of each kind. */
async function books(orderId: string) {
  const { items } = await order.listProviderEntries({ orderId })
  const sums: Record<string, number> = {}
  for (const { kind, amount } of items) sums[kind] = (sums[kind] ?? 0) + amount.amount
  return sums
}

test('Money is held once for five requests of one attempt at once, and told of once.', async () => {
  for (const token of ['tok_ok', 'tok_slow', 'tok_lost_answer']) {
    const request = wish(token)
    const answers = await Promise.all(Array.from({ length: 5 }, () => order.authorize(request)))
    assert.ok(
      answers.every(({ status }) => status === 'authorized'),
      token,
    )
    assert.deepEqual(await books(request.orderId), { authorize: 1_000 })
    const told = await shop.published(payment, 'payment.authorized.v1')
    assert.equal(told.filter(({ orderId }) => orderId === request.orderId).length, 1)
  }
})

test('A second attempt on a payment that is held charges nothing more.', async () => {
  const first = wish()
  await order.authorize(first)
  const second = await order.authorize({ ...first, attemptId: randomUUID() })
  assert.equal(second.status, 'authorized')
  assert.deepEqual(await books(first.orderId), { authorize: 1_000 })
})

test('A decline charges nothing, is answered again as it was, and another attempt may succeed.', async () => {
  const request = wish('tok_declined')
  assert.equal((await order.authorize(request)).declineCode, 'card_declined')
  assert.equal((await order.authorize(request)).status, 'declined')
  const other = await order.authorize(wish('tok_ok', { orderId: request.orderId }))
  assert.equal(other.status, 'authorized')
  assert.equal((await order.listPayments({ orderId: request.orderId })).items.length, 1)
  const { items } = await order.listAttempts({ orderId: request.orderId })
  assert.deepEqual(
    items.map(({ kind, outcome }) => [kind, outcome]),
    [
      ['authorize', 'declined'],
      ['authorize', 'succeeded'],
    ],
  )
})

test('An unknown method is refused, an unknown token declined.', async () => {
  await assert.rejects(order.authorize({ ...wish(), method: 'barter' }), (error) =>
    hasReason(error, 'unknown_payment_method'),
  )
  assert.equal((await order.authorize(wish('tok_whatever'))).declineCode, 'invalid_token')
})

test('A provider that does not answer leaves the payment pending; voided then, nothing is ever charged.', async () => {
  const request = wish('tok_unreachable')
  assert.equal((await order.authorize(request)).status, 'pending')
  assert.equal((await order.authorize(request)).status, 'pending')
  assert.equal((await order.authorize({ ...request, attemptId: randomUUID(), token: 'tok_ok' })).status, 'pending')
  assert.equal((await order.voidPayment(request)).status, 'voided')
  await assert.rejects(order.authorize(request), (error) => hasReason(error, 'payment_closed'))
  assert.deepEqual(await books(request.orderId), {})
})

test('A void before its payment wins.', async () => {
  const request = wish()
  assert.equal((await order.voidPayment(request)).status, 'voided')
  await assert.rejects(order.authorize(request), (error) => hasReason(error, 'payment_closed'))
  assert.deepEqual(await books(request.orderId), {})
})

test('What a payment was voided for while its answer was on the way is let go when it turns up.', async () => {
  const request = wish()
  const { orderId, attemptId } = request
  const db = shop.databases.get('payment') as NonNullable<ReturnType<typeof shop.databases.get>>
  // As a process leaves it that died after the provider had booked, and whose order was given up by then.
  await db.run(sql`
    insert into payments (id, order_id, status, method, token, attempt_id, amount, currency, doubt, ask_again_at)
    values (${randomUUID()}, ${orderId}, 'voided', 'test', 'tok_ok', ${attemptId}, 1000, 'EUR', 'authorize', now())`)
  await db.run(sql`
    insert into test_provider.entries (key, order_id, kind, authorization_key, amount, currency)
    values (${attemptId}, ${orderId}, 'authorize', ${attemptId}, 1000, 'EUR')`)
  await shop.drain()
  assert.deepEqual(await books(orderId), { authorize: 1_000, void: 1_000 })
  assert.equal((await order.listPayments({ orderId })).items[0]?.status, 'voided')
})

test('A process that died between the booking and its note is made good by the job, and by asking again.', async () => {
  const db = shop.databases.get('payment') as NonNullable<ReturnType<typeof shop.databases.get>>
  for (const asksAgain of [false, true]) {
    const { orderId, attemptId, ...rest } = wish()
    await db.run(sql`
      insert into payments (id, order_id, status, method, token, attempt_id, amount, currency, doubt, ask_again_at)
      values (${randomUUID()}, ${orderId}, 'pending', 'test', 'tok_ok', ${attemptId}, 1000, 'EUR', 'authorize', now())`)
    await db.run(sql`
      insert into test_provider.entries (key, order_id, kind, authorization_key, amount, currency)
      values (${attemptId}, ${orderId}, 'authorize', ${attemptId}, 1000, 'EUR')`)
    if (asksAgain) assert.equal((await order.authorize({ orderId, attemptId, ...rest })).status, 'authorized')
    await shop.drain()
    assert.equal((await order.listPayments({ orderId })).items[0]?.status, 'authorized')
    assert.deepEqual(await books(orderId), { authorize: 1_000 })
  }
})

test('Money is taken once, and then no longer let go.', async () => {
  const request = wish()
  await order.authorize(request)
  const taken = await Promise.all([order.capture(request), order.capture(request)])
  assert.ok(taken.every(({ status, captured }) => status === 'captured' && captured.amount === 1_000))
  await assert.rejects(order.voidPayment(request), (error) => hasReason(error, 'payment_captured'))
  assert.deepEqual(await books(request.orderId), { authorize: 1_000, capture: 1_000 })
})

test('Taking what is not held is refused.', async () => {
  await assert.rejects(order.capture({ orderId: randomUUID() }), (error) => hasReason(error, 'not_found'))
  const declined = wish('tok_declined')
  await order.authorize(declined)
  await assert.rejects(order.capture(declined), (error) => hasReason(error, 'not_authorized'))
})

test('Of a capture and a void at once exactly one wins, and the provider’s books agree.', async () => {
  await Promise.all(
    Array.from({ length: 30 }, async () => {
      const request = wish()
      await order.authorize(request)
      const [taken, voided] = await Promise.allSettled([order.capture(request), order.voidPayment(request)])
      const kept = await books(request.orderId)
      const won = [taken, voided].filter(({ status }) => status === 'fulfilled')
      assert.equal(won.length, 1)
      if (taken.status === 'fulfilled') assert.deepEqual(kept, { authorize: 1_000, capture: 1_000 })
      else assert.deepEqual(kept, { authorize: 1_000, void: 1_000 })
    }),
  )
})

test('Refunds never exceed what was taken, however many come at once, and each is given once.', async () => {
  const request = wish()
  await order.authorize(request)
  await assert.rejects(order.refund({ ...request, refundId: randomUUID(), amount: euro(1) }), (error) =>
    hasReason(error, 'not_captured'),
  )
  await order.capture(request)
  const ids = Array.from({ length: 6 }, () => randomUUID())
  const outcomes = await Promise.allSettled(
    [...ids, ...ids].map((refundId) => order.refund({ orderId: request.orderId, refundId, amount: euro(300) })),
  )
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') assert.ok(hasReason(outcome.reason, 'exceeds_refundable'))
  const part = (await order.listPayments({ orderId: request.orderId })).items[0]
  assert.deepEqual([part?.refunded.amount, part?.status], [900, 'partially_refunded'])
  const rest = await order.refund({ orderId: request.orderId, refundId: randomUUID(), amount: euro(100) })
  assert.equal(rest.status, 'refunded')
  assert.deepEqual(await books(request.orderId), { authorize: 1_000, capture: 1_000, refund: 1_000 })
  const told = await shop.published(payment, 'payment.refunded.v1')
  assert.equal(told.filter(({ orderId }) => orderId === request.orderId).length, 4)
})

test('Staff may read payments with the right, and move no money.', async () => {
  const request = wish()
  await order.authorize(request)
  const clerk = shop.client(payment, asStaff('payments'))
  assert.equal((await clerk.listPayments({ orderId: request.orderId })).items.length, 1)
  await assert.rejects(clerk.capture(request), (error) => hasReason(error, 'not_allowed'))
  const other = shop.client(payment, asStaff('orders'))
  await assert.rejects(other.listPayments({ orderId: request.orderId }), (error) => hasReason(error, 'not_allowed'))
})

test('After a hundred random steps on ten payments at once, our books and the provider’s say the same.', async () => {
  const tokens = ['tok_ok', 'tok_declined', 'tok_lost_answer', 'tok_slow']
  const orders = Array.from({ length: 10 }, () => randomUUID())
  let state = 20_261_121
  const dice = (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
  const step = (orderId: string): Promise<unknown> => {
    const what = dice(6)
    if (what < 2) return order.authorize(wish(tokens[dice(4)], { orderId }))
    if (what === 2) return order.capture({ orderId })
    if (what === 3) return order.voidPayment({ orderId })
    return order.refund({ orderId, refundId: randomUUID(), amount: euro(1 + dice(500)) })
  }
  for (let turn = 0; turn < 10; turn++)
    await Promise.allSettled(orders.flatMap((orderId) => [step(orderId), step(orderId)]))
  await shop.drain()
  for (const orderId of orders) {
    const [ours] = (await order.listPayments({ orderId })).items
    const theirs = await books(orderId)
    assert.equal(ours?.captured.amount ?? 0, theirs.capture ?? 0)
    assert.equal(ours?.refunded.amount ?? 0, theirs.refund ?? 0)
    const held = ours?.status === 'authorized' ? 1_000 : 0
    assert.equal((theirs.authorize ?? 0) - (theirs.void ?? 0) - (theirs.capture ?? 0), held)
  }
})
