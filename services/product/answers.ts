/** From rows to what the contract promises. */
import type { Product } from '@souk/contracts/product.ts'
import type { Draft } from './product.ts'
import type { ProductRow } from './products.sql.ts'

export function toProduct(row: ProductRow): Product {
  return {
    ...row,
    variants: row.variants.map(({ compareAtPrice, ...variant }) => ({
      ...variant,
      ...(compareAtPrice === null ? {} : { compareAtPrice }),
    })),
  }
}

/** A product as its editor sent it. */
export function toDraft({ id: _id, version: _version, updatedAt: _updatedAt, ...product }: Product): Draft {
  return { ...product, variants: product.variants.map(({ availability: _availability, ...variant }) => variant) }
}
