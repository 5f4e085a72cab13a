/**
 * What every listing needs, held in memory: cards, prices, options and stock of the products on sale. It is brought up to
 * date before each use by asking the database for what changed since, so all replicas always answer from what is committed.
 */
import type { Availability } from '@souk/contracts/fields.ts'
import type { ProductCard } from '@souk/contracts/product.ts'
import type { Db } from '@souk/platform/database/pool.ts'
import type { Static } from 'typebox'
import {
  allCategories,
  type CategoryRow,
  catalogueVersion,
  changesAfter,
  type ListingRow,
  type Match,
} from '../catalogue.sql.ts'
import { bandOf } from './price-bands.ts'
import { nameKey } from './words.ts'

export type Listing = {
  card: Static<typeof ProductCard>
  createdAt: number
  nameKey: string
  variants: ListedVariant[]
}

/** `options` are numbers of option values; `band` is the bit of its price band. */
export type ListedVariant = { options: number[]; price: number; band: number; inStock: boolean }

/** `name` is the number of the option's name. */
export type OptionValue = { name: number; label: string }

export type Catalogue = {
  version: number
  texts: number
  categoriesVersion: number
  categories: Map<string, CategoryRow>
  listings: Map<string, Listing>
  optionNames: Map<string, number>
  optionValues: OptionValue[]
  /** By 'name:value', as filters write it. */
  optionNumbers: Map<string, number>
  /** All listings in the orders asked for since names, prices or products changed. */
  orders: Map<string, readonly Listing[]>
  /** What recent searches found, and how many products that is in all. */
  matches: Map<string, readonly Match[]>
  matchCount: number
  /** The question to the database that is under way, and the one that follows it. */
  asking: Promise<void> | undefined
  asksNext: Promise<void> | undefined
}

export async function openCatalogue(db: Db): Promise<Catalogue> {
  const catalogue = { ...nothingKnown(), asking: undefined, asksNext: undefined }
  await refresh(catalogue, db)
  return catalogue
}

function nothingKnown() {
  return {
    version: -1,
    texts: -1,
    categoriesVersion: -1,
    categories: new Map(),
    listings: new Map(),
    optionNames: new Map(),
    optionValues: [],
    optionNumbers: new Map(),
    orders: new Map(),
    matches: new Map(),
    matchCount: 0,
  }
}

/**
 * Takes over all that was committed before this call. Calls that come while the database is being asked share the next
 * question: the one under way may have been answered before their caller's own change.
 */
export function refresh(catalogue: Catalogue, db: Db): Promise<void> {
  if (catalogue.asking === undefined) {
    catalogue.asking = ask(catalogue, db).finally(() => {
      catalogue.asking = undefined
    })
    return catalogue.asking
  }
  catalogue.asksNext ??= catalogue.asking
    .catch(() => {})
    .then(() => {
      catalogue.asksNext = undefined
      return refresh(catalogue, db)
    })
  return catalogue.asksNext
}

async function ask(catalogue: Catalogue, db: Db) {
  const version = await catalogueVersion(db)
  if (version === catalogue.version) return
  // The database went back, to a backup or to a standby that lagged behind: what is here may never have been.
  if (version < catalogue.version) Object.assign(catalogue, nothingKnown())
  const rows = await changesAfter(db, catalogue.version)
  const [head] = rows
  if (head === undefined) return
  if (head.categories > catalogue.categoriesVersion) {
    const categories = await allCategories(db)
    catalogue.categories = new Map(categories.map((category) => [category.slug, category]))
    catalogue.categoriesVersion = head.categories
  }
  if (head.texts > catalogue.texts) {
    catalogue.orders.clear()
    catalogue.matches.clear()
    catalogue.matchCount = 0
    catalogue.texts = head.texts
  }
  for (const row of rows) if (row.id !== null) take(catalogue, row)
  catalogue.version = head.version
}

function take(catalogue: Catalogue, row: ListingRow) {
  const before = catalogue.listings.get(row.id)
  if (row.removed) {
    catalogue.listings.delete(row.id)
    return
  }
  const now = listingOf(catalogue, row)
  // The same object stays, so that the orders which hold it stay right when only its stock changed.
  if (before === undefined) catalogue.listings.set(row.id, now)
  else Object.assign(before, now)
}

function listingOf(catalogue: Catalogue, row: ListingRow): Listing {
  const { id, slug, name, brand, category, image, currency } = row
  const variants = row.variants ?? []
  const prices = variants.map(([, price]) => price)
  const priceFrom = Math.min(...prices)
  const cheapest = variants.find(
    ([, price, compareAt]) => price === priceFrom && compareAt !== null && compareAt > price,
  )
  const compareAt = cheapest?.[2] ?? null
  return {
    card: {
      id,
      slug,
      name,
      brand,
      category,
      ...(image === null ? {} : { image }),
      priceFrom: { amount: priceFrom, currency },
      priceTo: { amount: Math.max(...prices), currency },
      ...(compareAt === null ? {} : { compareAtPrice: { amount: compareAt, currency } }),
      availability: best(variants.map(([, , , availability]) => availability)),
    },
    createdAt: Date.parse(row.createdAt),
    nameKey: nameKey(name),
    variants: variants.map(([options, price, , availability]) => ({
      options: Object.entries(options).map(([option, value]) => optionNumber(catalogue, option, value)),
      price,
      band: bandOf(price),
      inStock: availability !== 'out',
    })),
  }
}

function best(all: readonly Availability[]): Availability {
  if (all.includes('in_stock')) return 'in_stock'
  return all.includes('low') ? 'low' : 'out'
}

function optionNumber(catalogue: Catalogue, option: string, label: string) {
  const key = `${option}:${label}`
  const known = catalogue.optionNumbers.get(key)
  if (known !== undefined) return known
  const { optionNames, optionValues, optionNumbers } = catalogue
  const name = optionNames.get(option) ?? optionNames.size
  optionNames.set(option, name)
  optionNumbers.set(key, optionValues.length)
  return optionValues.push({ name, label }) - 1
}
