import type { Product } from '../needs.ts'
import { refresh } from '../search/catalogue.ts'
import { suggestionsFor } from '../search/suggestions.ts'

export const suggest: Product['operations']['suggest'] = async ({ q }, { db, resources: { catalogue } }) => {
  await refresh(catalogue, db)
  return suggestionsFor(catalogue, q)
}
