import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countedSince, secondsToWait, slotsOf } from './lookup-limit.ts'

const now = new Date('2026-01-01T10:00:00Z')

test('A count that is full begins anew an hour after its first failure.', () => {
  assert.equal(countedSince(now).toISOString(), '2026-01-01T09:00:00.000Z')
  assert.equal(secondsToWait('2026-01-01T09:15:00.000Z', now), 900)
  assert.equal(secondsToWait('2026-01-01T09:00:00.000Z', now), 1)
})

test('However many numbers and addresses are made up, they are counted in two million slots, never one in two.', () => {
  for (const number of [0, 100_001, 999_999_999_999_999]) {
    const [ofNumber, ofEmail] = slotsOf(number, `ada.${number}@example.org`) as [number, number]
    assert.ok(Number.isInteger(ofNumber) && ofNumber >= 0 && ofNumber < 1_000_000)
    assert.ok(Number.isInteger(ofEmail) && ofEmail >= 1_000_000 && ofEmail < 2_000_000)
  }
  assert.deepEqual(slotsOf(1, 'Ada@Example.org'), slotsOf(1, 'ada@example.org'))
})
