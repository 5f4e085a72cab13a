import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type House, openHouse } from './house.ts'
import { journeys } from './journeys.ts'
import { explore, makeWith, mishaps, nameOf } from './walk.ts'

let house: House

before(async () => {
  house = await openHouse()
})
after(() => house.close())

for (const journey of journeys) {
  const { name } = journey
  test(`Whatever happens at any boundary of ${name}, it ends as if nothing had happened.`, async (t) => {
    const steps = await explore(house, journey)
    assert.ok(steps.length > 0)
    let cases = 0
    let met = 0
    for (const step of steps) {
      for (const mishap of mishaps[step.kind]) {
        cases++
        const where = `${name}: ${mishap} at ${nameOf(step)}`
        const isMet = await makeWith(house, journey, step, mishap).catch((error) => {
          throw new Error(`${where}: ${error.message}`, { cause: error })
        })
        if (isMet) met++
      }
    }
    t.diagnostic(`${steps.length} boundaries, ${cases} mishaps, ${met} of them met`)
    for (const step of steps) t.diagnostic(nameOf(step))
  })
}
