/** Every statement on what the Stripe adapter keeps for itself: Stripe's ids by our keys, and the events that were taken. */
import type { Db } from '@souk/platform/database/pool.ts'
import { part, sql } from '@souk/platform/database/sql.ts'

export type Kind = 'authorize' | 'capture' | 'void' | 'refund'

export type RequestRow = {
  key: string
  kind: Kind
  orderId: string
  authorizationKey: string
  /** Null while Stripe has not told: its answer was lost, or this process died before it was kept. */
  stripeId: string | null
  firstSentAt: string
  lastSentAt: string
}

const columns = part`
  r.key, r.kind, r.order_id as "orderId", r.authorization_key as "authorizationKey", r.stripe_id as "stripeId",
  r.first_sent_at as "firstSentAt", r.last_sent_at as "lastSentAt"`

/** Writes down what is about to be sent, or sent again. @returns what is known of it from before */
export function begin(db: Db, request: Pick<RequestRow, 'key' | 'kind' | 'orderId' | 'authorizationKey'>) {
  const { key, kind, orderId, authorizationKey } = request
  return db.one(sql<RequestRow>`
    insert into stripe.requests as r (key, kind, order_id, authorization_key)
    values (${key}, ${kind}, ${orderId}, ${authorizationKey})
    on conflict (key) do update set last_sent_at = now()
    returning ${columns}`)
}

export function requestOf(db: Db, key: string) {
  return db.maybe(sql<RequestRow>`
    select ${columns}
    from stripe.requests r where key = ${key}`)
}

export function keepId(db: Db, key: string, stripeId: string) {
  return db.run(sql`update stripe.requests set stripe_id = ${stripeId} where key = ${key} and stripe_id is null`)
}

/** The authorizations that were asked for some orders, oldest first. */
export function authorizationsOf(db: Db, orderIds: readonly string[]) {
  return db.many(sql<RequestRow>`
    select ${columns}
    from stripe.requests r where order_id = any(${orderIds}::uuid[]) and kind = 'authorize' order by first_sent_at, key`)
}

export async function isTaken(db: Db, eventId: string) {
  const { taken } = await db.one(sql<{ taken: boolean }>`
    select exists (select from stripe.events where id = ${eventId}) as taken`)
  return taken
}

export function keepEvent(db: Db, { id, type }: { id: string; type: string }) {
  return db.run(sql`insert into stripe.events (id, type) values (${id}, ${type}) on conflict (id) do nothing`)
}

export function forgetEvents(db: Db, days: number) {
  return db.run(sql`delete from stripe.events where taken_at < now() - make_interval(days => ${days})`)
}
