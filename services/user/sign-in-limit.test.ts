import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countedSince, secondsToWait } from './sign-in-limit.ts'

const now = new Date('2026-01-01T10:00:00Z')
const failures = (count: number) => Array.from({ length: count }, (_, index) => now.getTime() - 600_000 + index * 1_000)

test('The tenth failure within a quarter of an hour closes the door until the first of the ten is that old.', () => {
  assert.equal(secondsToWait(failures(9), now), 0)
  assert.equal(secondsToWait(failures(10), now), 300)
  assert.equal(secondsToWait(failures(12), now), 302)
})

test('Older failures count no longer.', () => {
  assert.equal(countedSince(now).toISOString(), '2026-01-01T09:45:00.000Z')
})
