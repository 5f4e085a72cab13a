import { fail } from '@souk/platform/errors.ts'
import { pageOf } from '@souk/platform/page.ts'
import type { Product } from '../needs.ts'
import { refresh } from '../search/catalogue.ts'
import { facetsOf } from '../search/facets.ts'
import { filtersOf } from '../search/filters.ts'
import { find } from '../search/find.ts'
import { afterCursor, cursorOf, ordered } from '../search/ordering.ts'
import { searchTexts } from '../search/text-search.ts'

export const listProducts: Product['operations']['listProducts'] = async (input, { db, resources: { catalogue } }) => {
  const { limit = 20, cursor, page: number = 1 } = input
  if (cursor !== undefined && input.page !== undefined) throw twoPlaces()
  await refresh(catalogue, db)
  const matches = await searchTexts(db, catalogue, input.q ?? '')
  const wanted = input.sort ?? 'relevance'
  const sort = matches === undefined && wanted === 'relevance' ? 'newest' : wanted

  const { listings, keyOf } = ordered(catalogue, matches, sort)
  const filters = filtersOf(input, catalogue)
  const place = { limit, skip: (number - 1) * limit, isAfter: afterCursor(cursor, sort, keyOf) }
  const { page, total, counts } = find(listings, filters, catalogue, place)
  const { items, nextCursor } = pageOf(page, limit, (last) => cursorOf(sort, keyOf(last), last.card.id))
  return {
    items: items.map(({ card }) => card),
    ...(nextCursor === undefined ? {} : { nextCursor }),
    total,
    facets: facetsOf(counts, catalogue, input, filters, listings[0]?.card.priceFrom.currency),
  }
}

function twoPlaces() {
  const message = 'give a cursor or the number of a page, not both'
  return fail('invalid_input', `/page: ${message}`, { errors: [{ path: '/page', message }] })
}
