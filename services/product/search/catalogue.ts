/**
 * What every listing needs, held in memory: cards, prices, options and stock of the products on sale. It is brought up to
 * date before each use by asking the database for what changed since, so all replicas always answer from what is committed.
 */
import type { Db } from '@souk/platform/database/pool.ts'
import {
  allCategories,
  type CategoryRow,
  catalogueVersion,
  changesAfter,
  type ListingRow,
  type Match,
} from '../catalogue.sql.ts'
import { bestSellers } from '../sales.sql.ts'
import { type Listing, type Numbering, toListing } from './listing.ts'

export type Catalogue = Numbering & {
  version: number
  texts: number
  categoriesVersion: number
  salesVersion: number
  categories: Map<string, CategoryRow>
  listings: Map<string, Listing>
  /** Units of each product sold in the days that count; nothing for those of which none was. */
  sold: Map<string, number>
  /** All listings in the orders asked for since names, prices, sales or products changed. */
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
    salesVersion: -1,
    categories: new Map(),
    listings: new Map(),
    sold: new Map(),
    optionNames: new Map(),
    optionValues: [],
    optionNumbers: new Map(),
    attributeNumbers: new Map(),
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
  if (head.sales > catalogue.salesVersion) {
    const sold = await bestSellers(db)
    catalogue.sold = new Map(sold.map(({ id, units }) => [id, units]))
    catalogue.orders.delete('best_selling')
    catalogue.salesVersion = head.sales
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

/** A product on sale, by slug or id. */
export function listingOf({ listings }: Catalogue, slug: string): Listing | undefined {
  const byId = listings.get(slug)
  if (byId !== undefined) return byId
  for (const listing of listings.values()) if (listing.card.slug === slug) return listing
  return undefined
}

function take(catalogue: Catalogue, row: ListingRow) {
  const before = catalogue.listings.get(row.id)
  if (row.removed) {
    catalogue.listings.delete(row.id)
    return
  }
  const now = toListing(catalogue, row)
  // The same object stays, so that the orders which hold it stay right when only its stock changed.
  if (before === undefined) catalogue.listings.set(row.id, now)
  else Object.assign(before, now)
}
