import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checker } from '@souk/platform/schema.ts'
import fc from 'fast-check'
import { fitting } from './inputs.ts'

function madeOf(schema: object) {
  return fc.sample(fitting(schema, {}), { seed: 20_261_122, numRuns: 200 })
}

test('What is made up of a schema fits it, but for a text here and there that is too short.', () => {
  for (const schema of [
    { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', minLength: 1, maxLength: 120 },
    { type: 'string', minLength: 3, maxLength: 5 },
    { type: 'integer', minimum: 1, maximum: 3 },
    { type: 'array', items: { type: 'boolean' }, minItems: 2 },
  ]) {
    const fits = madeOf(schema).filter((value) => checker(schema as never).check(value))
    assert.ok(fits.length > 160, `${JSON.stringify(schema)}: ${fits.length} of 200`)
  }
})

test('Of a schema that nothing fits, something is made up all the same.', () => {
  for (const schema of [
    { type: 'string', pattern: '^[0-9]+-[0-9]+$', maxLength: 0 },
    // Here fast-check itself would look for ever.
    { type: 'string', pattern: '^(?:a|bb)c$', maxLength: 1 },
    { type: 'string', minLength: 3, maxLength: 2 },
    { type: 'integer', minimum: 4, maximum: 3 },
  ]) {
    const { type } = schema
    assert.ok(
      madeOf(schema).every((value) => typeof value === (type === 'integer' ? 'number' : type)),
      JSON.stringify(schema),
    )
  }
})
