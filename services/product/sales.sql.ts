/** Every statement on what was sold. */
import type { order } from '@souk/contracts/order.ts'
import type { EventData } from '@souk/platform/contract.ts'
import type { Db, Transaction } from '@souk/platform/database/pool.ts'
import { part, sql } from '@souk/platform/database/sql.ts'

/** Counts an order once, however often it is told of. A line belongs to the product that has its sku, or else its slug. */
export async function countOrder(
  tx: Transaction,
  { orderId, lines }: Pick<EventData<typeof order, 'order.confirmed.v1'>, 'orderId' | 'lines'>,
  day: string,
) {
  await tx.run(sql`
    with counted as (
      insert into counted_orders (order_id, day) values (${orderId}, ${day}) on conflict (order_id) do nothing
      returning day
    ),
    sold as (
      select coalesce(v.product_id, p.id) as product_id, sum(line.quantity) as units
      from unnest(${lines.map(({ sku }) => sku)}::text[], ${lines.map(({ productSlug }) => productSlug)}::text[],
          ${lines.map(({ quantity }) => quantity)}::int[]) as line (sku, slug, quantity)
        left join variants v on v.sku = line.sku
        left join products p on v.sku is null and p.slug = line.slug and p.removed_at is null
      group by 1
    )
    insert into sales (product_id, day, units)
    select product_id, day, units from counted, sold where product_id is not null order by product_id
    on conflict (product_id, day) do update set units = sales.units + excluded.units`)
}

const soldSince = (firstDay: string) => part`
  select product_id, sum(units)::int as units from sales where day >= ${firstDay} group by product_id`

export async function ranksChanged(db: Db, firstDay: string) {
  const { changed } = await db.one(sql<{ changed: boolean }>`
    select exists (
      select from (${soldSince(firstDay)}) s full join best_sellers b using (product_id)
      where s.units is distinct from b.units
    ) as changed`)
  return changed
}

export async function rank(tx: Transaction, firstDay: string) {
  await tx.run(sql`
    merge into best_sellers b using (${soldSince(firstDay)}) s on b.product_id = s.product_id
    when matched and b.units <> s.units then update set units = s.units
    when not matched then insert (product_id, units) values (s.product_id, s.units)
    when not matched by source then delete`)
}

/** @returns how many days of products and orders there were to forget */
export async function forgetBefore(db: Db, firstDay: string) {
  const orders = await db.run(sql`delete from counted_orders where day < ${firstDay}`)
  return orders + (await db.run(sql`delete from sales where day < ${firstDay}`))
}

export function bestSellers(db: Db) {
  return db.many(sql<{ id: string; units: number }>`select product_id as id, units from best_sellers`)
}
