/** How one schema differs from another: a value at a time, and whether more is let through than before, or less. */
import { isDeepStrictEqual } from 'node:util'
import type { Schema } from './promise.ts'

export type SchemaChange = {
  /** Where, such as `body.lines[].quantity`. */
  at: string
  /** What is different, in words. */
  says: string
  /** It takes values that were not taken before: who checks by the schema of before refuses some of them. */
  widens: boolean
  /** It refuses values that were taken before. */
  narrows: boolean
  /** It is not spoken of any more: nobody refuses it, nobody reads it, nobody tells it. */
  gone: boolean
}

const widens = { widens: true, narrows: false, gone: false }
const narrows = { widens: false, narrows: true, gone: false }
const both = { widens: true, narrows: true, gone: false }

/** Sound, not complete: what it cannot decide (two patterns, say) it calls both wider and narrower. */
export function schemaChanges(before: Schema, after: Schema, at: string): SchemaChange[] {
  if (isDeepStrictEqual(before, after)) return []
  const [old, young] = [branchesOf(before), branchesOf(after)]
  const [oldOnly] = old
  const [youngOnly] = young
  if (old.length === 1 && young.length === 1 && oldOnly !== undefined && youngOnly !== undefined)
    return changesOfOne(oldOnly, youngOnly, at)
  return changesOfBranches(old, young, at)
}

/** `anyOf`, and a list of types, are one thing: a choice. */
function branchesOf(schema: Schema): Schema[] {
  if (schema.anyOf !== undefined && Object.keys(schema).length === 1) return schema.anyOf.flatMap(branchesOf)
  if (!Array.isArray(schema.type)) return [schema]
  return schema.type.map((type) => (type === 'null' ? { type } : { ...schema, type }))
}

/** Each branch of before goes with the one of now that differs least from it. */
function changesOfBranches(before: Schema[], after: Schema[], at: string): SchemaChange[] {
  const free = [...after]
  const take = (branch: Schema | undefined) => free.splice(free.indexOf(branch as Schema), 1)
  const unlike = before.filter((old) => {
    const same = free.find((young) => isDeepStrictEqual(old, young))
    if (same !== undefined) take(same)
    return same === undefined
  })
  const changes = unlike.flatMap((old): SchemaChange[] => {
    const near = free
      .filter((young) => young.type === old.type)
      .map((young) => ({ young, found: changesOfOne(old, young, at) }))
      .sort((one, other) => one.found.length - other.found.length)[0]
    if (near === undefined) return [{ at, says: `${wordFor(old)} is no longer one of its forms`, ...narrows }]
    take(near.young)
    return near.found
  })
  const added = free.map((young) => ({ at, says: `${wordFor(young)} is new among its forms`, ...widens }))
  return [...changes, ...added]
}

/** Bounds with the value that is as good as none. */
const least = { minimum: -Infinity, exclusiveMinimum: -Infinity, minLength: 0, minItems: 0, minProperties: 0 }
const most = {
  maximum: Infinity,
  exclusiveMaximum: Infinity,
  maxLength: Infinity,
  maxItems: Infinity,
  maxProperties: Infinity,
}
const ofObjects = ['properties', 'required', 'patternProperties', 'additionalProperties']
const understood = [
  'title',
  '$id',
  'type',
  'enum',
  'const',
  'items',
  ...ofObjects,
  ...Object.keys(least),
  ...Object.keys(most),
]

function changesOfOne(before: Schema, after: Schema, at: string): SchemaChange[] {
  const changes: SchemaChange[] = []
  if (before.type !== after.type) {
    const says = `${wordFor(after)}, was ${wordFor(before)}`
    if (after.type === undefined || (before.type === 'integer' && after.type === 'number'))
      changes.push({ at, says, ...widens })
    else if (before.type === undefined || (before.type === 'number' && after.type === 'integer'))
      changes.push({ at, says, ...narrows })
    else return [{ at, says, ...both }]
  }
  changes.push(...changesOfValues(before, after, at), ...changesOfBounds(before, after, at))
  changes.push(...changesOfMembers(before, after, at))
  if (before.items !== undefined || after.items !== undefined)
    changes.push(...schemaChanges(before.items ?? {}, after.items ?? {}, `${at}[]`))
  for (const keyword of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (understood.includes(keyword) || isDeepStrictEqual(before[keyword], after[keyword])) continue
    if (before[keyword] === undefined)
      changes.push({ at, says: `${keyword} ${JSON.stringify(after[keyword])} is asked for now`, ...narrows })
    else if (after[keyword] === undefined)
      changes.push({ at, says: `${keyword} ${JSON.stringify(before[keyword])} is no longer asked for`, ...widens })
    else
      changes.push({
        at,
        says: `${keyword} ${JSON.stringify(after[keyword])}, was ${JSON.stringify(before[keyword])}`,
        ...both,
      })
  }
  return changes
}

function changesOfValues(before: Schema, after: Schema, at: string): SchemaChange[] {
  const [old, young] = [valuesOf(before), valuesOf(after)]
  if (old === undefined)
    return young === undefined ? [] : [{ at, says: `only ${listed(young)} now, anything before`, ...narrows }]
  if (young === undefined) return [{ at, says: `anything now, only ${listed(old)} before`, ...widens }]
  const lost = old.filter((value) => !young.includes(value))
  const added = young.filter((value) => !old.includes(value))
  return [
    ...(lost.length === 0 ? [] : [{ at, says: `${listed(lost)} is no longer one of its values`, ...narrows }]),
    ...(added.length === 0 ? [] : [{ at, says: `${listed(added)} is new among its values`, ...widens }]),
  ]
}

/** None at all where `const` and `enum` are both asked for, and do not meet. */
function valuesOf(schema: Schema): unknown[] | undefined {
  if (!('const' in schema)) return schema.enum
  return [schema.const].filter((value) => schema.enum?.includes(value) ?? true)
}

function changesOfBounds(before: Schema, after: Schema, at: string): SchemaChange[] {
  const changes: SchemaChange[] = []
  for (const [bounds, isUpper] of [
    [least, false],
    [most, true],
  ] as const) {
    for (const [keyword, none] of Object.entries(bounds)) {
      const [old, young] = [before[keyword] ?? none, after[keyword] ?? none] as [number, number]
      if (old === young) continue
      const word = (bound: number) => (Number.isFinite(bound) ? bound : 'none')
      const says = `${keyword} ${word(young)}, was ${word(old)}`
      changes.push({ at, says, ...(young > old === isUpper ? widens : narrows) })
    }
  }
  return changes
}

function changesOfMembers(before: Schema, after: Schema, at: string): SchemaChange[] {
  const [old, young] = [before.properties ?? {}, after.properties ?? {}]
  const isClosed = before.additionalProperties !== undefined
  // A record may have had a member of this name already, of another shape.
  const isRecord = before.patternProperties !== undefined
  const changes: SchemaChange[] = []
  for (const name of Object.keys(old)) {
    const place = `${at}.${name}`
    const [schema, now] = [old[name], young[name]]
    if (now === undefined || schema === undefined) {
      changes.push({ at: place, says: 'is gone', widens: isRequired(before, name), narrows: false, gone: true })
      continue
    }
    const [was, is] = [isRequired(before, name), isRequired(after, name)]
    if (was && !is) changes.push({ at: place, says: 'may be missing now', ...widens })
    if (!was && is) changes.push({ at: place, says: 'must be there now', ...narrows })
    changes.push(...schemaChanges(schema, now, place))
  }
  for (const name of Object.keys(young)) {
    if (name in old) continue
    const isAsked = isRequired(after, name)
    const says = isAsked ? 'is new, and must be there' : 'is new, and may be missing'
    changes.push({ at: `${at}.${name}`, says, widens: isClosed || isRecord, narrows: isAsked || isRecord, gone: false })
  }
  return [...changes, ...changesOfOthers(before, after, at)]
}

/** Members that are not named one by one: records, and whether others may be there. */
function changesOfOthers(before: Schema, after: Schema, at: string): SchemaChange[] {
  const [old, young] = [recordOf(before), recordOf(after)]
  if (isDeepStrictEqual(old, young)) return []
  if (old?.pattern === young?.pattern && old !== undefined && young !== undefined)
    return schemaChanges(old.schema, young.schema, `${at}.*`)
  return [{ at, says: 'other members than before may be there', ...both }]
}

function recordOf({ patternProperties, additionalProperties }: Schema) {
  const [only, ...more] = Object.entries(patternProperties ?? {})
  if (only !== undefined && more.length === 0 && additionalProperties === undefined)
    return { pattern: only[0], schema: only[1] }
  if (only === undefined && additionalProperties === undefined) return undefined
  return { pattern: JSON.stringify(patternProperties), schema: { additionalProperties } as Schema }
}

function isRequired({ required = [] }: Schema, name: string) {
  return required.includes(name)
}

const words: Record<string, string> = { string: 'a text', object: 'an object', array: 'a list', integer: 'an integer' }

function wordFor(schema: Schema) {
  if (schema.type === undefined) return 'anything'
  const values = valuesOf(schema)
  if (values !== undefined) return listed(values)
  const type = String(schema.type)
  return words[type] ?? (type === 'null' ? 'null' : `a ${type}`)
}

function listed(values: readonly unknown[]) {
  return values.length === 0 ? 'nothing' : values.map((value) => `'${value}'`).join(', ')
}
