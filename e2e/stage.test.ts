import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAway } from '@souk/platform/database/pool.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { createStage } from './stage.ts'

const call = { service: 'order', kind: 'call', name: 'payment.authorize' } as const
const commit = { service: 'order', kind: 'commit', name: 'orders sagas timeline' } as const

function counted() {
  const count = { value: 0, work: async () => ++count.value }
  return count
}

test('A call that is held goes on when it is let go, and a rival at another point meanwhile.', async () => {
  const stage = createStage()
  const count = counted()
  const held = stage.hold('order → payment.authorize', 'before it arrives')
  const under = stage.around(call, count.work)
  await held.reached()
  assert.equal(count.value, 0)
  assert.equal(await stage.around(commit, count.work), 1)
  held.letGo()
  assert.equal(await under, 2)
})

test('What is held after it took effect has done its work, and only its answer is missing.', async () => {
  const stage = createStage()
  const count = counted()
  const held = stage.hold('order commits sagas', 'after it took effect')
  const under = stage.around(commit, count.work)
  await held.reached()
  assert.equal(count.value, 1)
  stage.clear()
  assert.equal(await under, 1)
})

test('Once each: a call is kept from arriving, loses its answer, or arrives twice; the next one is as ever.', async () => {
  const stage = createStage()
  const count = counted()
  const lost = (error: unknown) => hasReason(error, 'unavailable')
  stage.drop('order → payment.*')
  await assert.rejects(stage.around(call, count.work), lost)
  assert.equal(count.value, 0)
  stage.loseAnswer('* → payment.authorize')
  await assert.rejects(stage.around(call, count.work), lost)
  assert.equal(count.value, 1)
  stage.double('order → payment.authorize')
  assert.equal(await stage.around(call, count.work), 3)
  assert.equal(await stage.around(call, count.work), 4)
})

test('While a point is out of reach nothing arrives there, and afterwards everything.', async () => {
  const stage = createStage()
  const count = counted()
  await stage.without(['* → payment.*'], async () => {
    for (let turn = 0; turn < 3; turn++) await assert.rejects(stage.around(call, count.work))
  })
  assert.equal(await stage.around(call, count.work), 1)
  await stage.without(['order commits *'], () => assert.rejects(stage.around(commit, count.work), isAway))
})

test('A point to which nobody came, and one that cannot be, are told.', () => {
  const stage = createStage()
  stage.drop('order → payment.capture')
  assert.throws(() => stage.clear(), /payment.capture/)
  stage.clear()
  assert.throws(() => stage.drop('payment'), /is no point/)
})
