/** Every statement on categories, availability and what searches read. */
import type { Availability } from '@souk/contracts/fields.ts'
import type { Product } from '@souk/contracts/product.ts'
import type { Db, Transaction } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import type { KnownWord } from './search/words.ts'

export type CategoryRow = { slug: string; name: string; description: string; parent: string | null }

export function allCategories(db: Db) {
  return db.many(sql<CategoryRow>`select slug, name, description, parent from categories order by position`)
}

/** @returns false where the parent does not exist */
export async function addCategory(tx: Transaction, id: string, { slug, name, description, parent }: CategoryRow) {
  const added = await tx.run(sql`
    insert into categories (slug, id, name, description, parent)
    select ${slug}, ${id}, ${name}, ${description}, ${parent}
    where ${parent}::text is null or exists (select from categories where slug = ${parent})`)
  return added > 0
}

export async function categoryExists(db: Db, slug: string) {
  return (await db.maybe(sql`select from categories where slug = ${slug}`)) !== undefined
}

/** Keeps what the newest event says, however late or often events come, and marks the product that has the sku. */
export async function setAvailability(
  tx: Transaction,
  catalogueVersion: number,
  event: { sku: string; availability: Availability; position: string },
) {
  const [transactionId, position] = event.position.split('-')
  await tx.run(sql`
    with told as (
      insert into availability (sku, availability, transaction_id, position)
      values (${event.sku}, ${event.availability}, ${transactionId}::xid8, ${position}::bigint)
      on conflict (sku) do update set availability = excluded.availability, transaction_id = excluded.transaction_id,
        position = excluded.position
        where (availability.transaction_id, availability.position) < (excluded.transaction_id, excluded.position)
      returning new.sku, old.availability as before, new.availability as now
    )
    update listing_versions set version = ${catalogueVersion}
    from told join variants using (sku)
    where listing_versions.product_id = variants.product_id and told.before is distinct from told.now`)
}

type Versions = { version: number; texts: number; categories: number; sales: number }

/** A product as a listing needs it. Its variants are short arrays: options, price, compare-at price, availability. */
export type ListingRow = {
  id: string
  slug: string
  name: string
  brand: string
  category: string
  attributes: Record<string, string>
  image: Product['images'][number] | null
  currency: string
  createdAt: string
  removed: boolean
  variants:
    | [options: Record<string, string>, price: number, compareAt: number | null, availability: Availability][]
    | null
}

/** Asked before every search, so it is as cheap as a statement can be. */
export async function catalogueVersion(db: Db) {
  const { version } = await db.one(sql<{ version: number }>`select version from catalogue`)
  return version
}

/** The catalogue's versions, and in the same snapshot each product that changed after the one given. */
export function changesAfter(db: Db, version: number) {
  return db.many(sql<Versions & (ListingRow | { id: null })>`
    select c.version, c.texts, c.categories, c.sales, changed.*
    from catalogue c left join lateral (
      select p.id, p.slug, p.name, p.brand, p.category, p.attributes, p.images->0 as image, p.currency, p.created_at as "createdAt",
        p.removed_at is not null as removed,
        (select json_agg(json_build_array(v.options, v.price, v.compare_at_price, coalesce(a.availability, 'out'))
            order by v.position)
          from variants v left join availability a using (sku) where v.product_id = p.id) as variants
      from listing_versions l join products p on p.id = l.product_id
      where l.version > ${version}
    ) changed on true`)
}

export type AskedWord = {
  word: string
  /** Null for a word that is too common to search for. */
  lexeme: string | null
  /** Whether products have it. */
  known: boolean
  /** Of the last word: the stems of the most used words that begin so. */
  completions: string[]
}

export function askWords(db: Db, words: readonly string[]) {
  const last = words.at(-1)
  return db.many(sql<AskedWord>`
    select word, lexeme, exists (select from words w where w.lexeme = asked.lexeme) as known,
      case when place = ${words.length} then array(
        select lexeme from words where word >= ${last} and word < ${last} || chr(1114111)
        order by titles desc, bodies desc limit 30
      ) else '{}' end as completions
    from (
      select word, lexeme_of(word) as lexeme, place
      from unnest(${words}::text[]) with ordinality as typed (word, place) offset 0
    ) asked
    order by place`)
}

/** Words that can be reached from this one with few typing errors; a swap of neighbours counts as two here. */
export function wordsNear(db: Db, word: string) {
  return db.many(sql<KnownWord>`
    select word, lexeme, titles, bodies from words
    where length(word) between length(${word}::text) - 2 and length(${word}) + 2
      and levenshtein_less_equal(word, ${word}, 2) <= 2
    order by levenshtein_less_equal(word, ${word}, 2), titles desc, bodies desc limit 100`)
}

export type Match = { id: string; score: number }

/** Products with the words, best first; the one with this very sku before all. @param query as tsquery, null for none */
export function matchesOf(db: Db, query: string | null, sku: string) {
  return db.many(sql<Match>`
    select id, max(score) as score from (
      select p.id, ts_rank('{0.02, 0.1, 0.4, 1}', p.search, query) as score
      from (select ${query}::tsquery as query) asked join products p on p.search @@ query
      where p.removed_at is null
      union all
      select product_id, 10 from variants where sku in (${sku}, upper(${sku}))
    ) found
    group by id order by score desc, id desc`)
}
