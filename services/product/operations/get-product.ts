import { fail } from '@souk/platform/errors.ts'
import { toProduct } from '../answers.ts'
import type { Product } from '../needs.ts'
import { isId } from '../product.ts'
import { productById, productBySlug } from '../products.sql.ts'

export const getProduct: Product['operations']['getProduct'] = async ({ slug }, { db }) => {
  const row = await (isId(slug) ? productById(db, slug) : productBySlug(db, slug))
  if (row === undefined) throw fail('not_found', `There is no product '${slug}' on sale.`)
  return toProduct(row)
}
