/** Global orders of listings, and cursors that stand after a product in one of them, whether or not it is still there. */
import { fail } from '@souk/platform/errors.ts'
import type { Match } from '../catalogue.sql.ts'
import type { Catalogue } from './catalogue.ts'
import type { Listing } from './listing.ts'

export type Sort = 'relevance' | 'best_selling' | 'newest' | 'price' | '-price' | 'name'
type Key = string | number
type Anchor = { sort: Sort; key: Key; id: string }

const descending: readonly Sort[] = ['relevance', 'best_selling', 'newest', '-price']

/**
 * The candidates in order, with each one's key in it. Equal keys are ordered by id, so no two stand at the same
 * place. Ids grow with time, so of what sold equally well the newest comes first.
 */
export function ordered(catalogue: Catalogue, matches: readonly Match[] | undefined, sort: Sort) {
  if (matches === undefined) return { listings: allInOrder(catalogue, sort), keyOf: keyIn(catalogue, sort) }
  const found = new Map<Listing, number>()
  for (const { id, score } of matches) {
    const listing = catalogue.listings.get(id)
    if (listing !== undefined) found.set(listing, score)
  }
  // What is found comes best first already.
  if (sort === 'relevance') return { listings: [...found.keys()], keyOf: (listing: Listing) => found.get(listing) ?? 0 }
  return {
    listings: allInOrder(catalogue, sort).filter((listing) => found.has(listing)),
    keyOf: keyIn(catalogue, sort),
  }
}

export function allInOrder(catalogue: Catalogue, sort: Sort) {
  let order = catalogue.orders.get(sort)
  if (order === undefined) {
    const keyOf = keyIn(catalogue, sort)
    const sign = descending.includes(sort) ? -1 : 1
    order = [...catalogue.listings.values()].sort(
      (one, other) => sign * (compare(keyOf(one), keyOf(other)) || compare(one.card.id, other.card.id)),
    )
    catalogue.orders.set(sort, order)
  }
  return order
}

function keyIn({ sold }: Catalogue, sort: Sort): (listing: Listing) => Key {
  if (sort === 'best_selling') return ({ card }) => sold.get(card.id) ?? 0
  if (sort === 'name') return ({ nameKey }) => nameKey
  if (sort === 'price' || sort === '-price') return ({ card }) => card.priceFrom.amount
  return ({ createdAt }) => createdAt
}

function compare(one: Key, other: Key) {
  return one < other ? -1 : one > other ? 1 : 0
}

/** @throws 400 `invalid_input` for a cursor that is not one of this sort */
export function afterCursor(cursor: string | undefined, sort: Sort, keyOf: (listing: Listing) => Key) {
  if (cursor === undefined) return () => true
  const anchor = readCursor(cursor)
  if (anchor?.sort !== sort)
    throw fail('invalid_input', 'cursor: give the `nextCursor` of the page before, with its sort.')
  const sign = descending.includes(sort) ? -1 : 1
  return (listing: Listing) => sign * (compare(keyOf(listing), anchor.key) || compare(listing.card.id, anchor.id)) > 0
}

export function cursorOf(sort: Sort, key: Key, id: string) {
  return Buffer.from(JSON.stringify([sort, key, id])).toString('base64url')
}

function readCursor(cursor: string): Anchor | undefined {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
  if (!Array.isArray(value) || value.length !== 3) return undefined
  const [sort, key, id] = value as [Sort, unknown, unknown]
  if (typeof id !== 'string' || typeof key !== (sort === 'name' ? 'string' : 'number')) return undefined
  return { sort, key: key as Key, id }
}
