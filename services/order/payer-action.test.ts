import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { payment } from '@souk/contracts/payment.ts'
import { asCustomer } from '@souk/platform/testing.ts'
import { euros } from './fake-neighbours.ts'
import { type OrderShop, refusal, startOrderShop } from './order-shop.ts'

let shop: OrderShop
let { neighbours, staff } = {} as OrderShop

before(async () => {
  shop = await startOrderShop()
  ;({ neighbours, staff } = shop)
})
after(() => shop.close())

const toAct = { token: 'tok_act' }

/** Payment-service tells; order-service follows. */
async function tell(orderId: string, outcome: 'authorized' | 'declined') {
  neighbours.act(orderId, outcome)
  const about = { paymentId: orderId, orderId }
  if (outcome === 'authorized') await shop.publish(payment, 'payment.authorized.v1', { ...about, amount: euros(1_490) })
  else await shop.publish(payment, 'payment.declined.v1', { ...about, declineCode: 'not_authenticated' })
}

test('An order whose payer has to act is pending and says where; others who look see nothing of it.', async () => {
  const pending = await shop.place(neighbours.fill({ inStock: 1 }), toAct)
  const { id, status, paymentAction, accessToken = '' } = pending
  assert.deepEqual([status, paymentAction], ['pending', { redirectUrl: `https://bank.example/${id}` }])
  assert.deepEqual((await shop.guest.getOrder({ id, accessToken })).paymentAction, paymentAction)
  assert.equal((await refusal(shop.guest.getOrder({ id }))).reason, 'not_found')
  assert.equal(neighbours.reservations.get(id)?.status, 'held')
  await tell(id, 'authorized')
  await shop.drain()
  const confirmed = await shop.settled(id)
  assert.deepEqual([confirmed.status, confirmed.paymentAction], ['confirmed', undefined])
  assert.deepEqual(
    confirmed.timeline.map(({ what }) => what),
    ['placed', 'payment_action_required', 'waiting', 'stock_held', 'payment_authorized', 'confirmed'],
  )
  assert.deepEqual(await shop.eventsOf(id), ['order.confirmed.v1'])
})

test('What payment tells makes the order ask at once: no time passes between, whoever runs it meanwhile.', async () => {
  const waiting = await shop.place(neighbours.fill(), toAct)
  // It asks right now, has heard that nothing is decided, and is told otherwise before it goes to wait.
  const hung = neighbours.hangAt('authorize')
  const turn = shop.later(16)
  await hung
  await tell(waiting.id, 'authorized')
  neighbours.goOn()
  await turn
  await shop.drain()
  assert.equal((await shop.settled(waiting.id)).status, 'confirmed')
})

test('Declined at the bank, the order is declined like any other: its stock stays held, the cart is tried again.', async () => {
  const cart = neighbours.fill({ inStock: 1 })
  const { id } = await shop.place(cart, toAct)
  await tell(id, 'declined')
  await shop.drain()
  const declined = await shop.settled(id)
  assert.deepEqual([declined.status, declined.paymentAction], ['declined', undefined])
  assert.equal(neighbours.reservations.get(id)?.status, 'held')
  const again = await shop.place(cart)
  assert.deepEqual([again.id, again.status], [id, 'confirmed'])
  await shop.settled(id)
})

test('A payer may take a quarter of an hour, the stock held meanwhile; then it is undone, and nothing can be charged.', async () => {
  const cart = neighbours.fill({ inStock: 1 })
  const { id } = await shop.place(cart, toAct)
  for (let seconds = 0; seconds < 880; seconds += 20) await shop.later(20)
  assert.equal((await staff.getOrder({ id })).status, 'pending')
  assert.equal(neighbours.reservations.get(id)?.status, 'held')
  await shop.later(30)
  const declined = await shop.settled(id)
  assert.deepEqual([declined.status, declined.paymentStatus, declined.paymentAction], ['declined', 'voided', undefined])
  assert.equal(neighbours.reservations.get(id)?.status, 'released')
  assert.deepEqual(await shop.eventsOf(id), ['order.declined.v1'])
  await tell(id, 'authorized')
  await shop.later(20)
  assert.equal((await shop.settled(id)).status, 'declined')
})

test('Cancelled while the payer is at their bank: the payment is let go.', async () => {
  const as = asCustomer()
  const { id } = await shop.place(neighbours.fill({ userId: as.kind === 'customer' ? as.userId : '' }), {
    ...toAct,
    as,
  })
  const cancelled = await staff.cancelOrder({ id })
  assert.deepEqual([cancelled.status, cancelled.paymentAction], ['cancelled', undefined])
  await shop.later(2)
  assert.equal((await shop.settled(id)).paymentStatus, 'voided')
})
