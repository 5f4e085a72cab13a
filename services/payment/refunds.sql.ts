/** Every statement on refunds, and on the payment and the journal with them. */
import type { Db } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import type { Attempt, PaymentRow } from './payment.ts'
import { begun, type Claim, columns } from './payments.sql.ts'

export type RefundRow = {
  id: string
  amount: number
  status: 'pending' | 'succeeded' | 'declined'
  declineCode: string | null
}

export function refundOf(db: Db, paymentId: string, id: string) {
  return db.maybe(sql<RefundRow>`
    select id, amount, status, decline_code as "declineCode" from refunds where payment_id = ${paymentId} and id = ${id}`)
}

export async function isGiven(db: Db, paymentId: string, key: string) {
  const { given } = await db.one(sql<{ given: boolean }>`
    select exists (select from refunds where payment_id = ${paymentId} and key = ${key} and status = 'succeeded') as given`)
  return given
}

/** Sets the money aside for a refund and begins it. @returns undefined where that is more than is left, or the claim is lost */
export function openRefund(db: Db, { id }: PaymentRow, refundId: string, attempt: Attempt, claim: Claim, askAt: Date) {
  return db.maybe(sql<PaymentRow>`
    with changed as (
      update payments set refunding = refunding + ${attempt.amount}, busy_until = ${claim.until}
      where id = ${id} and busy_by = ${claim.by} and refunded + refunding + ${attempt.amount} <= captured
      returning *
    ), opened as (
      insert into refunds (payment_id, id, key, amount, status, created_at)
      select id, ${refundId}, ${attempt.key}, ${attempt.amount}, 'pending', ${attempt.startedAt} from changed
    ), ${begun('changed', attempt, askAt)}
    select ${columns} from changed`)
}

/** How a refund ended, once. @param declineCode null where it was given */
export function settleRefund(
  db: Db,
  { id }: PaymentRow,
  key: string,
  declineCode: string | null,
  now: Date,
  note: string | null,
) {
  return db.maybe(sql<PaymentRow>`
    with locked as (select id from payments where id = ${id} for update),
    decided as (
      update refunds set status = case when ${declineCode}::text is null then 'succeeded' else 'declined' end,
        decline_code = ${declineCode}
      where payment_id in (select id from locked) and key = ${key} and status = 'pending'
      returning id as refund_id, amount as refund_amount, case when ${declineCode}::text is null then amount else 0 end as given
    ),
    changed as (
      update payments p set refunding = p.refunding - refund_amount, refunded = p.refunded + given,
        status = case when given = 0 then p.status when p.refunded + given = p.captured then 'refunded'
          else 'partially_refunded' end
      from decided where p.id = ${id}
      returning p.*, refund_id, given
    ), ended as (
      update attempts set outcome = case when ${declineCode}::text is null then 'succeeded' else 'declined' end,
        ended_at = ${now}, note = coalesce(${note}, note), ask_at = null
      where payment_id = ${id} and key = ${key} and kind = 'refund' and outcome in ('started', 'lost')
        and exists (select from changed)
    ), told as (
      insert into platform.feed (type, subject, data)
      select 'payment.refunded.v1', order_id::text, jsonb_build_object('paymentId', id, 'orderId', order_id,
        'refundId', refund_id, 'amount', jsonb_build_object('amount', given, 'currency', currency))
      from changed where given > 0
    )
    select ${columns} from changed`)
}
