/**
 * One pass over the candidates finds the page, the exact total and the counts of all facets. What a product fails decides
 * where it counts: a variant that passes all filters counts in every facet, one that fails a single filter counts in that
 * filter's own facet only, so each facet shows what choosing another of its values would give.
 */
import type { Catalogue } from './catalogue.ts'
import type { Filters } from './filters.ts'
import type { Listing } from './listing.ts'

export type Found = {
  /** In order, beginning after the anchor; one more than the page has where there is a next one. */
  page: Listing[]
  total: number
  counts: Counts
}

export type Counts = {
  /** Products by the category that they are in itself. */
  categories: Map<string, number>
  brands: Map<string, number>
  /** By the number of the option value. */
  options: Int32Array
  /** For each product the bits of the price bands in which it has a variant. */
  bands: number[]
  inStock: number
}

const none = -1
const category = -2
const brand = -3
const price = -4
const stock = -5
const several = -6

/** Where a page lies: `skip` listings further on than the first one after the end of the page before. */
export type Place = { limit: number; skip: number; isAfter(listing: Listing): boolean }

export function find(
  candidates: readonly Listing[],
  filters: Filters,
  catalogue: Catalogue,
  { limit, skip, isAfter }: Place,
): Found {
  const { optionValues } = catalogue
  const counts: Counts = {
    categories: new Map(),
    brands: new Map(),
    options: new Int32Array(optionValues.length),
    bands: [],
    inStock: 0,
  }
  const countedFor = new Int32Array(optionValues.length)
  const page: Listing[] = []
  let total = 0
  let toSkip = skip
  let turn = 0

  for (const listing of candidates) {
    turn += 1
    const ofProduct = productFailure(listing, filters)
    if (ofProduct === several) continue
    let passes = false
    let inCategory = false
    let ofBrand = false
    let bands = 0
    let inStock = false
    for (const variant of listing.variants) {
      // The failed filter: none, one of the constants, or the number of an option's name.
      let failed = ofProduct
      if (variant.price < filters.minPrice || variant.price > filters.maxPrice)
        failed = failed === none ? price : several
      if (filters.inStock && !variant.inStock) failed = failed === none ? stock : several
      for (const { name, values } of filters.options) {
        if (!variant.options.some((value) => values.has(value))) failed = failed === none ? nameFailed(name) : several
      }
      if (failed === several) continue
      if (failed === none) passes = true
      if (failed === none || failed === category) inCategory = true
      if (failed === none || failed === brand) ofBrand = true
      if (failed === none || failed === price) bands |= variant.band
      if (variant.inStock && (failed === none || failed === stock)) inStock = true
      if (failed !== none && failed < 0) continue
      for (const value of variant.options) {
        if (countedFor[value] === turn) continue
        if (failed !== none && optionValues[value]?.name !== failed) continue
        countedFor[value] = turn
        counts.options[value] = (counts.options[value] ?? 0) + 1
      }
    }
    if (inCategory) increment(counts.categories, listing.card.category)
    if (ofBrand) increment(counts.brands, listing.card.brand)
    if (bands !== 0) counts.bands.push(bands)
    if (inStock) counts.inStock += 1
    if (!passes) continue
    total += 1
    if (page.length > limit || !isAfter(listing)) continue
    if (toSkip > 0) toSkip -= 1
    else page.push(listing)
  }
  return { page, total, counts }
}

function productFailure({ card }: Listing, { categories, brands }: Filters) {
  const misplaced = categories !== undefined && !categories.has(card.category)
  if (brands === undefined || brands.has(card.brand)) return misplaced ? category : none
  return misplaced ? several : brand
}

/** An option that no product has can be chosen in no facet. */
function nameFailed(name: number) {
  return name < 0 ? several : name
}

function increment(counts: Map<string, number>, key: string) {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
