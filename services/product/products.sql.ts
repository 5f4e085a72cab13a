/**
 * Every statement that changes the catalogue or reads one product. Changes begin with `nextVersion`, whose row lock lets
 * them come one after another: what is checked then still holds when it is written.
 */
import type { Product } from '@souk/contracts/product.ts'
import type { Db, Transaction } from '@souk/platform/database/pool.ts'
import { json, part, sql } from '@souk/platform/database/sql.ts'
import type { Draft } from './product.ts'

/** What a change touches, beside the products that it marks itself. */
export type Touched = 'texts' | 'categories' | 'availability' | 'sales'

/** @returns the catalogue's version of this change */
export async function nextVersion(tx: Transaction, touched: Touched) {
  const { version } = await tx.one(sql<{ version: number }>`
    update catalogue set version = version + 1,
      texts = case when ${touched} = 'texts' then version + 1 else texts end,
      categories = case when ${touched} = 'categories' then version + 1 else categories end,
      sales = case when ${touched} = 'sales' then version + 1 else sales end
    returning version`)
  return version
}

export type ProductRow = Omit<Product, 'variants'> & {
  variants: (Omit<Product['variants'][number], 'compareAtPrice'> & {
    compareAtPrice: Product['variants'][number]['price'] | null
  })[]
}

const productRow = part`
  select id, slug, name, brand, category, description, attributes, options, images, version, updated_at as "updatedAt",
    (select json_agg(json_build_object('sku', sku, 'options', v.options,
        'price', json_build_object('amount', v.price, 'currency', p.currency),
        'compareAtPrice', case when v.compare_at_price is not null
          then json_build_object('amount', v.compare_at_price, 'currency', p.currency) end,
        'weight', v.weight, 'availability', coalesce(a.availability, 'out')) order by v.position)
      from variants v left join availability a using (sku) where v.product_id = p.id) as variants
  from products p`

export function productById(db: Db, id: string) {
  return db.maybe(sql<ProductRow>`${productRow} where id = ${id} and removed_at is null`)
}

export function productBySlug(db: Db, slug: string) {
  return db.maybe(sql<ProductRow>`${productRow} where slug = ${slug} and removed_at is null`)
}

/** What else in the catalogue decides whether a draft can be saved. */
export type Surroundings = {
  /** The names of its category and of those above; null where there is no such category. */
  categoryNames: string[] | null
  slugTaken: boolean
  /** Skus that other products have. */
  takenSkus: string[]
}

export function surroundingsOf(tx: Transaction, id: string, { slug, category, variants }: Draft) {
  return tx.one(sql<Surroundings>`
    with recursive above as (
      select slug, name, parent from categories where slug = ${category}
      union all
      select c.slug, c.name, c.parent from categories c join above on c.slug = above.parent
    )
    select (select array_agg(name) from above) as "categoryNames",
      exists (select from products where slug = ${slug} and removed_at is null and id <> ${id}) as "slugTaken",
      array(select sku from variants
        where sku = any(${variants.map(({ sku }) => sku)}) and product_id <> ${id} order by sku) as "takenSkus"`)
}

export type Texts = { name: string; titles: string; attributes: string; description: string }

/** Inserts a product or replaces all of it, with its variants, and tells of it. */
export async function writeProduct(
  tx: Transaction,
  catalogueVersion: number,
  product: { id: string; version: number; at: Date },
  draft: Draft,
  texts: Texts,
  words: { titles: string[]; bodies: string[] },
  event: object,
) {
  const { variants } = draft
  await tx.run(sql`
    with written as (
      insert into products (id, slug, name, brand, category, description, attributes, options, images, currency, version,
        created_at, updated_at, search, title_words, body_words)
      values (${product.id}, ${draft.slug}, ${draft.name}, ${draft.brand}, ${draft.category}, ${draft.description},
        ${json(draft.attributes)}::json, ${json(draft.options)}::json, ${json(draft.images)}::json,
        ${variants[0]?.price.currency}, ${product.version}, ${product.at}, ${product.at},
        setweight(to_tsvector('pg_catalog.english', ${texts.name}), 'A') ||
        setweight(to_tsvector('pg_catalog.english', ${texts.titles}), 'B') ||
        setweight(to_tsvector('pg_catalog.english', ${texts.attributes}), 'C') ||
        setweight(to_tsvector('pg_catalog.english', ${texts.description}), 'D'),
        ${words.titles}, ${words.bodies})
      on conflict (id) do update set slug = excluded.slug, name = excluded.name, brand = excluded.brand,
        category = excluded.category, description = excluded.description, attributes = excluded.attributes,
        options = excluded.options, images = excluded.images, currency = excluded.currency, version = excluded.version,
        updated_at = excluded.updated_at, search = excluded.search, title_words = excluded.title_words,
        body_words = excluded.body_words
    ),
    dropped as (
      delete from variants where product_id = ${product.id} and sku <> all(${variants.map(({ sku }) => sku)})
    ),
    placed as (
      insert into variants (sku, product_id, position, options, price, compare_at_price, weight)
      select sku, ${product.id}::uuid, position, options::json, price, compare_at_price, weight
      from unnest(${variants.map(({ sku }) => sku)}::text[], ${variants.map(({ options }) => json(options))}::text[],
        ${variants.map(({ price }) => price.amount)}::bigint[],
        ${variants.map(({ compareAtPrice }) => compareAtPrice?.amount ?? null)}::bigint[],
        ${variants.map(({ weight }) => weight)}::int[])
        with ordinality as v (sku, options, price, compare_at_price, weight, position)
      on conflict (sku) do update set position = excluded.position, options = excluded.options, price = excluded.price,
        compare_at_price = excluded.compare_at_price, weight = excluded.weight
    ),
    listed as (
      insert into listing_versions (product_id, version) values (${product.id}, ${catalogueVersion})
      on conflict (product_id) do update set version = excluded.version
    )
    insert into platform.feed (type, subject, data) values ('product.changed.v1', ${product.id}, ${json(event)}::jsonb)`)
}

export type Words = { titles: string[]; bodies: string[] }

export async function wordsOfProduct(tx: Transaction, id: string): Promise<Words> {
  const row = await tx.maybe(sql<Words>`
    select title_words as titles, body_words as bodies from products where id = ${id} and removed_at is null`)
  return row ?? { titles: [], bodies: [] }
}

/** Counts words in (1) or out (-1); words that no product has any more go. */
export async function countWords(
  tx: Transaction,
  changes: readonly { word: string; titles: number; bodies: number }[],
) {
  if (changes.length === 0) return
  const words = changes.map(({ word }) => word)
  await tx.run(sql`
    insert into words (word, lexeme, titles, bodies)
    select word, lexeme_of(word), titles, bodies
    from unnest(${words}::text[], ${changes.map(({ titles }) => titles)}::int[],
      ${changes.map(({ bodies }) => bodies)}::int[]) as change (word, titles, bodies)
    where lexeme_of(word) is not null
    on conflict (word) do update set titles = words.titles + excluded.titles, bodies = words.bodies + excluded.bodies`)
  await tx.run(sql`delete from words where word = any(${words}) and titles + bodies <= 0`)
}

/** Takes a product off sale and tells of it. @returns whether it was on sale */
export async function removeProduct(tx: Transaction, catalogueVersion: number, id: string, at: Date) {
  const removed = await tx.run(sql`
    with removed as (
      update products set removed_at = ${at}, version = version + 1 where id = ${id} and removed_at is null
      returning id, version
    ),
    dropped as (delete from variants where product_id in (select id from removed) returning sku, position),
    listed as (
      update listing_versions set version = ${catalogueVersion} where product_id in (select id from removed)
    )
    insert into platform.feed (type, subject, data)
    select 'product.removed.v1', id, jsonb_build_object('productId', id, 'version', version,
      'skus', (select coalesce(jsonb_agg(sku order by position), '[]') from dropped))
    from removed`)
  return removed > 0
}

/** True also for a product that was taken off sale. */
export async function wasEverOnSale(db: Db, id: string) {
  return (await db.maybe(sql`select from products where id = ${id}`)) !== undefined
}
