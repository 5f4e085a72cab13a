/** The fields that several contracts share. */
import { oneOf } from '@souk/platform/contract.ts'
import { type Static, type TSchema, Type } from 'typebox'

export const Id = Type.String({ format: 'uuid', description: 'UUIDv7' })
export const Sku = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' })
export const Slug = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 120 })
export const Email = Type.String({ format: 'email', maxLength: 254 })
export const Time = Type.String({ description: 'UTC, ISO 8601' })
export const Quantity = Type.Integer({ minimum: 1, maximum: 999 })
export const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' })
export const Postcode = Type.String({ minLength: 2, maxLength: 12, pattern: '^[A-Za-z0-9][A-Za-z0-9 -]*$' })
export const Cursor = Type.String({ maxLength: 300, description: '`nextCursor` of the page before' })
export const Limit = Type.Integer({ minimum: 1, maximum: 100 })
export const Availability = oneOf('in_stock', 'low', 'out')
export type Availability = Static<typeof Availability>

/** Texts hold no control characters but line breaks, so that they can be shown and mailed as they are. */
export function line(maxLength: number, minLength = 1) {
  return Type.String({ minLength, maxLength, pattern: '^[^\\u0000-\\u001f\\u007f]*$' })
}
export function paragraphs(maxLength: number, minLength = 0) {
  return Type.String({ minLength, maxLength, pattern: '^[^\\u0000-\\u0009\\u000b-\\u001f\\u007f]*$' })
}

export const Address = Type.Object(
  {
    name: line(100),
    line1: line(120),
    line2: Type.Optional(line(120, 0)),
    city: line(100),
    postcode: Postcode,
    region: Type.Optional(line(100, 0)),
    country: Country,
  },
  { title: 'Address' },
)
export type Address = Static<typeof Address>

export function page<T extends TSchema>(item: T) {
  return Type.Object({ items: Type.Array(item), nextCursor: Type.Optional(Cursor) })
}

/**
 * Which entries of its books a service shall tell, for comparing them with its neighbours': a page in the order of `after`,
 * or a few to look at again.
 */
export function someOfTheBooks<T extends TSchema>(id: T) {
  return {
    after: Type.Optional(id),
    ids: Type.Optional(Type.Array(id, { maxItems: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  }
}

/** Ids begin with their time, so an id says how far back to go. What is still open is told however old it is. */
export const Since = Type.String({ format: 'uuid', description: 'the least id that is told where it is over' })

export function book<T extends TSchema>(item: T) {
  return Type.Object({ items: Type.Array(item) })
}
