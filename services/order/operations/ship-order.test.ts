import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { order } from '@souk/contracts/order.ts'
import { asCustomer, asStaff } from '@souk/platform/testing.ts'
import { euros } from '../fake-neighbours.ts'
import { type OrderShop, refusal, startOrderShop } from '../order-shop.ts'

let shop: OrderShop
let { neighbours, staff, guest } = {} as OrderShop

before(async () => {
  shop = await startOrderShop()
  ;({ neighbours, staff, guest } = shop)
})
after(() => shop.close())

const confirmed = () => shop.place(neighbours.fill({ inStock: 1 }))

test('Shipping takes the money and the stock, hands the parcel over and tells the customer.', async () => {
  const { id } = await confirmed()
  const shipped = await staff.shipOrder({ id, carrier: 'Bicycle', trackingNumber: 'B-1' })
  assert.deepEqual(
    [shipped.status, shipped.paymentStatus, shipped.fulfilmentStatus],
    ['completed', 'captured', 'shipped'],
  )
  assert.deepEqual(
    shipped.shipments.map(({ carrier, trackingNumber }) => [carrier, trackingNumber]),
    [['Bicycle', 'B-1']],
  )
  const told = (await shop.published(order, 'order.shipped.v1')).find(({ orderId }) => orderId === id)
  assert.deepEqual(
    [told?.carrier, told?.trackingNumber, told?.shipmentId],
    ['Bicycle', 'B-1', shipped.shipments[0]?.id],
  )
  const refused = await refusal(staff.shipOrder({ id }))
  assert.deepEqual(
    [refused.reason, refused.details],
    ['not_shippable', { status: 'completed', fulfilmentStatus: 'shipped' }],
  )
  assert.equal((await refusal(guest.shipOrder({ id }))).reason, 'not_signed_in')
  await shop.settled(id)
})

test('The same key ships once; with another body it is refused.', async () => {
  const { id } = await confirmed()
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 3 }, () => staff.shipOrder({ id }, { key })))
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  assert.equal((await refusal(staff.shipOrder({ id, carrier: 'Other' }, { key }))).reason, 'key_reused')
  assert.equal([...neighbours.parcels.values()].filter(({ orderId }) => orderId === id).length, 1)
  assert.deepEqual(await shop.eventsOf(id), ['order.confirmed.v1', 'order.shipped.v1'])
})

test('An order whose money cannot be taken is not shipped and stays as it is.', async () => {
  const { id } = await confirmed()
  const account = neighbours.accounts.get(id)
  assert.ok(account !== undefined)
  account.status = 'voided'
  assert.equal((await refusal(staff.shipOrder({ id }))).reason, 'not_shippable')
  const { status, paymentStatus, fulfilmentStatus } = await staff.getOrder({ id })
  assert.deepEqual([status, paymentStatus, fulfilmentStatus], ['confirmed', 'authorized', 'unfulfilled'])
  account.status = 'authorized'
  assert.equal((await staff.shipOrder({ id })).status, 'completed')
})

for (const operation of ['capture', 'createShipment', 'ship']) {
  for (const how of ['lost', 'away'] as const) {
    test(`A shipment whose ${operation} is ${how} goes on in seconds and ends as one parcel.`, async () => {
      const { id } = await confirmed()
      neighbours.disturb(operation, how)
      assert.notEqual((await staff.shipOrder({ id })).status, 'completed')
      await shop.later(2)
      assert.equal((await shop.settled(id)).status, 'completed')
      assert.equal([...neighbours.parcels.values()].filter(({ orderId }) => orderId === id).length, 1)
    })
  }
  test(`A process that dies right after ${operation}: another one completes the shipment.`, async () => {
    const { id } = await confirmed()
    const victim = await shop.startVictim()
    const dying = neighbours.hangAt(operation)
    const unanswered = refusal(victim.staff.shipOrder({ id }))
    await dying
    await victim.kill()
    await unanswered
    await shop.later(7)
    assert.equal((await shop.settled(id)).status, 'completed')
    assert.deepEqual(await shop.eventsOf(id), ['order.confirmed.v1', 'order.shipped.v1'])
  })
}

test('Cancelling gives money and stock back; again it is the same answer.', async () => {
  const { id, accessToken } = await confirmed()
  assert.equal((await refusal(guest.cancelOrder({ id }))).reason, 'not_found')
  assert.equal((await refusal(shop.client(order, asCustomer()).cancelOrder({ id }))).reason, 'not_found')
  const open = { id, accessToken: accessToken as string }
  const cancelled = await guest.cancelOrder({ ...open, reason: 'Too big' })
  assert.deepEqual(
    [cancelled.status, cancelled.paymentStatus, cancelled.fulfilmentStatus],
    ['cancelled', 'voided', 'cancelled'],
  )
  assert.deepEqual(cancelled.timeline.at(-1)?.details, { reason: 'Too big' })
  assert.equal(cancelled.timeline.at(-1)?.by, 'customer')
  assert.equal(cancelled.accessToken, undefined)
  assert.deepEqual(await guest.cancelOrder(open), cancelled)
  await shop.settled(id)
  assert.deepEqual(await shop.eventsOf(id), ['order.confirmed.v1', 'order.cancelled.v1'])
})

test('Staff cancel what is confirmed, not what is shipped or declined.', async () => {
  const one = await confirmed()
  assert.equal((await staff.cancelOrder({ id: one.id })).timeline.at(-1)?.by, 'staff')
  const other = await confirmed()
  await staff.shipOrder({ id: other.id })
  const refused = await refusal(staff.cancelOrder({ id: other.id }))
  assert.deepEqual(
    [refused.reason, refused.details],
    ['not_cancellable', { status: 'completed', fulfilmentStatus: 'shipped' }],
  )
  const cart = neighbours.fill()
  await refusal(shop.place(cart, { token: 'tok_declined' }))
  assert.equal((await refusal(staff.cancelOrder({ id: await shop.orderIdOf(cart) }))).reason, 'not_cancellable')
})

test('An order that is still being paid can be cancelled; what is under way comes to nothing.', async () => {
  const cart = neighbours.fill({ inStock: 1 })
  neighbours.setProvider(false)
  const pending = await shop.place(cart, { token: 'tok_unreachable' })
  neighbours.setProvider(true)
  const key = randomUUID()
  const open = { id: pending.id, accessToken: pending.accessToken as string }
  const cancelled = await guest.cancelOrder(open, { key })
  assert.deepEqual([cancelled.status, cancelled.paymentStatus], ['cancelled', 'voided'])
  assert.deepEqual(await guest.cancelOrder(open, { key }), cancelled)
  assert.equal((await refusal(guest.cancelOrder({ ...open, reason: 'x' }, { key }))).reason, 'key_reused')
  await shop.later(60)
  await shop.settled(pending.id)
  assert.deepEqual(await shop.eventsOf(pending.id), ['order.cancelled.v1'])
  assert.equal((await shop.place(cart)).status, 'confirmed')
})

for (const operation of ['reserve', 'authorize', 'keep']) {
  test(`A cancellation while ${operation} is under way wins, and the one who pays hears of it.`, async () => {
    const cart = neighbours.fill({ inStock: 1 })
    const slow = neighbours.hangAt(operation)
    const answer = shop.place(cart)
    await slow
    const id = await shop.orderIdOf(cart)
    assert.equal((await staff.cancelOrder({ id })).status, 'cancelled')
    neighbours.endHanging()
    assert.equal((await answer).status, 'cancelled')
    await shop.settled(id)
    assert.equal(neighbours.stock.get(cart.lines[0]?.sku as string), 1)
  })
}

for (const operation of ['void', 'release']) {
  for (const how of ['lost', 'away'] as const) {
    test(`A cancellation whose ${operation} is ${how} goes on in seconds and ends with everything back.`, async () => {
      const { id } = await confirmed()
      neighbours.disturb(operation, how)
      assert.equal((await staff.cancelOrder({ id })).status, 'confirmed')
      await shop.later(2)
      assert.equal((await shop.settled(id)).status, 'cancelled')
    })
  }
}

test('Cancelling what was partly refunded gives the rest back.', async () => {
  const { id } = await confirmed()
  await staff.refundOrder({ id, amount: euros(400) })
  const cancelled = await staff.cancelOrder({ id })
  assert.deepEqual(
    [cancelled.status, cancelled.paymentStatus, cancelled.refunded],
    ['cancelled', 'refunded', euros(1_490)],
  )
  assert.deepEqual(
    cancelled.refunds.map(({ amount }) => amount.amount),
    [400, 1_090],
  )
  await shop.settled(id)
})

test('Cancel against ship at once, thirty times: one wins, the other hears what is, and the books agree.', async () => {
  const wins = { completed: 0, cancelled: 0 }
  for (let round = 0; round < 30; round++) {
    const { id } = await confirmed()
    const both = round % 2 === 0 ? ['ship', 'cancel'] : ['cancel', 'ship']
    const answers = await Promise.allSettled(
      both.map((what) => (what === 'ship' ? staff.shipOrder({ id }) : staff.cancelOrder({ id }))),
    )
    const ended = await shop.settled(id)
    assert.ok(ended.status === 'completed' || ended.status === 'cancelled')
    wins[ended.status]++
    const lost = answers.filter((answer) => answer.status === 'rejected')
    assert.equal(lost.length, 1)
    assert.equal(lost[0]?.reason.reason, ended.status === 'completed' ? 'not_cancellable' : 'not_shippable')
    assert.equal(lost[0]?.reason.details.status, ended.status)
  }
  assert.ok(wins.completed > 0 && wins.cancelled > 0, JSON.stringify(wins))
})

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
