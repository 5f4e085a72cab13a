/**
 * The words of products and categories by which they can be suggested. Made anew after texts changed, so it holds the words
 * of what is on sale and nothing else; stock and sales are looked at when something is suggested.
 */
import type { Catalogue } from './catalogue.ts'
import { countsOf, sumsWithBelow, withAbove } from './category-tree.ts'
import type { Listing } from './listing.ts'
import { wordsOf } from './words.ts'

export type SuggestionIndex = {
  texts: number
  categoriesVersion: number
  listings: Catalogue['listings']
  /** In order. */
  words: string[]
  /** For each word the entries that have it, as pairs of their number and where the word stands in it. */
  places: number[][]
  /** Entries: these products first, the categories' numbers follow. */
  products: Listing[]
  /** With products in them or below, in the merchant's order. */
  categories: { slug: string; name: string; length: number }[]
  /** Texts that were split already: most stay as they are when one product changes. */
  split: Map<string, string[]>
}

/** Where a word stands, as bits: the higher the more it counts. */
export const fields = { name: 8, brand: 4, category: 2, option: 1 }

/** Made at the first use since texts or categories changed. */
const indexes = new WeakMap<Catalogue, SuggestionIndex>()

export function suggestionIndex(catalogue: Catalogue): SuggestionIndex {
  const current = indexes.get(catalogue)
  if (current !== undefined && isOf(current, catalogue)) return current
  const made = indexOf(catalogue, current?.split ?? new Map())
  indexes.set(catalogue, made)
  return made
}

/** The listings are others where the database went back and what was known of it was dropped. */
function isOf(index: SuggestionIndex, { texts, categoriesVersion, listings }: Catalogue) {
  return index.texts === texts && index.categoriesVersion === categoriesVersion && index.listings === listings
}

function indexOf(
  { texts, categoriesVersion, categories, listings, optionValues }: Catalogue,
  before: SuggestionIndex['split'],
): SuggestionIndex {
  const split: SuggestionIndex['split'] = new Map()
  const wordsIn = (text: string) => {
    const words = split.get(text) ?? before.get(text) ?? wordsOf(text)
    split.set(text, words)
    return words
  }
  const places = new Map<string, number[]>()
  const add = (entry: number, text: string, field: number) => {
    for (const word of wordsIn(text)) {
      const pairs = places.get(word)
      if (pairs === undefined) places.set(word, [entry, field])
      else pairs.push(entry, field)
    }
  }

  const products = [...listings.values()]
  products.forEach(({ card, variants }, entry) => {
    add(entry, card.name, fields.name)
    add(entry, card.brand, fields.brand)
    for (const { name } of withAbove(card.category, categories)) add(entry, name, fields.category)
    const values = new Set(variants.flatMap(({ options }) => options))
    for (const value of values) add(entry, optionValues[value]?.label ?? '', fields.option)
  })

  const sums = sumsWithBelow(categories, countsOf(products))
  const filled = [...categories.values()].filter(({ slug }) => (sums.get(slug) ?? 0) > 0)
  const entries = new Map(filled.map(({ slug }, index) => [slug, products.length + index]))
  for (const { slug, name } of filled) {
    const entry = entries.get(slug) as number
    add(entry, name, fields.name)
    // A category is also described by what lies around it: 'running sho' may be meant for all of Running.
    for (const other of withAbove(slug, categories)) {
      if (other.slug === slug) continue
      add(entry, other.name, fields.option)
      add(entries.get(other.slug) as number, name, fields.option)
    }
  }

  const words = [...places.keys()].sort()
  return {
    texts,
    categoriesVersion,
    listings,
    words,
    places: words.map((word) => places.get(word) ?? []),
    products,
    categories: filled.map(({ slug, name }) => ({ slug, name, length: wordsIn(name).length })),
    split,
  }
}
