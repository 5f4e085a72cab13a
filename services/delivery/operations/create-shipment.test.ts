import assert from 'node:assert/strict'
import crypto, { randomUUID } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { after, before, test } from 'node:test'
import { cart } from '@souk/contracts/cart.ts'
import { delivery, type Zone } from '@souk/contracts/delivery.ts'
import type { Client } from '@souk/platform/client.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asCustomer, asService, asStaff, fake, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import service from '../service.ts'
import { isTrackingNumber, trackingNumber } from '../tracking.ts'

let shop: TestShop
let order: Client<typeof delivery>
let staff: Client<typeof delivery>

before(async () => {
  shop = await startTestShop({ services: [service, fake(cart)] })
  order = shop.client(delivery, asService('order'))
  staff = shop.client(delivery, asStaff('delivery', 'orders'))
})
after(() => shop.close())

const address = { name: 'Ada Lovelace', line1: 'Unter den Linden 1', city: 'Berlin', postcode: '10117', country: 'DE' }
const eur = (amount: number) => ({ amount, currency: 'EUR' })

function parcel(more: object = {}) {
  return { id: randomUUID(), orderId: randomUUID(), optionId: 'home-pickup', address, ...more }
}

function zone(id: string, countries: string[], more: Partial<Zone> = {}): Zone {
  const rates = [{ upToWeight: 5_000, price: eur(700) }]
  return {
    id,
    name: id,
    countries,
    methods: [{ id: 'van', name: 'Van', carrier: 'Us', days: { from: 1, to: 2 }, rates }],
    ...more,
  }
}

test('A parcel goes with the method’s carrier under a tracking number of ours, and followers hear of it.', async () => {
  const wanted = parcel()
  const shipment = await order.createShipment(wanted)
  assert.equal(shipment.carrier, 'DPD')
  assert.ok(isTrackingNumber(shipment.trackingNumber))
  assert.deepEqual(shipment.address, address)
  const { items } = await staff.listShipments({ orderId: wanted.orderId })
  assert.deepEqual(items, [shipment])
  const told = await shop.published(delivery, 'delivery.shipment-created.v1')
  assert.deepEqual(
    told.filter(({ orderId }) => orderId === wanted.orderId),
    [{ shipmentId: wanted.id, orderId: wanted.orderId, carrier: 'DPD', trackingNumber: shipment.trackingNumber }],
  )
})

test('A shipment that is created again, also at the same instant, stays the same parcel, told once.', async () => {
  const wanted = parcel()
  const answers = await Promise.all(Array.from({ length: 8 }, () => order.createShipment(wanted)))
  assert.equal(new Set(answers.map(({ trackingNumber }) => trackingNumber)).size, 1)
  assert.deepEqual(await order.createShipment({ ...wanted, carrier: 'Another', trackingNumber: 'X1' }), answers[0])
  const told = await shop.published(delivery, 'delivery.shipment-created.v1')
  assert.equal(told.filter(({ orderId }) => orderId === wanted.orderId).length, 1)
  await assert.rejects(order.createShipment({ ...wanted, orderId: randomUUID() }), (error) =>
    hasReason(error, 'key_reused'),
  )
})

test('The carrier and the number that staff name are taken, on two parcels too.', async () => {
  const named = { carrier: 'Bike courier', trackingNumber: 'BIKE 7' }
  for (const wanted of [parcel(named), parcel(named)]) {
    const { carrier, trackingNumber } = await order.createShipment(wanted)
    assert.deepEqual({ carrier, trackingNumber }, named)
  }
})

test('A parcel leaves although its method was removed since it was bought.', async () => {
  assert.equal((await order.createShipment(parcel({ optionId: 'gone-for-good' }))).carrier, 'Parcel service')
})

test('A number that chance gives twice is made anew.', async (context) => {
  const first = await order.createShipment(parcel())
  const numbers = [Number(first.trackingNumber.slice(2, 12)), 4_711]
  context.mock.method(crypto, 'randomInt', () => numbers.shift())
  syncBuiltinESMExports()
  context.after(() => {
    context.mock.restoreAll()
    syncBuiltinESMExports()
  })
  assert.equal((await order.createShipment(parcel())).trackingNumber, trackingNumber(4_711))
})

test('A zone that staff change counts at once, with its steps in order and each country once.', async () => {
  const light = { upToWeight: 1_000, price: eur(100) }
  const heavy = { upToWeight: 9_000, price: eur(900) }
  const [method] = zone('x', ['AQ']).methods
  assert.ok(method)
  const made = await staff.setZone(zone('ice', ['GL', 'AQ', 'GL'], { methods: [{ ...method, rates: [heavy, light] }] }))
  assert.deepEqual(
    [made.countries, made.methods[0]?.rates],
    [
      ['AQ', 'GL'],
      [light, heavy],
    ],
  )
  const { items } = await staff.listZones({})
  assert.deepEqual(items.at(-1), made)
  assert.deepEqual(
    items.map(({ id, countries }) => [id, countries.length]),
    [
      ['home', 2],
      ['eu', 25],
      ['europe', 22],
      ['world', 30],
      ['ice', 2],
    ],
  )
  const quote = { optionId: 'ice-van', country: 'AQ', postcode: '1000', weight: 1, subtotal: eur(1) }
  assert.equal((await order.quote(quote)).price.amount, 100)
  await staff.setZone(zone('ice', ['GL']))
  await assert.rejects(order.quote(quote), (error) => hasReason(error, 'delivery_unavailable'))
})

test('A country belongs to one zone, whoever claims it at the same instant.', async () => {
  await assert.rejects(staff.setZone(zone('alps', ['CH', 'AT', 'LI', 'BQ'])), (error) => {
    assert.ok(hasReason(error, 'country_in_other_zone'))
    assert.deepEqual(error.details, { countries: ['AT', 'CH', 'LI'] })
    return true
  })
  const names = Array.from({ length: 6 }, (_, index) => `rival-${index}`)
  const outcomes = await Promise.allSettled(
    names.map((name, index) => staff.setZone(zone(name, index % 2 ? ['BQ', 'AW'] : ['AW', 'BQ']))),
  )
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') assert.ok(hasReason(outcome.reason, 'country_in_other_zone'))
  const holders = (await staff.listZones({})).items.filter(({ countries }) => countries.includes('AW'))
  assert.equal(holders.length, 1)
})

test('A zone whose rates make no sense is refused, each fault by its path.', async () => {
  const [method] = zone('x', ['AQ']).methods
  assert.ok(method)
  const twice = [...method.rates, { upToWeight: 5_000, price: { amount: -1, currency: 'USD' } }]
  const methods = [method, { ...method, days: { from: 3, to: 1 }, rates: twice }, { ...method, id: 'v'.repeat(40) }]
  await assert.rejects(staff.setZone(zone('z'.repeat(30), ['TO'], { methods })), (error) => {
    assert.ok(hasReason(error, 'invalid_input'))
    assert.deepEqual(
      error.errors?.map(({ path }) => path),
      ['/methods/1/id', '/methods/1/days', '/methods/1/rates', '/methods/1/rates', '/methods/1/rates', '/methods/2/id'],
    )
    return true
  })
})

test('Zones and parcels are for staff, parcels are made by services alone.', async () => {
  const shopper = shop.client(delivery, asCustomer())
  await assert.rejects(shopper.listZones({}), (error) => hasReason(error, 'not_allowed'))
  await assert.rejects(shopper.listShipments({ orderId: randomUUID() }), (error) => hasReason(error, 'not_allowed'))
  await assert.rejects(staff.createShipment(parcel()), (error) => hasReason(error, 'not_allowed'))
  await assert.rejects(shop.client(delivery, asStaff('orders')).setZone(zone('mine', ['TO'])), (error) =>
    hasReason(error, 'not_allowed'),
  )
})
