import { fail } from '@souk/platform/errors.ts'
import type { Product } from '../needs.ts'
import { listingOf, refresh } from '../search/catalogue.ts'
import { relatedTo } from '../search/related.ts'

export const listRelated: Product['operations']['listRelated'] = async ({ slug }, { db, resources: { catalogue } }) => {
  await refresh(catalogue, db)
  const listing = listingOf(catalogue, slug)
  if (listing === undefined) throw fail('not_found', `There is no product '${slug}' on sale.`)
  return { items: relatedTo(listing, catalogue).map(({ card }) => card) }
}
