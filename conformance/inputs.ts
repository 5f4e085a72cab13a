/** Inputs made from schemas that fit them. */
import fc from 'fast-check'

type Schema = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  patternProperties?: Record<string, Schema>
  items?: Schema
  minItems?: number
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
}

/** Values of things that are there, by the name of the field that asks for them. */
export type Known = Record<string, readonly string[]>

/** What fits a schema, or nearly so: of a schema that nothing fits, too, something is made up. */
export function fitting(schema: object, known: Known, name = ''): fc.Arbitrary<unknown> {
  return fittingOne(schema as Schema, known, name)
}

function fittingOne(schema: Schema, known: Known, name: string): fc.Arbitrary<unknown> {
  const values = known[name]
  if (values !== undefined) return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, fresh(schema, known))
  return fresh(schema, known)
}

function fresh(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => fresh(one, known)))
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object') return object(schema, known)
  if (type === 'array') {
    const { minItems = 0, items = {} } = schema
    return fc.array(fresh(items, known), { minLength: minItems, maxLength: minItems + 2 })
  }
  if (type === 'integer') return integer(schema)
  if (type === 'number') return fc.double({ noNaN: true })
  if (type === 'boolean') return fc.boolean()
  return type === 'string' ? text(schema) : fc.jsonValue()
}

function object({ properties = {}, required = [], patternProperties }: Schema, known: Known): fc.Arbitrary<unknown> {
  const [pattern] = Object.values(patternProperties ?? {})
  if (pattern !== undefined)
    return fc.dictionary(fc.stringMatching(/^[A-Za-z]{1,8}$/), fresh(pattern, known), { maxKeys: 3 })
  const fields = Object.entries(properties).map(([key, one]) => [key, fittingOne(one, known, key)])
  return fc.record(Object.fromEntries(fields), { requiredKeys: required as never[], noNullPrototype: true })
}

function integer({ minimum = -1_000, maximum = 1_000_000 }: Schema) {
  const bounds = fc.constantFrom(minimum, maximum)
  if (maximum < minimum) return bounds
  return fc.oneof(fc.integer({ min: minimum, max: Math.min(maximum, minimum + 50) }), bounds)
}

const texts = new Map<string, fc.Arbitrary<string>>()

/** Made once for each kind of text: what makes texts of a pattern takes long to make. */
function text({ format, pattern, minLength, maxLength }: Schema): fc.Arbitrary<string> {
  const kind = JSON.stringify([format, pattern, minLength, maxLength])
  const made = texts.get(kind) ?? madeText({ format, pattern, minLength, maxLength })
  texts.set(kind, made)
  return made
}

type TextKind = { [K in 'format' | 'pattern' | 'minLength' | 'maxLength']: Schema[K] | undefined }

function madeText({ format, pattern, minLength = 0, maxLength = 60 }: TextKind): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid()
  if (format === 'email') return fc.stringMatching(/^[a-z]{3,12}$/).map((name) => `${name}@souk.example`)
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
  const most = Math.max(Math.min(maxLength, 60), minLength)
  if (pattern === undefined) return fc.string({ minLength, maxLength: most, unit: 'grapheme' })
  // Cut, where fast-check would look for a text short enough: it looks for ever where the pattern has none.
  return fc.stringMatching(new RegExp(pattern)).map((made) => made.slice(0, most))
}
