import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cartFrom, type LineRow } from './cart.ts'

const eur = (amount: number) => ({ amount, currency: 'EUR' })

function problemsWith(more: Partial<LineRow>) {
  const line: LineRow = {
    ...{ sku: 'A', quantity: 3, productSlug: 'a', name: 'A', options: {}, image: null, weight: 1 },
    ...{ price: 1000, currency: 'EUR', sold: true, seen: eur(1000), availability: 'in_stock', available: 9 },
    ...more,
  }
  const totals = { subtotal: 0, weight: 0, itemCount: 0 }
  const { lines } = cartFrom({ id: '', status: 'open', version: 1, currency: 'EUR', lines: [line], ...totals })
  return lines[0]?.problems.map(({ message: _, ...problem }) => problem)
}

test('A line that can be bought as it was seen has no problem, even before anything is known of its stock.', () => {
  assert.deepEqual(problemsWith({}), [])
  assert.deepEqual(problemsWith({ availability: null, available: null }), [])
})

test('A line tells that its price changed, whichever way, with the price before.', () => {
  for (const price of [900, 1100])
    assert.deepEqual(problemsWith({ price }), [{ reason: 'price_changed', priceBefore: eur(1000) }])
})

test('What is left is told only when it is too little, and never from a count that may be old.', () => {
  assert.deepEqual(problemsWith({ availability: 'low', available: 2 }), [{ reason: 'only_n_left', available: 2 }])
  assert.deepEqual(problemsWith({ availability: 'low', available: 3 }), [])
  assert.deepEqual(problemsWith({ availability: 'in_stock', available: 2 }), [])
  assert.deepEqual(problemsWith({ availability: 'out', available: 0 }), [{ reason: 'out_of_stock' }])
})

test('A line can have a changed price and too little stock; of one no longer sold nothing else matters.', () => {
  const changed = { price: 1200, availability: 'low', available: 1 } as const
  assert.deepEqual(
    problemsWith(changed)?.map(({ reason }) => reason),
    ['price_changed', 'only_n_left'],
  )
  assert.deepEqual(problemsWith({ ...changed, sold: false }), [{ reason: 'no_longer_sold' }])
})
