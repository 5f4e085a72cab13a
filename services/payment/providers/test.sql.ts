/** Every statement on the test provider's books. */
import type { Money } from '@souk/contracts/money.ts'
import type { Db } from '@souk/platform/database/pool.ts'
import { part, sql } from '@souk/platform/database/sql.ts'
import type { Answer, Authorization, Entry, Page } from '../provider.ts'

type Result = { outcome: Answer['outcome']; code: string | null }
type Known = Result & { orderId: string; amount: number; currency: string }

/** Holds the amount, or declines with the code. @returns what the key's first request was, and how it ended */
export function authorize(
  db: Db,
  request: { key: string; orderId: string; amount: number; currency: string; code: string | null },
) {
  const { key, orderId, amount, currency, code } = request
  // The update changes nothing: it makes a rival with the same key wait, and read what the first one wrote.
  return db.one(sql<Known>`
    insert into test_provider.requests as r
      (key, order_id, kind, authorization_key, amount, currency, outcome, code, state)
    values (${key}, ${orderId}, 'authorize', ${key}, ${amount}, ${currency},
      case when ${code}::text is null then 'succeeded' else 'declined' end, ${code},
      case when ${code}::text is null then 'held' end)
    on conflict (key) do update set key = r.key
    returning r.order_id as "orderId", r.amount, r.currency, r.outcome, r.code`)
}

export type AuthorizationRow = {
  key: string
  orderId: string
  amount: number
  currency: string
  state: 'held' | 'captured' | 'voided'
  captured: number
  refunded: number
}

/** Everything that draws on one authorization goes one after another. */
export function lockAuthorization(tx: Db, key: string) {
  return tx.maybe(sql<AuthorizationRow>`
    select key, order_id as "orderId", amount, currency, state, captured, refunded from test_provider.requests
    where key = ${key} and kind = 'authorize' and outcome = 'succeeded' for update`)
}

export async function answerOf(db: Db, key: string): Promise<Answer | undefined> {
  const row = await db.maybe(sql<Result>`select outcome, code from test_provider.requests where key = ${key}`)
  return row === undefined ? undefined : asAnswer(row)
}

export function asAnswer({ outcome, code }: Result): Answer {
  return outcome === 'succeeded' ? { outcome } : { outcome, code: code ?? 'declined' }
}

export type ChangeKind = 'capture' | 'void' | 'refund'
export type Change = { state: AuthorizationRow['state']; captured: number; refunded: number }

/** Books a change of an authorization that the caller has locked. */
export async function book(
  tx: Db,
  kind: ChangeKind,
  key: string,
  of: AuthorizationRow,
  { amount, currency }: Money,
  to: Change,
): Promise<Answer> {
  await tx.run(sql`
    with changed as (
      update test_provider.requests set state = ${to.state}, captured = ${to.captured}, refunded = ${to.refunded}
      where key = ${of.key}
    )
    insert into test_provider.requests (key, order_id, kind, authorization_key, amount, currency, outcome)
    values (${key}, ${of.orderId}, ${kind}, ${of.key}, ${amount}, ${currency}, 'succeeded')`)
  return { outcome: 'succeeded' }
}

export async function refuse(
  tx: Db,
  kind: ChangeKind,
  key: string,
  of: AuthorizationRow,
  { amount, currency }: Money,
  code: string,
): Promise<Answer> {
  await tx.run(sql`
    insert into test_provider.requests (key, order_id, kind, authorization_key, amount, currency, outcome, code)
    values (${key}, ${of.orderId}, ${kind}, ${of.key}, ${amount}, ${currency}, 'declined', ${code})`)
  return { outcome: 'declined', code }
}

/** What was booked; what was declined moved no money. */
export function entriesOf(db: Db, orderId: string) {
  return db.many(sql<Entry>`
    select key, order_id as "orderId", kind, jsonb_build_object('amount', amount, 'currency', currency) as amount, at
    from test_provider.requests where order_id = ${orderId} and outcome = 'succeeded' order by at, key`)
}

/** In the order of their keys. */
export function authorizationsOf(db: Db, { after, orderIds, since, limit }: Page) {
  const wanted = orderIds === undefined ? part`true` : part`order_id = any(${orderIds}::uuid[])`
  const recent = since === undefined ? part`true` : part`(at >= ${since}::timestamptz or state = 'held')`
  const money = (amount: ReturnType<typeof part>) => part`jsonb_build_object('amount', ${amount}, 'currency', currency)`
  return db.many(sql<Authorization>`
    select key, order_id as "orderId", state, ${money(part`amount`)} as amount, ${money(part`captured`)} as captured,
      ${money(part`refunded`)} as refunded
    from test_provider.requests
    where kind = 'authorize' and outcome = 'succeeded' and key > ${after ?? ''} and ${wanted} and ${recent}
    order by key limit ${limit}`)
}

export async function faultOf(db: Db, key: string) {
  const row = await db.maybe(sql<{ fault: 'unreachable' | 'lost_answer' }>`
    select fault from test_provider.faults where key = ${key}`)
  return row?.fault
}

export function addFault(db: Db, key: string) {
  return db.run(sql`
    insert into test_provider.faults (key, fault) values (${key}, 'unreachable') on conflict (key) do nothing`)
}

export function forgetFault(db: Db, key: string) {
  return db.run(sql`delete from test_provider.faults where key = ${key}`)
}
