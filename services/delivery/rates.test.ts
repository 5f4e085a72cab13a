import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Zone } from '@souk/contracts/delivery.ts'
import { methodOf, optionsFor, type Parcel } from './rates.ts'

const monday = new Date('2026-01-05T10:00:00Z')
const eur = (amount: number) => ({ amount, currency: 'EUR' })
const standard = {
  id: 'standard',
  name: 'Standard delivery',
  carrier: 'DHL',
  days: { from: 1, to: 3 },
  freeFrom: eur(6_000),
  rates: [
    { upToWeight: 10_000, price: eur(890) },
    { upToWeight: 2_000, price: eur(490) },
  ],
}
const pickup = { ...standard, id: 'pickup', carrier: 'DPD', rates: [{ upToWeight: 2_000, price: eur(390) }] }
const zones: Zone[] = [
  { id: 'home', name: 'Home', countries: ['AT', 'DE'], methods: [standard, pickup] },
  { id: 'abroad', name: 'Abroad', countries: ['FR'], methods: [{ ...pickup, carrier: 'La Poste' }] },
]

function prices(parcel: Partial<Parcel>) {
  const options = optionsFor(zones, { country: 'DE', weight: 500, subtotal: eur(2_000), ...parcel }, monday)
  return Object.fromEntries(options.map(({ id, price }) => [id, price.amount]))
}

test('A parcel costs the first step that its weight fits in, the limit included.', () => {
  assert.deepEqual(prices({ weight: 0 }), { 'home-standard': 490, 'home-pickup': 390 })
  assert.deepEqual(prices({ weight: 2_000 }), { 'home-standard': 490, 'home-pickup': 390 })
  assert.deepEqual(prices({ weight: 2_001 }), { 'home-standard': 890 })
})

test('A method is not offered for a parcel heavier than its last step.', () => {
  assert.deepEqual(prices({ weight: 10_000 }), { 'home-standard': 890 })
  assert.deepEqual(prices({ weight: 10_001 }), {})
})

test('Delivery is free from the amount that the method names, but not for what it does not carry.', () => {
  assert.deepEqual(prices({ subtotal: eur(5_999) }), { 'home-standard': 490, 'home-pickup': 390 })
  assert.deepEqual(prices({ subtotal: eur(6_000) }), { 'home-standard': 0, 'home-pickup': 0 })
  assert.deepEqual(prices({ subtotal: eur(6_000), weight: 10_001 }), {})
})

test('A country of no zone has no options, and each country those of its own zone.', () => {
  assert.deepEqual(prices({ country: 'AQ' }), {})
  assert.deepEqual(prices({ country: 'FR' }), { 'abroad-pickup': 390 })
})

test('A cart in another currency than the rates is offered nothing: prices are never mixed.', () => {
  assert.deepEqual(prices({ subtotal: { amount: 10_000, currency: 'USD' } }), {})
})

test('An option leads back to its method, also after its country went to another zone.', () => {
  assert.equal(methodOf(zones, 'home-pickup', 'DE')?.carrier, 'DPD')
  assert.equal(methodOf(zones, 'home-pickup', 'FR')?.carrier, 'DPD')
  assert.equal(methodOf(zones, 'home-drone', 'DE'), undefined)
})
