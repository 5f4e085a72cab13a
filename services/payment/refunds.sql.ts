/** Every statement on refunds. */
import type { Db } from '@souk/platform/database/pool.ts'
import { json, part, sql } from '@souk/platform/database/sql.ts'
import type { PaymentRow } from './payments.sql.ts'

export type RefundRow = { id: string; paymentId: string; amount: number; status: 'pending' | 'succeeded' }
const columns = part`id, payment_id as "paymentId", amount, status`

export function refundOf(db: Db, id: string) {
  return db.maybe(sql<RefundRow>`select ${columns} from refunds where id = ${id}`)
}

/** Sets money aside for a refund, unless that would be more than was taken; refunds in doubt count as given. */
export async function openRefund(db: Db, payment: PaymentRow, id: string, amount: number) {
  const opened = await db.run(sql`
    insert into refunds (id, payment_id, amount, status)
    select ${id}, p.id, ${amount}, 'pending' from payments p
    where p.id = ${payment.id} and p.captured >= ${amount} + (
      select coalesce(sum(r.amount), 0) from refunds r where r.payment_id = p.id)
    on conflict (id) do nothing`)
  return opened > 0
}

/** What may still be refunded. */
export async function leftToRefund(db: Db, paymentId: string) {
  const { amount } = await db.one(sql<{ amount: number }>`
    select captured - coalesce((select sum(r.amount) from refunds r where r.payment_id = p.id), 0) as amount
    from payments p where id = ${paymentId}`)
  return amount
}

/** The provider will never give it: the money set aside is free again. */
export async function dropRefund(db: Db, id: string) {
  await db.run(sql`delete from refunds where id = ${id} and status = 'pending'`)
}

/** The refund is given, once: the sum on the payment, and the event. @returns whether it was this call that ended it */
export async function endRefund(db: Db, refund: RefundRow, event: { type: string; data: unknown }) {
  const touched = await db.run(sql`
    with given as (
      update refunds set status = 'succeeded' where id = ${refund.id} and status = 'pending' returning payment_id, amount
    ), summed as (
      update payments p set refunded = p.refunded + given.amount,
        status = case when p.refunded + given.amount >= p.captured then 'refunded' else 'partially_refunded' end
      from given where p.id = given.payment_id
      returning p.order_id
    )
    insert into platform.feed (type, subject, data)
    select ${event.type}, order_id::text, ${json(event.data)}::jsonb from summed`)
  return touched > 0
}
