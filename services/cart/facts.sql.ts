/** Every statement on what other services say of products and stock. An older word never replaces a newer one. */
import type { product } from '@souk/contracts/product.ts'
import type { EventData } from '@souk/platform/contract.ts'
import type { Db } from '@souk/platform/database/pool.ts'
import { json, part, sql } from '@souk/platform/database/sql.ts'

type ProductChange = EventData<typeof product, 'product.changed.v1'>

/** The product, where this word of it is news. */
function news(productId: string, version: number) {
  return part`
    news as (
      insert into product_versions (product_id, version) values (${productId}, ${version})
      on conflict (product_id) do update set version = excluded.version where product_versions.version < excluded.version
      returning product_id
    )`
}

/** The event holds all variants on sale, so whatever else the product had is off sale, even where a word was missed. */
export async function keepProduct(db: Db, { productId, slug, name, image, variants, version }: ProductChange) {
  const rows = variants.map(({ sku, options, price, weight, image: own }) => ({
    ...{ sku, options, weight, image: own ?? image ?? null, price: price.amount, currency: price.currency },
  }))
  await db.run(sql`
    with ${news(productId, version)},
    dropped as (
      update product_facts set active = false from news
      where product_facts.product_id = news.product_id and sku <> all(${variants.map(({ sku }) => sku)})
    )
    insert into product_facts (sku, product_id, slug, name, options, image, price, currency, weight, active)
    select sku, product_id, ${slug}, ${name}, options, image, price, currency, weight, true
    from news, json_to_recordset(${json(rows)}::json)
      as v (sku text, options json, image json, price bigint, currency text, weight int)
    order by sku
    on conflict (sku) do update set product_id = excluded.product_id, slug = excluded.slug, name = excluded.name,
      options = excluded.options, image = excluded.image, price = excluded.price, currency = excluded.currency,
      weight = excluded.weight, active = true`)
}

export async function dropProduct(db: Db, productId: string, version: number) {
  await db.run(sql`
    with ${news(productId, version)}
    update product_facts set active = false from news where product_facts.product_id = news.product_id`)
}

export type StockFact = { sku: string; availability: string; available: number }

/** @param position the event's place in the feed, as `transaction-position` */
export async function keepStock(db: Db, { sku, availability, available }: StockFact, position: string) {
  const [transactionId, place] = position.split('-')
  await db.run(sql`
    insert into stock_facts (sku, availability, available, transaction_id, position)
    values (${sku}, ${availability}, ${available}, ${transactionId}::xid8, ${place}::bigint)
    on conflict (sku) do update set availability = excluded.availability, available = excluded.available,
      transaction_id = excluded.transaction_id, position = excluded.position
    where (stock_facts.transaction_id, stock_facts.position) < (excluded.transaction_id, excluded.position)`)
}
