/** Every statement on the journal alone. What is `started` or `lost` is in doubt. */
import type { Db } from '@souk/platform/database/pool.ts'
import { json, part, sql } from '@souk/platform/database/sql.ts'
import type { Attempt, PaymentRow } from './payment.ts'
import type { Claim } from './payments.sql.ts'

const columns = part`id, kind, key, method, amount, currency, started_at as "startedAt"`

/**
 * Writes down what is about to be said; of the conversations under one key the job looks at the latest, no sooner
 * than it would have looked at the one before.
 * @returns false where the claim is lost
 */
export async function begin(db: Db, { id: paymentId }: PaymentRow, attempt: Attempt, claim: Claim, askAt: Date | null) {
  const { id, kind, key, method, amount, currency, startedAt } = attempt
  const begun = await db.run(sql`
    with held as (
      update payments set busy_until = ${claim.until} where id = ${paymentId} and busy_by = ${claim.by} returning id
    ), superseded as (
      update attempts set ask_at = null
      where payment_id = ${paymentId} and kind = ${kind} and key = ${key} and ask_at is not null
        and exists (select from held)
      returning old.ask_at, old.asked
    )
    insert into attempts (payment_id, id, kind, key, method, amount, currency, outcome, started_at, ask_at, asked)
    select id, ${id}, ${kind}, ${key}, ${method}, ${amount}, ${currency}, 'started', ${startedAt},
      greatest(${askAt}::timestamptz, (select max(ask_at) from superseded)), coalesce((select max(asked) from superseded), 0)
    from held`)
  return begun > 0
}

/** Writes down that we asked about a key; a question changes nothing, so it is noted when it has ended. */
export function noteQuestion(
  db: Db,
  paymentId: string,
  { id, key, method, amount, currency, startedAt }: Omit<Attempt, 'kind'>,
  { outcome, note, now }: { outcome: 'succeeded' | 'lost' | 'failed'; note: string; now: Date },
) {
  return db.run(sql`
    insert into attempts (payment_id, id, kind, key, method, amount, currency, outcome, started_at, ended_at, note)
    values (${paymentId}, ${id}, 'find', ${key}, ${method}, ${amount}, ${currency}, ${outcome}, ${startedAt}, ${now}, ${note})`)
}

/** No answer came. */
export function lose(db: Db, paymentId: string, id: string, note: string, now: Date) {
  return db.run(sql`
    update attempts set outcome = 'lost', ended_at = ${now}, note = ${note}
    where payment_id = ${paymentId} and id = ${id} and outcome = 'started'`)
}

/** Ends every conversation under the key that is in doubt. */
export function end(
  db: Db,
  paymentId: string,
  key: string,
  outcome: 'succeeded' | 'declined' | 'failed',
  note: string | null,
  now: Date,
) {
  return db.run(sql`
    update attempts set outcome = ${outcome}, ended_at = ${now}, note = coalesce(${note}, note), ask_at = null
    where payment_id = ${paymentId} and key = ${key} and kind <> 'find' and outcome in ('started', 'lost')`)
}

/** An authorization whose place another one took, or that its payer never confirmed, holds nothing any more. */
export function endReplaced(db: Db, { id }: PaymentRow, { key }: Attempt, now: Date) {
  return end(db, id, key, 'succeeded', 'came too late; its money was let go', now)
}

/** An authorization that turned up when nobody waited for it was let go, which is told. */
export function endLate(db: Db, { id, orderId }: PaymentRow, { key, amount, currency }: Attempt, now: Date) {
  const data = { paymentId: id, orderId, attemptId: key, amount: { amount, currency } }
  return db.run(sql`
    with ended as (
      update attempts set outcome = 'succeeded', ended_at = ${now}, note = 'came too late; its money was let go', ask_at = null
      where payment_id = ${id} and key = ${key} and kind = 'authorize' and outcome in ('started', 'lost')
      returning payment_id
    )
    insert into platform.feed (type, subject, data)
    select 'payment.late-hold-released.v1', ${orderId}, ${json(data)}::jsonb where exists (select from ended)`)
}

/** What is in doubt: the latest conversation under each key, oldest first. */
export function inDoubt(db: Db, paymentId: string) {
  return db.many(sql<Attempt>`
    select ${columns} from attempts a
    where payment_id = ${paymentId} and outcome in ('started', 'lost') and kind <> 'find'
      and not exists (
        select from attempts later
        where later.payment_id = a.payment_id and later.key = a.key and later.kind = a.kind and later.id > a.id
          and later.outcome in ('started', 'lost'))
    order by id`)
}

export async function isKnown(db: Db, paymentId: string, key: string) {
  const { known } = await db.one(sql<{ known: boolean }>`
    select exists (select from attempts where payment_id = ${paymentId} and kind = 'authorize' and key = ${key}) as known`)
  return known
}

export type Due = { orderId: string; attemptId: string }

/** What the job is to look at now; the next look is put off further each time, for other replicas too. */
export function claimDue(db: Db, now: Date, limit: number) {
  return db.many(sql<Due>`
    with due as (
      select payment_id, id from attempts where ask_at <= ${now} order by ask_at limit ${limit} for update skip locked
    )
    update attempts a
    set asked = a.asked + 1, ask_at = ${now}::timestamptz + make_interval(secs => least(10 * 2 ^ least(a.asked, 9), 3600))
    from due join payments p on p.id = due.payment_id
    where a.payment_id = due.payment_id and a.id = due.id
    returning p.order_id as "orderId", a.id as "attemptId"`)
}

export type AttemptRow = Attempt & {
  outcome: 'started' | 'succeeded' | 'declined' | 'lost' | 'failed'
  endedAt: string | null
  note: string | null
}

export function listAttempts(db: Db, orderId: string) {
  return db.many(sql<AttemptRow>`
    select a.id, a.kind, a.key, a.method, a.amount, a.currency, a.started_at as "startedAt", a.outcome,
      a.ended_at as "endedAt", a.note
    from attempts a join payments p on p.id = a.payment_id
    where p.order_id = ${orderId} order by a.started_at, a.id`)
}
