/** The statement that tells payments to an audit. */
import type { Db } from '@souk/platform/database/pool.ts'
import { part, sql } from '@souk/platform/database/sql.ts'
import type { PaymentRow } from './payment.ts'

export type AuditedRow = Pick<PaymentRow, 'orderId' | 'status' | 'amount' | 'currency' | 'captured' | 'refunded'> & {
  inDoubt: number
  strays: number
}
/** Less than any id: a page that begins at the beginning is read by the same index as all others. */
const beforeAll = '00000000-0000-0000-0000-000000000000'

export type Which = { after?: string; ids?: string[]; since?: string }

/** In doubt is what `isOfThePayment` is true for (doubts.ts); a stray is an authorization that is looked for and is not. */
export function auditPayments(db: Db, { after, ids, since }: Which, limit: number) {
  const wanted = ids === undefined ? part`true` : part`p.order_id = any(${ids}::uuid[])`
  const recent =
    since === undefined ? part`true` : part`(p.order_id >= ${since} or p.status in ('pending', 'authorized'))`
  const isOfThePayment = part`(
    a.kind = 'refund'
    or a.kind = 'authorize' and p.status = 'pending' and a.key = p.attempt_id::text
    or a.kind in ('capture', 'void') and p.status = 'authorized' and a.key = p.attempt_id || ':' || a.kind)`
  return db.many(sql<AuditedRow>`
    select p.order_id as "orderId", p.status, p.amount, p.currency, p.captured, p.refunded, doubts."inDoubt", doubts.strays
    from payments p, lateral (
      select count(*) filter (where ${isOfThePayment}) as "inDoubt",
        count(*) filter (where not ${isOfThePayment} and a.kind in ('authorize', 'void')) as strays
      from attempts a where a.payment_id = p.id and a.outcome in ('started', 'lost')
    ) as doubts
    where p.order_id > ${after ?? beforeAll}::uuid and ${wanted} and ${recent}
    order by p.order_id limit ${limit}`)
}
