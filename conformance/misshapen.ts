/** For each field of an operation a value that its schema refuses, as it can be written where the field stands. */
import type { Operation } from '@souk/platform/contract.ts'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'

const inBodies: readonly unknown[] = [null, 7.5, true, {}, [], '', '\u0007', 'x'.repeat(20_000), 7]
const inAddresses = ['~', '-1', '0.5', 'x'.repeat(280), '\u0007']

/** @returns pairs of a field and a value that it must be refused for; free texts in addresses have none */
export function misshapenFields({ params, query, body, rawBody }: Operation): [field: string, value: unknown][] {
  const found: [string, unknown][] = []
  const look = (
    properties: Record<string, TSchema>,
    values: readonly unknown[],
    read: (value: unknown, schema: TSchema) => unknown,
  ) => {
    for (const [field, schema] of Object.entries(properties)) {
      const value = values.find((one) => !Value.Check(schema, read(one, schema)))
      if (value !== undefined) found.push([field, value])
    }
  }
  look({ ...params, ...query.properties }, inAddresses, asRead)
  if (rawBody === undefined) look(body?.properties ?? {}, inBodies, (value) => value)
  return found
}

/** In an address everything is text: it is a number where the schema asks for one and it can be read as one. */
function asRead(value: unknown, schema: TSchema) {
  const { type } = schema as { type?: string }
  if (type === 'array') return [value]
  return (type === 'integer' || type === 'number') && !Number.isNaN(Number(value)) ? Number(value) : value
}

/** A text of the body, whose field can be given a character that nobody can keep. */
export function firstText({ body, rawBody }: Operation) {
  if (rawBody !== undefined) return undefined
  const texts = Object.entries(body?.properties ?? {}).filter(
    ([, schema]) => (schema as { type?: string }).type === 'string',
  )
  return texts[0]?.[0]
}
