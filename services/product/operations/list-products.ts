import { pageOf } from '@souk/platform/page.ts'
import type { Product } from '../needs.ts'
import { refresh } from '../search/catalogue.ts'
import { facetsOf } from '../search/facets.ts'
import { filtersOf } from '../search/filters.ts'
import { find } from '../search/find.ts'
import { afterCursor, cursorOf, ordered } from '../search/ordering.ts'
import { searchTexts } from '../search/text-search.ts'

export const listProducts: Product['operations']['listProducts'] = async (input, { db, resources: catalogue }) => {
  await refresh(catalogue, db)
  const matches = await searchTexts(db, catalogue, input.q ?? '')
  const wanted = input.sort ?? 'relevance'
  const sort = matches === undefined && wanted === 'relevance' ? 'newest' : wanted
  const { limit = 20 } = input

  const { listings, keyOf } = ordered(catalogue, matches, sort)
  const filters = filtersOf(input, catalogue)
  const { page, total, counts } = find(listings, filters, catalogue, limit, afterCursor(input.cursor, sort, keyOf))
  const { items, nextCursor } = pageOf(page, limit, (last) => cursorOf(sort, keyOf(last), last.card.id))
  return {
    items: items.map(({ card }) => card),
    ...(nextCursor === undefined ? {} : { nextCursor }),
    total,
    facets: facetsOf(counts, catalogue, input, filters, listings[0]?.card.priceFrom.currency),
  }
}
