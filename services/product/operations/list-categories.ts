import type { Category } from '@souk/contracts/product.ts'
import type { Static } from 'typebox'
import type { Product } from '../needs.ts'
import { type Catalogue, refresh } from '../search/catalogue.ts'
import { sumsWithBelow } from '../search/facets.ts'

type Node = Static<typeof Category>

export const listCategories: Product['operations']['listCategories'] = async (_input, { db, resources: catalogue }) => {
  await refresh(catalogue, db)
  return { items: treeOf(catalogue) }
}

function treeOf({ categories, listings }: Catalogue): Node[] {
  const own = new Map<string, number>()
  for (const { card } of listings.values()) own.set(card.category, (own.get(card.category) ?? 0) + 1)
  const sums = sumsWithBelow(categories, own)
  const nodes = new Map<string, Node>()
  const roots: Node[] = []
  for (const { slug, name, description, parent } of categories.values()) {
    const node = { slug, name, description, count: sums.get(slug) ?? 0, children: [] }
    nodes.set(slug, node)
    const siblings = parent === null ? roots : nodes.get(parent)?.children
    siblings?.push(node)
  }
  return roots
}
