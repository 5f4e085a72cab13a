import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { audit } from '@souk/contracts/audit.ts'
import type { EventData } from '@souk/platform/contract.ts'
import { euros } from './fake-neighbours.ts'
import { type OrderShop, refusal, startOrderShop } from './order-shop.ts'

let shop: OrderShop
let { neighbours, staff, guest } = {} as OrderShop

before(async () => {
  shop = await startOrderShop()
  ;({ neighbours, staff, guest } = shop)
})
after(() => shop.close())

const confirmed = () => shop.place(neighbours.fill({ inStock: 1 }))
const skuOf = ({ lines }: { lines: { sku: string }[] }) => lines[0]?.sku as string
const lastOf = ({ timeline }: { timeline: { what: string; by: string; details?: Record<string, unknown> }[] }) => {
  const { what, by, details } = timeline.at(-1) ?? {}
  return [what, by, details?.note]
}

test('Staff go on at once with what waits, and the timeline says who and why.', async () => {
  const { id } = await confirmed()
  neighbours.disturb('capture', 'away', 'away')
  const key = randomUUID()
  await staff.shipOrder({ id })
  assert.equal((await staff.retryOrder({ id, note: 'The network is mended' })).status, 'confirmed')
  const shipped = await staff.retryOrder({ id, note: 'Once more' }, { key })
  assert.equal(shipped.status, 'completed')
  assert.deepEqual(await staff.retryOrder({ id, note: 'Once more' }, { key }), shipped)
  const retries = shipped.timeline.filter(({ what }) => what === 'retried')
  assert.deepEqual(
    retries.map(({ by, details }) => [by, details?.note]),
    [
      ['staff', 'The network is mended'],
      ['staff', 'Once more'],
    ],
  )
  assert.equal((await refusal(guest.retryOrder({ id }))).reason, 'not_signed_in')
  await shop.settled(id)
})

test('Nothing happens to an order with which all agree.', async () => {
  const orders = [await confirmed(), await confirmed(), await confirmed()] as const
  await staff.shipOrder({ id: orders[1].id })
  await staff.cancelOrder({ id: orders[2].id })
  for (const { id } of orders) {
    const { timeline: before, ...facts } = await staff.getOrder({ id })
    const events = await shop.eventsOf(id)
    const { timeline, ...after } = await staff.retryOrder({ id, note: 'Looked at' })
    assert.deepEqual(after, facts)
    assert.equal(timeline.length, before.length + 1)
    assert.deepEqual(lastOf({ timeline }), ['retried', 'staff', 'Looked at'])
    assert.deepEqual(await shop.eventsOf(id), events)
    await shop.settled(id)
  }
})

test('A confirmed order whose stock is not held any more holds it again; where there is none, that is said.', async () => {
  for (const left of [1, 0]) {
    const { id, lines } = await confirmed()
    neighbours.reservations.delete(id)
    neighbours.stock.set(skuOf({ lines }), left)
    if (left === 1) {
      await staff.retryOrder({ id })
      await shop.settled(id)
      assert.equal(neighbours.stock.get(skuOf({ lines })), 0)
    } else {
      assert.equal((await refusal(staff.retryOrder({ id, note: 'Try' }))).reason, 'not_repairable')
      assert.deepEqual(lastOf(await staff.getOrder({ id })), ['retried', 'staff', 'Try'])
      assert.equal((await staff.compensateOrder({ id, note: 'Sold out' })).status, 'cancelled')
      await shop.settled(id)
    }
  }
})

test('A completed order whose pieces still stand on the shelf, or whose returned ones never came back to it, is put right.', async () => {
  const bought = await shop.shipped()
  const sku = bought.skus[0] as string
  const returnId = await shop.approved(bought, [{ sku, quantity: 1 }])
  await staff.receiveReturn({ id: bought.id, returnId, lines: [{ sku, quantity: 1, restock: true }] })
  const reservation = neighbours.reservations.get(bought.id)
  assert.ok(reservation !== undefined)
  reservation.status = 'kept'
  neighbours.restocks.delete(returnId)
  await staff.retryOrder({ id: bought.id })
  await shop.settled(bought.id)
  assert.ok(neighbours.restocks.has(returnId))
})

test('Of a cancelled order, money found to be taken and stock found to be held go back, once.', async () => {
  const { id, lines } = await confirmed()
  await staff.cancelOrder({ id })
  const account = neighbours.accounts.get(id)
  const reservation = neighbours.reservations.get(id)
  assert.ok(account !== undefined && reservation !== undefined)
  Object.assign(account, { status: 'captured', captured: euros(1_490) })
  reservation.status = 'kept'
  neighbours.stock.set(skuOf({ lines }), 0)
  const mended = await staff.retryOrder({ id })
  assert.deepEqual([mended.status, mended.paymentStatus, mended.refunded], ['cancelled', 'refunded', euros(1_490)])
  assert.equal(neighbours.stock.get(skuOf({ lines })), 1)
  await staff.retryOrder({ id })
  await shop.settled(id)
  assert.equal(account.refunds.size, 1)
  assert.deepEqual(await shop.eventsOf(id), ['order.confirmed.v1', 'order.cancelled.v1', 'order.refunded.v1'])
})

test('An order declined for its payment is left to another try by a retry, and to none once it is undone.', async () => {
  const cart = neighbours.fill({ inStock: 1 })
  await refusal(shop.place(cart, { token: 'tok_declined' }))
  const id = await shop.orderIdOf(cart)
  assert.equal((await staff.retryOrder({ id })).status, 'declined')
  assert.equal(neighbours.reservations.get(id)?.status, 'held')
  const undone = await staff.compensateOrder({ id, note: 'Asked by telephone' })
  assert.deepEqual([undone.status, undone.paymentStatus], ['declined', 'voided'])
  assert.deepEqual(lastOf(undone), ['compensated', 'staff', 'Asked by telephone'])
  await shop.settled(id)
  const other = await shop.place(cart)
  assert.notEqual(other.id, id)
  await shop.settled(other.id)
})

test('An order that is still being placed is undone by hand: what is under way comes to nothing.', async () => {
  const cart = neighbours.fill({ inStock: 1 })
  neighbours.setProvider(false)
  const pending = await shop.place(cart, { token: 'tok_unreachable' })
  neighbours.setProvider(true)
  const { id } = pending
  const key = randomUUID()
  const undone = await staff.compensateOrder({ id, note: 'Fraud' }, { key })
  assert.deepEqual([undone.status, undone.paymentStatus], ['cancelled', 'voided'])
  assert.equal((await staff.compensateOrder({ id, note: 'Fraud' }, { key })).status, 'cancelled')
  await shop.settled(id)
  assert.deepEqual(await shop.eventsOf(id), ['order.cancelled.v1'])
})

test('What is being undone and waits is gone on with by hand.', async () => {
  const cart = neighbours.fill({ inStock: 1 })
  neighbours.setProvider(false)
  const { id } = await shop.place(cart, { token: 'tok_unreachable' })
  neighbours.setProvider(true)
  neighbours.disturb('release', 'away')
  await staff.cancelOrder({ id })
  assert.equal((await staff.compensateOrder({ id, note: 'Now' })).paymentStatus, 'voided')
  await shop.settled(id)
})

for (const operation of ['createShipment', 'ship'] as const)
  for (const way of ['undone', 'shipped again'] as const)
    test(`Where ${operation} refuses for good after the money was taken, the order stays, and is ${way} by hand.`, async () => {
      const { id, lines } = await confirmed()
      neighbours.disturb(operation, 'refused')
      assert.equal((await refusal(staff.shipOrder({ id }))).reason, 'not_shippable')
      const left = await shop.settled(id)
      assert.deepEqual([left.status, left.paymentStatus], ['confirmed', 'captured'])
      if (way === 'undone') {
        const key = randomUUID()
        const undone = await staff.compensateOrder({ id, note: 'Cannot be delivered' }, { key })
        assert.deepEqual(
          [undone.status, undone.paymentStatus, undone.fulfilmentStatus, undone.refunded],
          ['cancelled', 'refunded', 'cancelled', euros(1_490)],
        )
        assert.deepEqual(lastOf(undone), ['compensated', 'staff', 'Cannot be delivered'])
        assert.deepEqual(await staff.compensateOrder({ id, note: 'Cannot be delivered' }, { key }), undone)
        assert.equal(neighbours.stock.get(skuOf({ lines })), 1)
        assert.deepEqual(await shop.eventsOf(id), ['order.confirmed.v1', 'order.refunded.v1', 'order.cancelled.v1'])
      } else {
        await staff.retryOrder({ id })
        assert.equal((await staff.shipOrder({ id })).status, 'completed')
      }
      await shop.settled(id)
    })

test('What the stock’s books took for shipped goes back on the shelf once, with an order that never was.', async () => {
  const { id, lines } = await confirmed()
  const reservation = neighbours.reservations.get(id)
  assert.ok(reservation !== undefined)
  reservation.status = 'shipped'
  for (const note of ['First', 'Second']) assert.equal((await staff.compensateOrder({ id, note })).status, 'cancelled')
  assert.equal(neighbours.stock.get(skuOf({ lines })), 1)
})

test('What has been shipped is not undone; neither is anything by a customer.', async () => {
  const { id } = await shop.shipped()
  const refused = await refusal(staff.compensateOrder({ id, note: 'x' }))
  assert.deepEqual(
    [refused.reason, refused.details],
    ['not_compensable', { status: 'completed', fulfilmentStatus: 'shipped' }],
  )
  assert.equal((await refusal(guest.compensateOrder({ id, note: 'x' }))).reason, 'not_signed_in')
})

for (const operation of ['void', 'release'])
  for (const how of ['lost', 'away'] as const)
    test(`An undoing by hand whose ${operation} is ${how} goes on in seconds.`, async () => {
      const { id } = await confirmed()
      neighbours.disturb(operation, how)
      assert.equal((await staff.compensateOrder({ id, note: 'x' })).status, 'confirmed')
      await shop.later(2)
      assert.equal((await shop.settled(id)).status, 'cancelled')
    })

test('What the audit finds, and how it is settled, stands once each with the order, for staff alone.', async () => {
  const { id, accessToken } = await confirmed()
  const found = (orderId?: string): EventData<typeof audit, 'audit.exception-found.v1'> => ({
    ...{ exceptionId: randomUUID(), check: 'live_holds', message: 'A hold outlives its order' },
    ...(orderId === undefined ? {} : { orderId }),
  })
  const mine = found(id)
  for (const one of [mine, mine, found(), found(randomUUID())]) await shop.tell('audit.exception-found.v1', one)
  const settled = { ...mine, by: 'staff' as const, note: 'Counted again' }
  for (const one of [settled, settled]) await shop.tell('audit.exception-settled.v1', one)
  await staff.retryOrder({ id, note: 'Not for customers' })
  const { timeline } = await staff.getOrder({ id })
  assert.deepEqual(
    timeline.slice(-3).map(({ what, by, details }) => [what, by, details?.message, details?.note]),
    [
      ['exception_found', 'system', mine.message, undefined],
      ['exception_settled', 'staff', mine.message, 'Counted again'],
      ['retried', 'staff', undefined, 'Not for customers'],
    ],
  )
  const seen = await guest.getOrder({ id, accessToken: accessToken as string })
  assert.equal(seen.timeline.at(-1)?.what, 'confirmed')
  await staff.compensateOrder({ id, note: 'Not for customers either' })
  const after = await guest.getOrder({ id, accessToken: accessToken as string })
  assert.equal(after.timeline.at(-1)?.what, 'cancelled')
  assert.doesNotMatch(JSON.stringify(after), /Not for customers|outlives|Counted/)
})
