/** Whatever the gate lets pass, the checkers of both sides let pass too, which validate what really goes over the wire. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processEnvironment } from '@souk/platform/config.ts'
import { checker } from '@souk/platform/schema.ts'
import fc from 'fast-check'
import { fitting } from '../../conformance/inputs.ts'
import { contracts } from '../contracts.ts'
import { promisedBy, type Schema } from './promise.ts'
import { schemaChanges } from './schema-changes.ts'

const bound = fc.integer({ min: 0, max: 6 })

const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ type: fc.constantFrom('integer', 'number'), minimum: bound }),
    fc.record({ type: fc.constant('string'), maxLength: bound }, { requiredKeys: ['type'] }),
    fc.record({ type: fc.constantFrom('boolean', 'null') }),
    fc.record({
      type: fc.constant('string'),
      enum: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
    }),
    fc.record({ type: fc.constant(['string', 'null']), minLength: bound }),
    fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.integer({ min: 0, max: 2 }) }),
    fc.record({ type: fc.constant('object'), patternProperties: fc.record({ '^.*$': tie('schema') }) }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc
      .tuple(fc.dictionary(fc.constantFrom('p', 'q', 'r'), tie('schema')), fc.subarray(['p', 'q', 'r']))
      .map(([properties, names]) => object(properties, names)),
  ) as fc.Arbitrary<Schema>,
}))

function object(properties: Record<string, Schema>, names: readonly string[]): Schema {
  return { type: 'object', required: names.filter((name) => Object.hasOwn(properties, name)), properties }
}

/** What somebody does to a schema, somewhere in it. */
function edited(before: Schema, steps: readonly number[], replacement: Schema): Schema {
  const after = structuredClone(before)
  let at = after
  for (const step of steps) {
    const inside = [...(at.anyOf ?? []), ...(at.items ? [at.items] : []), ...Object.values(at.properties ?? {})]
    const next = inside[step % Math.max(inside.length, 1)]
    if (next === undefined || step % 3 === 2) break
    at = next
  }
  change(at, steps.at(-1) ?? 0, replacement)
  return after
}

function change(at: Schema, how: number, replacement: Schema) {
  const names = Object.keys(at.properties ?? {})
  if (at.properties !== undefined && how % 4 === 0) at.properties.added = replacement
  else if (at.properties !== undefined && how % 4 === 1) at.required = names.slice(how % 3)
  else if (at.properties !== undefined && how % 4 === 2) delete at.properties[names[0] as string]
  else if (at.enum !== undefined) at.enum = how % 2 === 0 ? [...new Set([...at.enum, 'e'])] : at.enum.slice(1)
  else if (at.anyOf !== undefined) at.anyOf.push(replacement)
  else if (typeof at.minimum === 'number') at.minimum += (how % 5) - 2
  else if (typeof at.maxLength === 'number') at.maxLength += (how % 5) - 2
  else if (at.type === 'integer') at.type = 'number'
  else Object.assign(at, replacement)
  if (at.enum?.length === 0) at.enum = ['z']
  if (at.required !== undefined) at.required = at.required.filter((name) => Object.hasOwn(at.properties ?? {}, name))
}

const steps = fc.array(fc.nat(20), { minLength: 1, maxLength: 4 })
const real = contracts
  .flatMap((contract) => Object.values(promisedBy(contract).operations))
  .flatMap(({ body, query, returns }) => [body, query, returns].filter((one) => one !== undefined))
  // What points at itself has no values to be made up.
  .filter((one) => !JSON.stringify(one).includes('$ref') && one.bytes === undefined)

const seed = Number(processEnvironment().SOUK_SEED ?? Date.now() % 1_000_000_000)
const madeUp = 'made-up schemas'
const passed = { inputs: 0, answers: 0 }

for (const [of, before] of Object.entries({
  [madeUp]: schema,
  'the contracts’ own schemas': fc.constantFrom(...real),
}))
  test(`Of ${of}, changed at random: no input that was taken is refused where the gate lets the change pass, and no answer by an old client. Seed ${seed}.`, () => {
    fc.assert(
      fc.property(before, steps, schema, fc.infiniteStream(fc.nat()), (old, way, replacement, chance) => {
        const young = edited(old, way, replacement)
        const changes = schemaChanges(old, young, 'it')
        const value = (one: Schema) => fc.sample(fitting(one, {}), { numRuns: 1, seed: chance.next().value ?? 0 })[0]
        if (changes.every((each) => !each.narrows && !each.gone)) {
          passed.inputs += 1
          const [fits, takes] = [checker(old as never), checker(young as never)]
          for (let turn = 0; turn < 4; turn++) {
            const input = value(old)
            if (fits.check(input) && !takes.check(input))
              assert.fail(`${told(old, young)} refuses ${JSON.stringify(input)}`)
          }
        }
        if (changes.every((each) => !each.widens && !each.gone)) {
          passed.answers += 1
          const [fits, takes] = [checker(young as never), checker(old as never)]
          for (let turn = 0; turn < 4; turn++) {
            const answer = value(young)
            if (fits.check(answer) && !takes.check(answer))
              assert.fail(`${told(old, young)} answers ${JSON.stringify(answer)}`)
          }
        }
      }),
      { seed, numRuns: of === madeUp ? 400 : 100 },
    )
    assert.ok(passed.inputs > 30 && passed.answers > 30, JSON.stringify(passed))
  })

test('Where one value and several are asked for at once, what is in both is meant.', () => {
  const [one, several] = [
    { type: 'string', const: 'a' },
    { type: 'string', enum: ['a', 'b'] },
  ]
  const asked = (before: Schema, after: Schema) => schemaChanges(before, after, 'it').map(({ says }) => says)
  assert.deepEqual(asked(one, { ...one, ...several }), [])
  assert.deepEqual(asked(one, { ...one, enum: ['b'] }), ["'a' is no longer one of its values"])
  assert.deepEqual(asked({ ...one, enum: ['b'] }, several), ["'a', 'b' is new among its values"])
  assert.deepEqual(asked({ type: 'string' }, { ...one, enum: ['b'] }), ['only nothing now, anything before'])
})

function told(old: Schema, young: Schema) {
  return `${JSON.stringify(old)} → ${JSON.stringify(young)}`
}
