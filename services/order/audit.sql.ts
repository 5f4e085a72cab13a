/** The statement that tells orders to an audit; what it does not need of them stays where it is. */
import type { AuditedOrder } from '@souk/contracts/order-audit.ts'
import type { Db } from '@souk/platform/database/pool.ts'
import { part, sql } from '@souk/platform/database/sql.ts'
import type { States } from './order.ts'
import type { Piece } from './returns.ts'

export type AuditedRow = States & {
  id: string
  currency: string
  total: number
  refunded: number
  demand: string
  shipments: number
  refunds: number
  decided: number
  received: number
  restocked: Piece[]
  wasConfirmed: boolean
  declinedReason: string | null
  declinedFor: string[]
  undecidedMs: number
  waitsForPayer: boolean
  saga:
    | (Omit<NonNullable<AuditedOrder['saga']>, 'deadline' | 'lastError'> & {
        lastError: string | null
      })
    | null
}
/** Less than any id: a page that begins at the beginning is read by the same index as all others. */
const beforeAll = '00000000-0000-0000-0000-000000000000'

export type Which = { after?: string; ids?: string[]; since?: string }

/** @param now what is undecided is so until then */
export function auditOrders(db: Db, { after, ids, since }: Which, limit: number, now: Date) {
  const wanted = ids === undefined ? part`true` : part`o.id = any(${ids}::uuid[])`
  const running = part`exists (select from sagas r where r.order_id = o.id and r.status = 'running')`
  const recent =
    since === undefined ? part`true` : part`(o.id >= ${since} or o.status in ('pending', 'confirmed') or ${running})`
  return db.many(sql<AuditedRow>`
    select o.id, o.status, o.payment_status as "paymentStatus", o.fulfilment_status as "fulfilmentStatus", o.currency,
      o.total, o.refunded, o.demand, jsonb_array_length(o.shipments) as shipments, jsonb_array_length(o.refunds) as refunds,
      told.decisions as decided, told.received, jsonb_path_query_array(o.returns, '$[*].restocked[*]') as restocked,
      o.declined_reason as "declinedReason", o.payment_action is not null as "waitsForPayer", told.confirmed as "wasConfirmed", told.declined as "declinedFor",
      (extract(epoch from case when o.status = 'pending' then ${now}::timestamptz - greatest(o.placed_at, told.again)
        else coalesce(told.decided, o.placed_at) - o.placed_at end) * 1000)::bigint as "undecidedMs",
      (select jsonb_build_object('kind', s.kind, 'direction', s.direction, 'startedAt', s.created_at, 'dueAt', s.lease_until,
          'attempts', s.attempts, 'lastError', s.last_error)
        from sagas s where s.order_id = o.id and s.status = 'running') as saga
    from orders o, lateral (
      select coalesce(bool_or(what = 'confirmed'), false) as confirmed,
        count(*) filter (where what in ('return_approved', 'return_rejected')) as decisions,
        count(*) filter (where what = 'return_received') as received,
        max(at) filter (where what = 'placed_again') as again,
        min(at) filter (where what in ('confirmed', 'payment_declined', 'declined', 'cancelled')) as decided,
        coalesce(array_agg(distinct coalesce(details->>'reason', what))
          filter (where what in ('payment_declined', 'declined')), '{}') as declined
      from timeline t where t.order_id = o.id
    ) as told
    where o.id > ${after ?? beforeAll}::uuid and ${wanted} and ${recent}
    order by o.id limit ${limit}`)
}
