/**
 * Every statement on payments, which also writes the journal where both belong together. Rows are locked in one
 * order everywhere: the payment, then its refunds, then its attempts.
 */
import type { Db } from '@souk/platform/database/pool.ts'
import { part, sql } from '@souk/platform/database/sql.ts'
import { type Attempt, before, keyOf, type PaymentRow } from './payment.ts'

export const columns = part`
  id, order_id as "orderId", status, amount, currency, captured, refunded, refunding, method, attempt_id as "attemptId",
  decline_code as "declineCode", action_url as "actionUrl", created_at as "createdAt"`

/** Who speaks with the provider, and until when others leave it to them. */
export type Claim = { by: string; until: Date }

export function paymentOf(db: Db, orderId: string) {
  return db.maybe(sql<PaymentRow>`select ${columns} from payments where order_id = ${orderId}`)
}

/** What a common table `changed` holds tells itself, with the event's type after the payment's status. */
const tell = part`
  told as (
    insert into platform.feed (type, subject, data)
    select 'payment.' || status || '.v1', order_id::text, jsonb_build_object('paymentId', id, 'orderId', order_id) ||
      case when status = 'declined' then jsonb_build_object('declineCode', decline_code)
        else jsonb_build_object('amount', jsonb_build_object('amount', amount, 'currency', currency)) end
    from changed
  )`

/** Writes a conversation into the journal, for each payment (at most one) in the common table `from`. */
export function begun(from: 'opened' | 'changed', attempt: Attempt, askAt: Date) {
  const { id, kind, key, method, amount, currency, startedAt } = attempt
  return part`
    begun as (
      insert into attempts (payment_id, id, kind, key, method, amount, currency, outcome, started_at, ask_at)
      select id, ${id}, ${kind}, ${key}, ${method}, ${amount}, ${currency}, 'started', ${startedAt}, ${askAt}
      from ${from === 'opened' ? part`opened` : part`changed`}
    )`
}

/** A new payment with its first attempt, claimed. @returns undefined where the order has one already */
export function open(db: Db, id: string, orderId: string, attempt: Attempt, claim: Claim, askAt: Date) {
  const { key, amount, currency, method, startedAt } = attempt
  return db.maybe(sql<PaymentRow>`
    with opened as (
      insert into payments (id, order_id, status, amount, currency, method, attempt_id, busy_by, busy_until, created_at)
      values (${id}, ${orderId}, 'pending', ${amount}, ${currency}, ${method}, ${key}, ${claim.by}, ${claim.until}, ${startedAt})
      on conflict (order_id) do nothing
      returning *
    ), ${begun('opened', attempt, askAt)}
    select ${columns} from opened`)
}

/** A new attempt takes the place of one that was declined, or that the provider does not know. */
export function reopen(db: Db, was: PaymentRow, attempt: Attempt, claim: Claim, askAt: Date) {
  const { key, amount, currency, method } = attempt
  return db.maybe(sql<PaymentRow>`
    with changed as (
      update payments set status = 'pending', attempt_id = ${key}, amount = ${amount}, currency = ${currency},
        method = ${method}, decline_code = null, action_url = null, busy_until = ${claim.until}
      where id = ${was.id} and status = ${was.status} and status in ('pending', 'declined')
        and attempt_id = ${was.attemptId} and busy_by = ${claim.by}
      returning *
    ), ${begun('changed', attempt, askAt)}
    select ${columns} from changed`)
}

/** A mark that a payment which comes late comes to nothing against. @returns undefined where the order has a payment */
export function tombstone(db: Db, id: string, orderId: string, now: Date) {
  return db.maybe(sql<PaymentRow>`
    insert into payments (id, order_id, status, amount, currency, method, created_at)
    values (${id}, ${orderId}, 'voided', 0, 'XXX', 'none', ${now})
    on conflict (order_id) do nothing
    returning ${columns}`)
}

/** Claims the payment. @returns undefined while somebody else has it */
export function take(db: Db, orderId: string, claim: Claim, now: Date) {
  return db.maybe(sql<PaymentRow>`
    update payments set busy_by = ${claim.by}, busy_until = ${claim.until}
    where order_id = ${orderId} and (busy_by is null or busy_until < ${now})
    returning ${columns}`)
}

export function renew(db: Db, id: string, claim: Claim) {
  return db.run(sql`update payments set busy_until = ${claim.until} where id = ${id} and busy_by = ${claim.by}`)
}

export function release(db: Db, id: string, by: string) {
  return db.run(sql`update payments set busy_by = null, busy_until = null where id = ${id} and busy_by = ${by}`)
}

type Ending = { outcome: 'succeeded' | 'declined' | 'lost'; now: Date; note: string | null; releasing: string | null }

/**
 * How the current attempt ended, once. Where the payment has moved on meanwhile nothing is written, and the attempt stays
 * in doubt in the journal, for the job to see to what it left at the provider.
 * @param ending `lost`: the payment is given up, and the attempt is still looked for
 */
export function settleAuthorization(
  db: Db,
  { id, attemptId }: PaymentRow,
  status: 'authorized' | 'declined',
  declineCode: string | null,
  { outcome, now, note, releasing }: Ending,
) {
  return db.maybe(sql<PaymentRow>`
    with changed as (
      update payments set status = ${status}, decline_code = ${declineCode}, action_url = null, busy_by = nullif(busy_by, ${releasing})
      where id = ${id} and status = any(${before(status)}) and attempt_id = ${attemptId}
      returning *
    ), ended as (
      update attempts set outcome = ${outcome}, ended_at = ${now}, note = coalesce(${note}, note),
        ask_at = case when ${outcome} = 'lost' then ask_at end
      where payment_id = ${id} and key = ${attemptId}::text and kind = 'authorize' and outcome in ('started', 'lost')
        and exists (select from changed)
    ), ${tell}
    select ${columns} from changed`)
}

/** The held money was taken, or let go, once: what was begun to the contrary has failed. */
export function settleHeld(
  db: Db,
  { id, attemptId }: PaymentRow,
  status: 'captured' | 'voided',
  outcomes: { capture: 'succeeded' | 'failed'; void: 'succeeded' | 'declined' | 'failed' },
  now: Date,
  note: string | null,
) {
  const [captureKey, voidKey] = [keyOf('capture', String(attemptId)), keyOf('void', String(attemptId))]
  return db.maybe(sql<PaymentRow>`
    with changed as (
      update payments set status = ${status}, captured = case when ${status} = 'captured' then amount else 0 end
      where id = ${id} and status = 'authorized' and attempt_id = ${attemptId}
      returning *
    ), ended as (
      update attempts set outcome = case kind when 'capture' then ${outcomes.capture} else ${outcomes.void} end,
        ended_at = ${now}, note = coalesce(${note}, note), ask_at = null
      where payment_id = ${id} and kind in ('capture', 'void') and key in (${captureKey}, ${voidKey})
        and outcome in ('started', 'lost') and exists (select from changed)
    ), ${tell}
    select ${columns} from changed`)
}

/** Closes a payment of which no money is known to be held. */
export function close(db: Db, { id, attemptId }: PaymentRow) {
  return db.maybe(sql<PaymentRow>`
    update payments set status = 'voided', decline_code = null, action_url = null
    where id = ${id} and status in ('pending', 'declined') and attempt_id = ${attemptId}
    returning ${columns}`)
}

/** The payer has to act before the current attempt is decided, or need not any more. Its conversation stays open. */
export function awaitPayer(db: Db, { id, attemptId }: PaymentRow, actionUrl: string | null) {
  return db.maybe(sql<PaymentRow>`
    with changed as (
      update payments set action_url = ${actionUrl}
      where id = ${id} and status = 'pending' and attempt_id = ${attemptId}
      returning *
    ), noted as (
      update attempts set note = ${actionUrl === null ? 'the provider has not decided yet' : 'waits for the payer'}
      where payment_id = ${id} and key = ${attemptId}::text and kind = 'authorize' and outcome in ('started', 'lost')
        and exists (select from changed)
    )
    select ${columns} from changed`)
}
