import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { type House, openHouse } from './house.ts'
import { type Journey, journeys } from './journeys.ts'
import { explore, makeWith, mishaps, nameOf } from './walk.ts'

/** Most of a journey is waiting for news, so several houses are walked through side by side. */
const houses = 3
const timeout = 480_000

suite('A walk through every boundary', { concurrency: houses, timeout }, () => {
  for (let one = 0; one < houses; one++)
    suite(`in house ${one + 1}`, { concurrency: 1, timeout }, () => {
      let house: House
      before(async () => {
        house = await openHouse()
      })
      after(() => house.close())
      for (const journey of journeys.filter((_, index) => index % houses === one)) walk(() => house, journey)
    })
})

function walk(houseOf: () => House, journey: Journey) {
  test(`Whatever happens at any boundary of ${journey.name}, it ends as if nothing had happened.`, async (t) => {
    const house = houseOf()
    const steps = await explore(house, journey)
    assert.ok(steps.length > 0)
    let [cases, met] = [0, 0]
    for (const step of steps) {
      for (const mishap of mishaps[step.kind]) {
        cases += 1
        const isMet = await makeWith(house, journey, step, mishap).catch((error) => {
          throw new Error(`${journey.name}: ${mishap} at ${nameOf(step)}: ${error.message}`, { cause: error })
        })
        if (isMet) met += 1
      }
    }
    t.diagnostic(`${steps.length} boundaries, ${cases} mishaps, ${met} of them met: ${steps.map(nameOf).join(', ')}`)
  })
}
