import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Cart } from '@souk/contracts/cart.ts'
import {
  assertTransition,
  demandOf,
  formatNumber,
  parseNumber,
  refundable,
  type States,
  totalsOf,
  whyNotAtThisPrice,
  whyNotCancellable,
  whyNotOrderable,
  whyNotRefundable,
  whyNotShippable,
} from './order.ts'

const euros = (amount: number) => ({ amount, currency: 'EUR' })
const fresh: States = { status: 'pending', paymentStatus: 'pending', fulfilmentStatus: 'unfulfilled' }
const facts = {
  ...fresh,
  status: 'confirmed',
  paymentStatus: 'captured',
  total: euros(1_000),
  refunded: euros(0),
} as const

test('An order goes only ways that the tables show.', () => {
  assertTransition(fresh, { ...fresh, status: 'confirmed', paymentStatus: 'authorized' })
  assertTransition({ ...fresh, status: 'declined', paymentStatus: 'declined' }, fresh)
  assertTransition(fresh, fresh)
  assert.throws(
    () => assertTransition(fresh, { ...fresh, status: 'completed' }),
    /never goes from pending to completed/,
  )
  assert.throws(() => assertTransition({ ...fresh, status: 'cancelled' }, fresh), /from cancelled to pending/)
  assert.throws(() => assertTransition({ ...fresh, paymentStatus: 'voided' }, fresh), /payment never goes/)
  assert.throws(() => assertTransition({ ...fresh, fulfilmentStatus: 'shipped' }, fresh), /fulfilment never goes/)
})

test('The total is goods and delivery, and contains its tax, rounded once.', () => {
  assert.deepEqual(totalsOf(euros(1_000), euros(200), 20), {
    subtotal: euros(1_000),
    total: euros(1_200),
    taxIncluded: euros(200),
  })
  assert.equal(totalsOf(euros(1_999), euros(0), 19).taxIncluded.amount, 319)
  assert.equal(totalsOf(euros(1_999), euros(0), 0).taxIncluded.amount, 0)
  assert.throws(() => totalsOf(euros(1), { amount: 1, currency: 'USD' }, 20), /cannot add/)
})

test('The same pieces are the same demand in any order of lines.', () => {
  const [a, b] = [
    { sku: 'A', quantity: 1 },
    { sku: 'B', quantity: 2 },
  ] as const
  assert.equal(demandOf([a, b]), demandOf([b, a]))
  assert.notEqual(demandOf([a, b]), demandOf([a, { ...b, quantity: 3 }]))
})

test('What is left of a confirmed order’s money can be refunded, and no more.', () => {
  assert.deepEqual(refundable({ ...facts, refunded: euros(300) }), euros(700))
  assert.deepEqual(refundable({ ...facts, paymentStatus: 'authorized' }), euros(1_000))
  assert.deepEqual(refundable({ ...facts, status: 'cancelled' }), euros(0))
  assert.equal(whyNotRefundable(facts, euros(1_000)), undefined)
  assert.equal(whyNotRefundable(facts, euros(1_001))?.reason, 'exceeds_refundable')
  assert.equal(whyNotRefundable({ ...facts, paymentStatus: 'refunded' }, undefined)?.reason, 'not_refundable')
})

test('Only what is paid and still in the house is shipped; only what is not shipped is cancelled.', () => {
  assert.equal(whyNotShippable(facts), undefined)
  assert.equal(whyNotShippable({ ...facts, paymentStatus: 'partially_refunded' }), undefined)
  assert.equal(whyNotShippable({ ...facts, paymentStatus: 'refunded' })?.reason, 'not_shippable')
  assert.equal(whyNotShippable({ ...facts, status: 'pending' })?.reason, 'not_shippable')
  assert.equal(whyNotCancellable(facts), undefined)
  assert.equal(whyNotCancellable({ ...facts, ...fresh }), undefined)
  assert.equal(
    whyNotCancellable({ ...facts, status: 'completed', fulfilmentStatus: 'shipped' })?.reason,
    'not_cancellable',
  )
  assert.equal(whyNotCancellable({ ...facts, status: 'declined' })?.reason, 'not_cancellable')
})

const line = { sku: 'A', quantity: 1, unitPrice: euros(1_000), problems: [] as { reason: string }[] }
const cartWith = (...problems: string[]) =>
  ({ status: 'open', lines: [{ ...line, problems: problems.map((reason) => ({ reason })) }] }) as unknown as Cart

test('A cart is ordered while it is open and all of it is sold; whether there is stock is not for us to say.', () => {
  assert.equal(whyNotOrderable(cartWith('out_of_stock', 'only_n_left')), undefined)
  assert.equal(whyNotOrderable(cartWith('no_longer_sold'))?.reason, 'line_not_sold')
  assert.equal(whyNotOrderable({ ...cartWith(), lines: [] })?.reason, 'cart_empty')
  assert.equal(whyNotOrderable({ ...cartWith(), status: 'ordered' })?.reason, 'cart_already_ordered')
})

test('A changed price is charged only where the shopper expects the new total.', () => {
  assert.equal(whyNotAtThisPrice(cartWith(), euros(1_000), undefined), undefined)
  assert.equal(whyNotAtThisPrice(cartWith('price_changed'), euros(1_000), undefined)?.reason, 'price_changed')
  assert.equal(whyNotAtThisPrice(cartWith('price_changed'), euros(1_000), euros(1_000)), undefined)
  assert.equal(whyNotAtThisPrice(cartWith(), euros(1_000), euros(999))?.reason, 'price_changed')
})

test('Numbers are read as people type them.', () => {
  assert.equal(formatNumber(100_042), 'S-100042')
  for (const typed of ['S-100042', 's100042', ' 100042 ']) assert.equal(parseNumber(typed), 100_042)
  for (const typed of ['ada@example.org', '', 'S-', '1'.repeat(16)]) assert.equal(parseNumber(typed), undefined)
})
