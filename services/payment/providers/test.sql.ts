/** The test provider's own books. They are written by the pool, never in a transaction of ours. */
import type { Db } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import type { Entry } from '../provider.ts'

export type Booking = {
  key: string
  orderId: string
  kind: Entry['kind']
  authorizationKey: string
  amount: number
  currency: string
}

/** Books once under a key. An authorisation that ended (void against capture) takes nothing more but refunds. */
export async function book(db: Db, { key, orderId, kind, authorizationKey, amount, currency }: Booking) {
  await db.run(sql`
    insert into test_provider.entries (key, order_id, kind, authorization_key, amount, currency)
    values (${key}, ${orderId}, ${kind}, ${authorizationKey}, ${amount}, ${currency}) on conflict (key) do nothing`)
}

export async function refuse(db: Db, key: string, code: string) {
  await db.run(
    sql`insert into test_provider.refusals (key, code) values (${key}, ${code}) on conflict (key) do nothing`,
  )
}

export function outcomeOf(db: Db, key: string) {
  return db.maybe(sql<{ code: string | null }>`
    select null as code from test_provider.entries where key = ${key}
    union all select code from test_provider.refusals where key = ${key} limit 1`)
}

/** What was booked on an authorisation, by kind. */
export function sums(db: Db, authorizationKey: string) {
  return db.one(sql<{ authorized: number; captured: number; voided: number; refunded: number }>`
    select coalesce(sum(amount) filter (where kind = 'authorize'), 0) as authorized,
      coalesce(sum(amount) filter (where kind = 'capture'), 0) as captured,
      coalesce(sum(amount) filter (where kind = 'void'), 0) as voided,
      coalesce(sum(amount) filter (where kind = 'refund'), 0) as refunded
    from test_provider.entries where authorization_key = ${authorizationKey}`)
}

export async function entriesOf(db: Db, orderId: string): Promise<Entry[]> {
  const rows = await db.many(sql<Booking & { at: string }>`
    select key, order_id as "orderId", kind, amount, currency, at from test_provider.entries
    where order_id = ${orderId} order by at, key`)
  return rows.map(({ key, kind, amount, currency, at }) => ({ key, orderId, kind, amount: { amount, currency }, at }))
}

/** One at a time for an authorisation, as a provider's books are. */
export async function lockAuthorization(db: Db, authorizationKey: string) {
  await db.run(sql`select 1 from test_provider.entries where key = ${authorizationKey} for update`)
}
