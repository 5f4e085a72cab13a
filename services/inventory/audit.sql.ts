/** The statements that tell the books for an audit: each page is one statement, so that what it says belongs together. */
import type { AuditedRestock, AuditedStock } from '@souk/contracts/inventory.ts'
import type { Db } from '@souk/platform/database/pool.ts'
import { part, sql } from '@souk/platform/database/sql.ts'
import type { Line } from './stock.sql.ts'

/** @param ids these alone, where they are given */
export function auditStock(db: Db, after: string | undefined, ids: readonly string[] | undefined, limit: number) {
  const wanted = ids === undefined ? part`true` : part`sku = any(${ids})`
  return db.many(sql<AuditedStock>`
    with page as (
      select sku, on_hand, reserved from stock where sku > ${after ?? ''} and ${wanted} order by sku limit ${limit}
    ),
    drawn as (
      select l.sku, sum(l.quantity) as quantity
      from reservations r join reservation_lines l using (order_id)
      where r.status in ('held', 'kept') and l.sku in (select sku from page)
      group by l.sku
    )
    select sku, on_hand as "onHand", reserved, coalesce(drawn.quantity, 0) as held,
      (select coalesce(sum(change), 0) from ledger where ledger.sku = page.sku) as "ledgerSum"
    from page left join drawn using (sku) order by sku`)
}

export type AuditedRow = {
  orderId: string
  status: 'held' | 'kept' | 'shipped'
  lines: Line[]
  expiresAt: string | null
}
/** Less than any id: a page that begins at the beginning is read by the same index as all others. */
const beforeAll = '00000000-0000-0000-0000-000000000000'

export type Which = { after?: string; ids?: string[]; since?: string }

export function auditReservations(db: Db, { after, ids, since }: Which, limit: number) {
  const wanted = ids === undefined ? part`true` : part`order_id = any(${ids}::uuid[])`
  const recent = since === undefined ? part`true` : part`(order_id >= ${since} or status <> 'shipped')`
  return db.many(sql<AuditedRow>`
    select order_id as "orderId", status, expires_at as "expiresAt",
      (select coalesce(jsonb_agg(jsonb_build_object('sku', sku, 'quantity', quantity)), '[]')
        from reservation_lines l where l.order_id = r.order_id) as lines
    from reservations r
    where order_id > ${after ?? beforeAll}::uuid and ${wanted} and ${recent}
      and status in ('held', 'kept', 'shipped')
    order by order_id limit ${limit}`)
}

/** The quantities are the ledger's: what it entered is what went on sale. */
export function auditRestocks(db: Db, { after, ids, since }: Which, limit: number) {
  const wanted = ids === undefined ? part`true` : part`order_id = any(${ids}::uuid[])`
  const recent = since === undefined ? part`true` : part`order_id >= ${since}`
  return db.many(sql<AuditedRestock>`
    with page as (
      select order_id, count(*) as restocks from restocks
      where order_id > ${after ?? beforeAll}::uuid and ${wanted} and ${recent}
      group by order_id order by order_id limit ${limit}
    ),
    entered as (
      select order_id, sku, sum(change) as quantity
      from page join ledger on cause = 'returned' and reference = order_id::text
      group by order_id, sku
    )
    select order_id as "orderId", restocks,
      (select coalesce(jsonb_agg(jsonb_build_object('sku', sku, 'quantity', quantity) order by sku), '[]')
        from entered where entered.order_id = page.order_id) as lines
    from page order by order_id`)
}
