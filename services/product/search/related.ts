/** What else may be wanted by who looks at a product. */
import type { Catalogue } from './catalogue.ts'
import { withBelow } from './category-tree.ts'
import type { Listing } from './listing.ts'

const most = 8
/** How much each counts beside a price that is the same, which counts 1. */
const weights = { brand: 0.3, attributes: 0.6 }

/** From its category, then from that above it; what is sold out comes last. Always in the same order. */
export function relatedTo(listing: Listing, catalogue: Catalogue): Listing[] {
  const own = withBelow(listing.card.category, catalogue.categories)
  const parent = catalogue.categories.get(listing.card.category)?.parent ?? null
  const around = parent === null ? own : withBelow(parent, catalogue.categories)
  const attributes = new Set(listing.attributes)
  const ranked = []
  for (const other of catalogue.listings.values()) {
    const { id, category, availability } = other.card
    if (other === listing || !around.has(category)) continue
    const rank = (availability === 'out' ? 2 : 0) + (own.has(category) ? 0 : 1)
    ranked.push({ other, id, rank, likeness: likenessOf(listing, other, attributes) })
  }
  ranked.sort(
    (one, another) => one.rank - another.rank || another.likeness - one.likeness || (one.id < another.id ? 1 : -1),
  )
  return ranked.slice(0, most).map(({ other }) => other)
}

function likenessOf(listing: Listing, other: Listing, attributes: ReadonlySet<number>) {
  const prices = [listing.card.priceFrom.amount, other.card.priceFrom.amount]
  const dearer = Math.max(...prices)
  const nearness = dearer === 0 ? 1 : Math.min(...prices) / dearer
  const shared = other.attributes.reduce((sum, attribute) => sum + (attributes.has(attribute) ? 1 : 0), 0)
  const either = attributes.size + other.attributes.length - shared
  return (
    nearness +
    (listing.card.brand === other.card.brand ? weights.brand : 0) +
    (either === 0 ? 0 : (shared / either) * weights.attributes)
  )
}
