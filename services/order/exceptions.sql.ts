/** What the audit says of an order, on its timeline. */
import type { Db } from '@souk/platform/database/pool.ts'
import { json, sql } from '@souk/platform/database/sql.ts'

type Told = { what: 'exception_found' | 'exception_settled'; by: 'staff' | 'system'; details: { exceptionId: string } }

/** Once, however often it is told; nothing where there is no such order. */
export function enterException(db: Db, orderId: string, at: string, { what, by, details }: Told) {
  return db.run(sql`
    insert into timeline (order_id, at, what, by, details)
    select o.id, ${at}, ${what}, ${by}, ${json(details)}::jsonb from orders o where o.id = ${orderId}
    on conflict ((details->>'exceptionId'), what) where what in ('exception_found', 'exception_settled') do nothing`)
}
