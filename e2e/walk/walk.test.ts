import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import { processEnvironment } from '@souk/platform/config.ts'
import { type House, openHouse } from './house.ts'
import { type Journey, journeys } from './journeys.ts'
import { explore, type Mishap, makeWith, mishaps, nameOf, type Step } from './walk.ts'

/** Most of a journey is waiting for news, so several houses are walked through side by side. */
const houses = 3
const timeout = 480_000
/**
 * Several journeys lead through the same boundary: each mishap there is made on one of them, or with SOUK_WALK=whole on all,
 * which takes five times as long.
 */
const isWhole = processEnvironment().SOUK_WALK === 'whole'

type Case = { step: Step; mishap: Mishap }
const explored = Promise.withResolvers<ReadonlyMap<Journey, readonly Case[]>>()

suite('A walk through every boundary', { concurrency: houses, timeout }, () => {
  for (let one = 0; one < houses; one++)
    suite(`in house ${one + 1}`, { concurrency: 1, timeout }, () => {
      let house: House
      before(async () => {
        house = await openHouse()
        if (one === 0) exploreAll(house).then(explored.resolve, explored.reject)
        await explored.promise
      })
      after(() => house.close())
      for (const journey of journeys.filter((_, index) => index % houses === one)) walk(() => house, journey)
    })
})

function walk(houseOf: () => House, journey: Journey) {
  test(`Whatever happens at any boundary of ${journey.name}, it ends as if nothing had happened.`, async (t) => {
    const house = houseOf()
    const cases = (await explored.promise).get(journey) ?? []
    let met = 0
    for (const { step, mishap } of cases) {
      const isMet = await makeWith(house, journey, step, mishap).catch((error) => {
        throw new Error(`${journey.name}: ${mishap} at ${nameOf(step)}: ${error.message}`, { cause: error })
      })
      if (isMet) met += 1
    }
    const names = new Set(cases.map(({ step }) => nameOf(step)))
    t.diagnostic(`${names.size} boundaries, ${cases.length} mishaps, ${met} of them met: ${[...names].join(', ')}`)
  })
}

/** @returns what is to be made on each journey: every mishap at every boundary on one of those that lead there, or on all */
async function exploreAll(house: House) {
  const cases = new Map<Journey, Case[]>(journeys.map((journey) => [journey, []]))
  const leading = new Map<string, (Case & { journey: Journey })[]>()
  for (const journey of journeys) {
    const steps = await explore(house, journey)
    assert.ok(steps.length > 0, journey.name)
    for (const step of steps)
      for (const mishap of mishaps[step.kind]) {
        const name = `${mishap} at ${nameOf(step)}`
        leading.set(name, [...(leading.get(name) ?? []), { journey, step, mishap }])
      }
  }
  for (const [name, several] of leading) {
    const chosen = isWhole ? several : [several[numberOf(name) % several.length] as (typeof several)[number]]
    for (const { journey, ...one } of chosen) cases.get(journey)?.push(one)
  }
  return cases
}

/** The same for the same name, and spread evenly. */
function numberOf(name: string) {
  return createHash('sha1').update(name).digest().readUInt32BE()
}
