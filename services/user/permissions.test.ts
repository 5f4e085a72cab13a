import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalPermissions, objectionTo } from './permissions.ts'

test('Every permission stands for all others, and none is kept twice.', () => {
  assert.deepEqual(normalPermissions(['orders', 'stock', 'orders']), ['orders', 'stock'])
  assert.deepEqual(normalPermissions(['orders', '*']), ['*'])
})

test('Who may not change staff (any more) changes nothing, not even to nothing.', () => {
  assert.match(objectionTo({ by: ['orders'], before: [], after: [], othersWithAll: 1 }) ?? '', /no longer/)
})

test('Nobody gives or takes what they do not hold.', () => {
  const change = { before: [], othersWithAll: 1 }
  assert.equal(objectionTo({ ...change, by: ['*'], after: ['*'] }), undefined)
  assert.equal(objectionTo({ ...change, by: ['staff', 'orders'], after: ['orders'] }), undefined)
  assert.match(objectionTo({ ...change, by: ['staff', 'orders'], after: ['orders', 'stock'] }) ?? '', /stock/)
  assert.match(objectionTo({ ...change, by: ['staff'], after: ['*'] }) ?? '', /\*/)
  assert.match(objectionTo({ ...change, by: ['staff'], before: ['*'], after: [] }) ?? '', /\*/)
})

test('Somebody always holds every permission.', () => {
  const change = { by: ['*'], before: ['*'], after: ['orders'] } satisfies Partial<Parameters<typeof objectionTo>[0]>
  assert.match(objectionTo({ ...change, othersWithAll: 0 }) ?? '', /last/)
  assert.equal(objectionTo({ ...change, othersWithAll: 1 }), undefined)
})
