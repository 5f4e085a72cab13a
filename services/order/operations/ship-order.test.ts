import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { order } from '@souk/contracts/order.ts'
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
