import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { order } from '@souk/contracts/order.ts'
import { asCustomer } from '@souk/platform/testing.ts'
import { type OrderShop, refusal, startOrderShop } from './order-shop.ts'

let shop: OrderShop
let { neighbours, staff } = {} as OrderShop

before(async () => {
  shop = await startOrderShop()
  ;({ neighbours, staff } = shop)
})
after(() => shop.close())

test('The days on which delivery was promised stay with the order, whatever is promised to others later.', async () => {
  const customer = asCustomer(randomUUID())
  const { userId } = customer as { userId: string }
  const promised = { from: '2026-01-06', to: '2026-01-08' }
  neighbours.promise(promised.from, promised.to)
  const key = randomUUID()
  const cart = neighbours.fill({ userId })
  const placed = await shop.place(cart, { as: customer, key })
  neighbours.promise('2026-02-01', '2026-02-02')
  const { id } = placed
  const answers = [
    placed,
    await shop.place(cart, { as: customer, key }),
    await shop.client(order, customer).getOrder({ id }),
    (await shop.client(order, customer).listOrders({})).items[0],
    await staff.refundOrder({ id, amount: { amount: 100, currency: 'EUR' } }),
    await staff.shipOrder({ id }),
  ]
  for (const answer of answers) {
    const expected = { optionId: 'standard', name: 'Standard', amount: 490, currency: 'EUR', estimate: promised }
    assert.deepEqual(answer?.delivery, expected)
  }
  const other = await shop.place(neighbours.fill())
  const cancelled = await staff.cancelOrder({ id: other.id })
  assert.deepEqual(cancelled.delivery.estimate, { from: '2026-02-01', to: '2026-02-02' })
})

test('An order that is taken up again after a decline is promised anew.', async () => {
  const cart = neighbours.fill()
  neighbours.promise('2026-01-06', '2026-01-08')
  await refusal(shop.place(cart, { token: 'tok_declined' }))
  neighbours.promise('2026-01-07', '2026-01-09')
  const placed = await shop.place(cart)
  assert.deepEqual(placed.delivery.estimate, { from: '2026-01-07', to: '2026-01-09' })
})

test('Where delivery cannot be asked nothing is promised; orders from before promises are shown without.', async () => {
  neighbours.disturb('quote', 'away')
  const placed = await shop.place(neighbours.fill())
  assert.equal(placed.delivery.estimate, undefined)
  assert.equal((await staff.getOrder({ id: placed.id })).delivery.estimate, undefined)
})
