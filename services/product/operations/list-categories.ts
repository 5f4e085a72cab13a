import type { Category, ProductCard } from '@souk/contracts/product.ts'
import type { Static } from 'typebox'
import type { Product } from '../needs.ts'
import { type Catalogue, refresh } from '../search/catalogue.ts'
import { countsOf, sumsWithBelow, withAbove } from '../search/category-tree.ts'
import { allInOrder } from '../search/ordering.ts'

type Node = Static<typeof Category>
type Image = NonNullable<Static<typeof ProductCard>['image']>

export const listCategories: Product['operations']['listCategories'] = async (
  _input,
  { db, resources: { catalogue } },
) => {
  await refresh(catalogue, db)
  return { items: treeOf(catalogue) }
}

function treeOf(catalogue: Catalogue): Node[] {
  const { categories, listings } = catalogue
  const sums = sumsWithBelow(categories, countsOf(listings.values()))
  const images = imagesOf(catalogue)
  const nodes = new Map<string, Node>()
  const roots: Node[] = []
  for (const { slug, name, description, parent } of categories.values()) {
    const image = images.get(slug)
    const count = sums.get(slug) ?? 0
    const node: Node = { slug, name, description, count, ...(image === undefined ? {} : { image }), children: [] }
    nodes.set(slug, node)
    const siblings = parent === null ? roots : nodes.get(parent)?.children
    siblings?.push(node)
  }
  return roots
}

/** For each category the picture of what sells best in it and below: the newest where nothing was sold. */
function imagesOf(catalogue: Catalogue) {
  const { categories } = catalogue
  const images = new Map<string, Image>()
  for (const { card } of allInOrder(catalogue, 'best_selling')) {
    if (card.image === undefined) continue
    for (const { slug } of withAbove(card.category, categories)) {
      // Where one has a picture already, so have all those above it.
      if (images.has(slug)) break
      images.set(slug, card.image)
    }
  }
  return images
}
