import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasReason } from '@souk/platform/errors.ts'
import { inTurn, once, openWorkshop } from './workshop.ts'

/** Work that ends when it is told to. */
function piece() {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  return { work: () => promise, end: () => resolve('done'), fail: () => reject(new Error('spoilt')) }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('Two pieces are worked on at once, the others in turn; who goes next goes before all who wait.', async () => {
  const workshop = openWorkshop()
  const began: string[] = []
  const pieces = new Map<string, ReturnType<typeof piece>>()
  const begin = (name: string, place: 'next' | 'last') => {
    const made = piece()
    pieces.set(name, made)
    return inTurn(workshop, place, () => {
      began.push(name)
      return made.work()
    })
  }
  const all = [begin('one', 'last'), begin('two', 'last'), begin('three', 'last'), begin('four', 'next')]
  await settled()
  assert.deepEqual(began, ['one', 'two'])
  pieces.get('two')?.fail()
  await assert.rejects(all[1] as Promise<string>, /spoilt/)
  assert.deepEqual(began, ['one', 'two', 'four'], 'a piece that fails makes room too')
  for (const { end } of pieces.values()) end()
  await Promise.allSettled(all)
  assert.deepEqual(began, ['one', 'two', 'four', 'three'])
  assert.equal(workshop.working, 0)
})

test('What several ask for at once is made once; after a failure it is tried again.', async () => {
  const workshop = openWorkshop()
  let times = 0
  const work = async () => {
    times += 1
    if (times === 1) throw new Error('spoilt')
    return 'done'
  }
  const first = await Promise.allSettled([once(workshop, 'a', work), once(workshop, 'a', work)])
  assert.deepEqual(
    first.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  assert.deepEqual(await Promise.all([once(workshop, 'a', work), once(workshop, 'a', work)]), ['done', 'done'])
  assert.equal(times, 2)
})

test('Where too many wait, the next one is turned away.', async () => {
  const workshop = openWorkshop()
  const made = piece()
  const all = Array.from({ length: 502 }, () => inTurn(workshop, 'last', made.work))
  await assert.rejects(inTurn(workshop, 'last', made.work), (error) => hasReason(error, 'unavailable'))
  made.end()
  assert.equal((await Promise.all(all)).length, 502)
})
