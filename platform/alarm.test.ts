import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { alarm } from './alarm.ts'

/** Milliseconds from being set to ringing. */
function lasting(milliseconds: number) {
  const began = performance.now()
  return new Promise<number>((told) => {
    alarm(milliseconds, () => told(performance.now() - began))
  })
}

function workFor(milliseconds: number) {
  for (const end = performance.now() + milliseconds; performance.now() < end; );
}

test('An alarm never rings early, at whatever point of a millisecond it was set.', async () => {
  const alarms: Promise<number>[] = []
  for (let turn = 0; turn < 100; turn++) {
    alarms.push(lasting(5))
    workFor(0.07)
    if (turn % 10 === 0) await sleep(1)
  }
  const shortest = Math.min(...(await Promise.all(alarms)))
  assert.ok(shortest >= 5, `${shortest} ms`)
})

test('An alarm that is called off does not ring.', async () => {
  let rings = 0
  const callOffs = Array.from({ length: 20 }, () => {
    workFor(0.07)
    return alarm(5, () => {
      rings += 1
    })
  })
  for (const callOff of callOffs) callOff()
  await sleep(20)
  assert.equal(rings, 0)
})
