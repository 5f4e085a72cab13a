import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { order } from '@souk/contracts/order.ts'
import { asCustomer } from '@souk/platform/testing.ts'
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
