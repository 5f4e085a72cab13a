import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bandOf, rangesOf } from './price-bands.ts'

function ranges(...products: number[][]) {
  const bits = products.map((prices) => prices.reduce((all, price) => all | bandOf(price), 0))
  return rangesOf(bits).map(({ from, to, count }) => [from, to, count])
}

test('A product counts once in each range in which it has a price.', () => {
  assert.deepEqual(ranges([1500], [1999], [1500, 4900]), [
    [1000, 1999, 3],
    [2000, 4999, 1],
  ])
})

test('Ranges include both of their ends, and the highest is open.', () => {
  assert.deepEqual(ranges([0]), [[0, 99, 1]])
  assert.deepEqual(ranges([99_999_999_999]), [[500_000_000, undefined, 1]])
  assert.deepEqual(ranges([999], [1000]), [
    [500, 999, 1],
    [1000, 1999, 1],
  ])
})

test('There are never more than five ranges, and none is empty.', () => {
  const spread = Array.from({ length: 200 }, (_, index) => [Math.round(100 * 1.08 ** index)])
  const found = ranges(...spread)
  assert.ok(found.length <= 5)
  assert.equal(
    found.reduce((sum, [, , count]) => sum + (count ?? 0), 0),
    200,
  )
  assert.deepEqual(ranges([100], [9_000_000]).length, 2)
  assert.deepEqual(rangesOf([]), [])
})
