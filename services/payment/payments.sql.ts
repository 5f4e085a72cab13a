/** Every statement on our own tables of payments, refunds and the journal. */
import type { Payment } from '@souk/contracts/payment.ts'
import type { Db } from '@souk/platform/database/pool.ts'
import { json, part, sql } from '@souk/platform/database/sql.ts'

export type Doubt = 'authorize' | 'capture' | 'void'
export type PaymentRow = {
  id: string
  orderId: string
  status: Payment['status']
  method: string
  token: string
  attemptId: string | null
  amount: number
  currency: string
  captured: number
  refunded: number
  declineCode: string | null
  doubt: Doubt | null
  turn: number
  createdAt: string
}

const columns = part`
  id, order_id as "orderId", status, method, token, attempt_id as "attemptId", amount, currency, captured, refunded,
  decline_code as "declineCode", doubt, turn, created_at as "createdAt"`

/** How long somebody may talk to the provider before others take them for dead. */
const busy = part`now() + interval '15 seconds'`

export function paymentOf(db: Db, orderId: string) {
  return db.maybe(sql<PaymentRow>`select ${columns} from payments where order_id = ${orderId}`)
}

export type Opening = {
  id: string
  orderId: string
  attemptId: string
  amount: number
  currency: string
  method: string
  token: string
}

/** A new payment, claimed by whoever opens it, its first conversation in the journal. @returns undefined where there is one */
export function open(db: Db, p: Opening) {
  return db.maybe(sql<PaymentRow>`
    with opened as (
      insert into payments (id, order_id, status, method, token, attempt_id, amount, currency, doubt, busy_until, ask_again_at)
      values (${p.id}, ${p.orderId}, 'pending', ${p.method}, ${p.token}, ${p.attemptId}, ${p.amount}, ${p.currency},
        'authorize', ${busy}, now() + interval '20 seconds')
      on conflict (order_id) do nothing
      returning *
    ), noted as (
      insert into attempts (id, order_id, kind, key, amount, currency)
      select uuidv7(), order_id, 'authorize', attempt_id, amount, currency from opened
    )
    select ${columns} from opened`)
}

/** A payment that can never be made any more. @returns false where there is one already */
export async function bury(db: Db, id: string, orderId: string) {
  const made = await db.run(sql`
    insert into payments (id, order_id, status, method, token, amount, currency)
    values (${id}, ${orderId}, 'voided', 'none', '', 0, 'EUR') on conflict (order_id) do nothing`)
  return made > 0
}

/** Takes the payment for a conversation with the provider. @returns undefined while somebody else has it */
export function claim(db: Db, orderId: string) {
  return db.maybe(sql<PaymentRow>`
    update payments set busy_until = ${busy}, turn = turn + 1
    where order_id = ${orderId} and (busy_until is null or busy_until < now())
    returning ${columns}`)
}

/** Lets the payment go, as it is. */
export async function letGo(db: Db, { id, turn }: PaymentRow) {
  await db.run(sql`update payments set busy_until = null where id = ${id} and turn = ${turn}`)
}

/** A new try after a decline. */
export function reopen(db: Db, { id, turn }: PaymentRow, p: Opening) {
  return db.maybe(sql<PaymentRow>`
    with reopened as (
      update payments set status = 'pending', attempt_id = ${p.attemptId}, amount = ${p.amount}, currency = ${p.currency},
        method = ${p.method}, token = ${p.token}, decline_code = null, doubt = 'authorize', asked = 0,
        ask_again_at = now() + interval '20 seconds'
      where id = ${id} and turn = ${turn}
      returning *
    ), noted as (
      insert into attempts (id, order_id, kind, key, amount, currency)
      select uuidv7(), order_id, 'authorize', attempt_id, amount, currency from reopened
    )
    select ${columns} from reopened`)
}

/** Writes down, before it is asked, what is about to be asked. */
export async function begin(
  db: Db,
  { id, orderId, currency }: PaymentRow,
  kind: Doubt | 'refund' | 'find',
  key: string,
  amount: number,
) {
  const doubt = kind === 'capture' || kind === 'void' ? kind : null
  await db.run(sql`
    with doubted as (
      update payments set doubt = ${doubt}, ask_again_at = now() + interval '20 seconds'
      where id = ${id} and ${doubt}::text is not null
    )
    insert into attempts (id, order_id, kind, key, amount, currency)
    values (uuidv7(), ${orderId}, ${kind}, ${key}, ${amount}, ${currency})`)
}

/** How the latest conversation under a key ended. */
const ended = (key: string, outcome: string, note: string | null) => part`
  ended as (
    update attempts set outcome = ${outcome}, note = ${note}, ended_at = clock_timestamp()
    where id = (select id from attempts where key = ${key} and ended_at is null order by id desc limit 1)
  )`

export type Settlement = {
  status: Payment['status']
  captured?: number
  declineCode?: string | null
  event?: { type: string; data: unknown }
}

/**
 * What a conversation came to: the payment, the journal and the event in one statement. The payment is free again.
 * @returns undefined where somebody else has had the payment meanwhile
 */
export function settle(db: Db, row: PaymentRow, key: string, outcome: string, to: Settlement) {
  const { event } = to
  return db.maybe(sql<PaymentRow>`
    with settled as (
      update payments set status = ${to.status}, captured = ${to.captured ?? row.captured},
        decline_code = ${to.declineCode ?? null}, doubt = null, ask_again_at = null, asked = 0, busy_until = null
      where id = ${row.id} and turn = ${row.turn}
      returning *
    ), ${ended(key, outcome, to.declineCode ?? null)}, told as (
      insert into platform.feed (type, subject, data)
      select ${event?.type ?? null}, order_id::text, ${json(event?.data ?? null)}::jsonb from settled
      where ${event?.type ?? null}::text is not null
    )
    select ${columns} from settled`)
}

/** No answer came: the doubt stays, and the job asks again, more and more seldom. The payment is free again. @returns as above */
export function remainInDoubt(db: Db, row: PaymentRow, status: Payment['status'], key: string, note: string) {
  return db.maybe(sql<PaymentRow>`
    with doubted as (
      update payments set status = ${status}, busy_until = null, asked = asked + 1,
        ask_again_at = now() + least(interval '2 seconds' * power(2, least(asked, 10)), interval '10 minutes')
      where id = ${row.id} and turn = ${row.turn}
      returning *
    ), ${ended(key, 'lost', note)}
    select ${columns} from doubted`)
}

export async function noteEnd(db: Db, key: string, outcome: string, note: string | null) {
  await db.run(sql`with ${ended(key, outcome, note)} select 1`)
}

/** Claims payments whose provider is to be asked again. */
export function claimDoubtful(db: Db, limit: number) {
  return db.many(sql<PaymentRow>`
    update payments set busy_until = ${busy}, turn = turn + 1
    where id in (
      select id from payments
      where doubt is not null and ask_again_at < now() and (busy_until is null or busy_until < now())
      order by ask_again_at limit ${limit} for update skip locked
    )
    returning ${columns}`)
}

export function attemptsOf(db: Db, orderId: string) {
  return db.many(sql<{
    id: string
    kind: Doubt | 'refund' | 'find'
    key: string
    amount: number
    currency: string
    outcome: 'started' | 'succeeded' | 'declined' | 'lost' | 'failed'
    note: string | null
    startedAt: string
    endedAt: string | null
  }>`
    select id, kind, key, amount, currency, outcome, note, started_at as "startedAt", ended_at as "endedAt"
    from attempts where order_id = ${orderId} order by id`)
}
