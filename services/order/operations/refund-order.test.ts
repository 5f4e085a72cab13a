import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { order } from '@souk/contracts/order.ts'
import { asStaff } from '@souk/platform/testing.ts'
import { euros } from '../fake-neighbours.ts'
import { type OrderShop, refusal, startOrderShop } from '../order-shop.ts'

let shop: OrderShop
let { neighbours, staff } = {} as OrderShop

before(async () => {
  shop = await startOrderShop()
  ;({ neighbours, staff } = shop)
})
after(() => shop.close())

const confirmed = () => shop.place(neighbours.fill({ inStock: 1 }))

test('A refund takes held money first, and gives back all that is left where no amount is named.', async () => {
  const { id } = await confirmed()
  const part = await staff.refundOrder({ id, amount: euros(490), reason: 'Late' })
  assert.deepEqual([part.status, part.paymentStatus, part.refunded], ['confirmed', 'partially_refunded', euros(490)])
  assert.deepEqual(
    part.refunds.map(({ amount, reason }) => [amount, reason]),
    [[euros(490), 'Late']],
  )
  assert.equal((await staff.shipOrder({ id })).paymentStatus, 'partially_refunded')
  const exceeding = await refusal(staff.refundOrder({ id, amount: euros(1_001) }))
  assert.deepEqual([exceeding.reason, exceeding.details], ['exceeds_refundable', { refundable: euros(1_000) }])
  assert.equal(
    (await refusal(staff.refundOrder({ id, amount: { amount: 1, currency: 'USD' } }))).reason,
    'exceeds_refundable',
  )
  assert.equal((await refusal(staff.refundOrder({ id, amount: euros(0) }))).reason, 'invalid_input')
  const rest = await staff.refundOrder({ id })
  assert.deepEqual([rest.status, rest.paymentStatus, rest.refunded], ['completed', 'refunded', euros(1_490)])
  assert.equal((await refusal(staff.refundOrder({ id }))).reason, 'not_refundable')
  const told = (await shop.published(order, 'order.refunded.v1')).filter(({ orderId }) => orderId === id)
  assert.deepEqual(
    told.map(({ amount }) => amount.amount),
    [490, 1_000],
  )
})

test('Refunds at once never add up to more than was paid; the same key refunds once.', async () => {
  const { id } = await confirmed()
  const many = await Promise.allSettled(Array.from({ length: 5 }, () => staff.refundOrder({ id, amount: euros(400) })))
  assert.equal(many.filter(({ status }) => status === 'fulfilled').length, 3)
  for (const one of many) if (one.status === 'rejected') assert.equal(one.reason.reason, 'exceeds_refundable')
  const key = randomUUID()
  const same = await Promise.all(
    Array.from({ length: 3 }, () => staff.refundOrder({ id, amount: euros(100) }, { key })),
  )
  for (const one of same) assert.equal(one.refunded.amount, 1_300)
  await shop.settled(id)
})

for (const operation of ['capture', 'refund']) {
  for (const how of ['lost', 'away'] as const) {
    test(`A refund whose ${operation} is ${how} goes on in seconds and happens once.`, async () => {
      const { id } = await confirmed()
      neighbours.disturb(operation, how)
      assert.equal((await staff.refundOrder({ id, amount: euros(100) })).refunded.amount, 0)
      await shop.later(2)
      assert.equal((await shop.settled(id)).refunded.amount, 100)
      assert.equal(neighbours.accounts.get(id)?.refunds.size, 1)
    })
  }
}

test('Nothing is refunded of an order that was never confirmed, and nobody else’s staff may try.', async () => {
  const cart = neighbours.fill()
  await refusal(shop.place(cart, { token: 'tok_declined' }))
  const id = await shop.orderIdOf(cart)
  assert.equal((await refusal(staff.refundOrder({ id }))).reason, 'not_refundable')
  assert.equal((await refusal(shop.client(order, asStaff('stock')).refundOrder({ id }))).reason, 'not_allowed')
  assert.equal((await refusal(staff.refundOrder({ id: randomUUID() }))).reason, 'not_found')
})
