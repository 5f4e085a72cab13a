/** Returned pieces that go back on sale. Rows are locked in one order: the restock, then stock by sku. */
import type { Db } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { type Line, tellAvailability } from './stock.sql.ts'

/** Two lines on the same sku are summed. Does nothing where the id was seen before. */
export function restock(db: Db, id: string, orderId: string, lines: readonly Line[]) {
  const skus = lines.map(({ sku }) => sku)
  const quantities = lines.map(({ quantity }) => quantity)
  return db.one(sql`
    with accepted as (
      insert into restocks (id, order_id) values (${id}, ${orderId}) on conflict (id) do nothing returning order_id
    ),
    returned as (
      select sku, sum(quantity)::int as quantity, order_id
      from unnest(${skus}::text[], ${quantities}::int[]) as r (sku, quantity), accepted
      group by sku, order_id
    ),
    changed as (
      insert into stock (sku, on_hand) select sku, quantity from returned order by sku
      on conflict (sku) do update set on_hand = stock.on_hand + excluded.on_hand
      returning new.sku, new.on_hand, new.on_hand - coalesce(old.on_hand, 0) as change,
        old.on_hand - old.reserved as before, new.on_hand - new.reserved as available
    ),
    entered as (
      insert into ledger (sku, change, on_hand, cause, reference)
      select sku, change, changed.on_hand, 'returned', order_id from changed, accepted
    ), ${tellAvailability}
    select count(*) as lines from changed`)
}
