/** What the beginning of a search may be meant for, from the words in memory alone. */
import { begunWords } from './begun-words.ts'
import type { Catalogue } from './catalogue.ts'
import type { Listing } from './listing.ts'
import { fields, type SuggestionIndex, suggestionIndex } from './suggestion-index.ts'
import { searchWords } from './words.ts'

const mostProducts = 6
const mostCategories = 4

/** They join words and name nothing. */
const joining = new Set(['a', 'an', 'and', 'for', 'in', 'of', 'on', 'the', 'to', 'with'])

/**
 * Every word must be found: best whole, then begun, then misspelt; and best in a name, then in a brand, a category, an
 * option, better still in several of these.
 */
export function suggestionsFor(catalogue: Catalogue, typed: string) {
  const index = suggestionIndex(catalogue)
  const words = searchWords(typed)
  const naming = words.filter((word) => !joining.has(word))
  const scores = scoresOf(index, naming.length > 0 ? naming : words)
  return { products: bestProducts(index, scores, catalogue), categories: bestCategories(index, scores) }
}

/** For each entry how well it fits, 0 where a word is missing; `named` where one of a category's own words is meant. */
type Scores = { fits: Uint16Array; named: Uint8Array }

function scoresOf({ words, places, products, categories }: SuggestionIndex, typed: readonly string[]): Scores {
  const entries = products.length + categories.length
  const fits = new Uint16Array(entries)
  const named = new Uint8Array(entries)
  typed.forEach((each, turn) => {
    const best = new Uint8Array(entries)
    const { numbers, sureness } = begunWords(words, each)
    for (const number of numbers) {
      const sure = sureness(number)
      const pairs = places[number] as number[]
      for (let at = 0; at < pairs.length; at += 2) {
        const entry = pairs[at] as number
        const field = pairs[at + 1] as number
        const before = best[entry] as number
        best[entry] = (Math.max(sure, before >> 4) << 4) | (before & 15) | field
        if (field === fields.name) named[entry] = 1
      }
    }
    for (let entry = 0; entry < entries; entry++) {
      const fit = best[entry] as number
      const before = fits[entry] as number
      fits[entry] = fit > 0 && (turn === 0 || before > 0) ? before + fit : 0
    }
  })
  return { fits, named }
}

function bestProducts({ products }: SuggestionIndex, { fits }: Scores, { sold }: Catalogue) {
  const soldOf = ({ card }: Listing) => sold.get(card.id) ?? 0
  const order = (one: number, other: number) => {
    const [a, b] = [products[one] as Listing, products[other] as Listing]
    return (
      (fits[other] as number) - (fits[one] as number) ||
      Number(a.card.availability === 'out') - Number(b.card.availability === 'out') ||
      soldOf(b) - soldOf(a) ||
      (a.card.id < b.card.id ? 1 : -1)
    )
  }
  const best = bestOf(0, products.length, fits, order, mostProducts)
  return best.map((entry) => (products[entry] as Listing).card)
}

function bestCategories({ products, categories }: SuggestionIndex, { fits, named }: Scores) {
  const categoryAt = (entry: number) => categories[entry - products.length] as SuggestionIndex['categories'][number]
  // Of two that fit alike the one that is named by less else, then the merchant's order.
  const order = (one: number, other: number) =>
    (fits[other] as number) - (fits[one] as number) || categoryAt(one).length - categoryAt(other).length || one - other
  const fitting = fits.map((fit, entry) => (named[entry] === 1 ? fit : 0))
  return bestOf(products.length, fits.length, fitting, order, mostCategories).map((entry) => {
    const { slug, name } = categoryAt(entry)
    return { slug, name }
  })
}

/** The few first ones of what fits at all, without putting all the others in order. */
function bestOf(
  from: number,
  to: number,
  fits: Uint16Array,
  order: (one: number, other: number) => number,
  most: number,
) {
  const best: number[] = []
  for (let entry = from; entry < to; entry++) {
    if (fits[entry] === 0) continue
    const last = best[most - 1]
    if (last !== undefined && order(last, entry) < 0) continue
    let at = Math.min(best.length, most - 1)
    for (; at > 0 && order(best[at - 1] as number, entry) > 0; at--) best[at] = best[at - 1] as number
    best[at] = entry
  }
  return best
}
