import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasReason } from '@souk/platform/errors.ts'
import { oneAtATime } from './one-at-a-time.ts'

test('Work under one name never overlaps, also after a failure; work under another name does not wait.', async () => {
  const inTurn = oneAtATime(10)
  const told: string[] = []
  const work = (name: string) => async () => {
    told.push(`${name} begins`)
    await new Promise((resolve) => setTimeout(resolve, 5))
    told.push(`${name} ends`)
    if (name === 'first') throw new Error('failed')
  }
  await Promise.allSettled([inTurn('a', work('first')), inTurn('a', work('second')), inTurn('b', work('other'))])
  assert.deepEqual(
    told.filter((line) => !line.startsWith('other')),
    ['first begins', 'first ends', 'second begins', 'second ends'],
  )
  assert.ok(told.indexOf('other begins') < told.indexOf('second begins'))
})

test('Who comes when too many wait is told so.', async () => {
  const inTurn = oneAtATime(1)
  const first = inTurn('a', async () => 1)
  await assert.rejects(
    inTurn('a', async () => 2),
    (error) => hasReason(error, 'too_many_requests'),
  )
  assert.equal(await first, 1)
  assert.equal(await inTurn('a', async () => 3), 3)
})
