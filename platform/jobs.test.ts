import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { runJob } from './jobs.ts'
import { createLog } from './log.ts'
import { untraced } from './tracing.ts'

const log = createLog('silent')

/** A job whose turns take from a pile of work. */
function piled(options: { work?: number; every?: number; take?: () => Promise<void> | void } = {}) {
  const state = { work: options.work ?? 0, turns: 0, atOnce: 0, mostAtOnce: 0 }
  const job = runJob(
    {
      name: 'pile',
      every: options.every ?? 3_600,
      async run() {
        state.turns += 1
        state.atOnce += 1
        state.mostAtOnce = Math.max(state.mostAtOnce, state.atOnce)
        try {
          await options.take?.()
          await sleep(1)
          if (state.work === 0) return 0
          state.work -= 1
          return 1
        } finally {
          state.atOnce -= 1
        }
      },
    },
    () => ({}),
    log,
    untraced.of('piled'),
  )
  return { state, job }
}

async function until(is: () => boolean) {
  for (let turn = 0; turn < 400; turn++) {
    if (is()) return
    await sleep(5)
  }
  assert.fail('it did not come to that within 2 s')
}

test('A job runs at start, again at once while it finds work, and then rests.', async () => {
  const { state, job } = piled({ work: 3 })
  await until(() => state.turns === 4)
  await sleep(30)
  assert.deepEqual([state.work, state.turns], [0, 4])
  await job.stop()
})

test('A job comes back when its time has come.', async () => {
  const { state, job } = piled({ every: 0.02 })
  await until(() => state.turns >= 4)
  await job.stop()
})

test('A resting job can be woken.', async () => {
  const { state, job } = piled()
  await until(() => state.turns === 1)
  await sleep(10)
  state.work = 2
  job.wake()
  await until(() => state.turns === 4)
  assert.equal(state.work, 0)
  await job.stop()
})

test('A job that is woken while it looks and finds nothing looks again.', async () => {
  let look = () => {}
  const looking = new Promise<void>((resolve) => {
    look = resolve
  })
  const { state, job } = piled({ take: () => (state.turns === 1 ? looking : undefined) })
  await until(() => state.turns === 1)
  job.wake()
  look()
  await until(() => state.turns === 2)
  await sleep(20)
  assert.equal(state.turns, 2)
  await job.stop()
})

test('A job that fails runs again at its next turn, and when it is woken.', async () => {
  const fail = () => {
    throw new Error('a fault')
  }
  const often = piled({ every: 0.01, take: fail })
  await until(() => often.state.turns >= 3)
  await often.job.stop()
  const seldom = piled({ take: () => (seldom.state.turns === 1 ? fail() : undefined) })
  await until(() => seldom.state.turns === 1)
  await sleep(10)
  seldom.job.wake()
  await until(() => seldom.state.turns === 2)
  await seldom.job.stop()
})

test('Run at request, a job does all its work and tells how much, or fails with its fault.', async () => {
  const { state, job } = piled()
  await until(() => state.turns === 1)
  await sleep(10)
  state.work = 5
  assert.equal(await job.runNow(), 5)
  assert.equal(await job.runNow(), 0)
  await job.stop()
  const broken = piled({ take: () => Promise.reject(new Error('a fault')) })
  await assert.rejects(broken.job.runNow(), /a fault/)
  await broken.job.stop()
})

test('Turns never overlap, whoever asks for them.', async () => {
  const { state, job } = piled({ work: 20, every: 0.002 })
  await Promise.all(Array.from({ length: 5 }, () => job.runNow()))
  for (let turn = 0; turn < 5; turn++) job.wake()
  await job.stop()
  assert.deepEqual([state.work, state.mostAtOnce], [0, 1])
})

test('Stopping waits for the turn under way, and there is no other.', async () => {
  let ended = false
  const { state, job } = piled({
    work: 5,
    take: async () => {
      await sleep(30)
      ended = true
    },
  })
  await until(() => state.turns === 1)
  await job.stop()
  assert.ok(ended)
  job.wake()
  await sleep(20)
  assert.equal(state.turns, 1)
})
