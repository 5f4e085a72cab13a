/** Every statement on sagas, and with `advance` the one statement that changes an order. Rows are locked order first, saga then. */
import type { Db } from '@souk/platform/database/pool.ts'
import { json, part, sql } from '@souk/platform/database/sql.ts'
import type { Refusal } from './order.ts'
import { type NewSaga, type OrderRow, orderColumns, type TimelineRow } from './orders.sql.ts'

export type Kind =
  | 'place'
  | 'cancel'
  | 'refund'
  | 'ship'
  | 'request_return'
  | 'decide_return'
  | 'receive_return'
  | 'repair'
  | 'compensate'

export type SagaRow = {
  id: string
  orderId: string
  kind: Kind
  status: 'running' | 'done' | 'failed'
  direction: 'forward' | 'back'
  input: Record<string, unknown>
  refusal: Refusal | null
  fingerprint: string
  leased: boolean
  leaseUntil: string
  attempts: number
  createdAt: string
}

const sagaColumns = part`
  s.id, s.order_id as "orderId", s.kind, s.status, s.direction, s.input, s.refusal, s.fingerprint, s.leased,
  s.lease_until as "leaseUntil", s.attempts, s.created_at as "createdAt"`

export function sagaOfKey(db: Db, caller: string, kind: Kind, key: string) {
  return db.maybe(sql<SagaRow>`
    select ${sagaColumns} from sagas s where s.caller = ${caller} and s.kind = ${kind} and s.key = ${key}`)
}

export function sagaOf(db: Db, id: string) {
  return db.one(sql<SagaRow>`select ${sagaColumns} from sagas s where s.id = ${id}`)
}

export function runningSagaOf(db: Db, orderId: string) {
  return db.maybe(
    sql<SagaRow>`select ${sagaColumns} from sagas s where s.order_id = ${orderId} and s.status = 'running'`,
  )
}

export function orderOfSaga(db: Db, sagaId: string) {
  return db.one(sql<OrderRow>`
    select ${orderColumns} from orders o join sagas s on s.order_id = o.id where s.id = ${sagaId}`)
}

/**
 * Begins a saga, leased to the caller.
 * @param status done for what needed no saga of its own and is only kept for its key
 * @returns undefined where another saga of the order runs, or where the key was seen before
 */
export function start(db: Db, kind: Kind, orderId: string, saga: NewSaga, status: 'running' | 'done' = 'running') {
  return db.maybe(sql<SagaRow>`
    insert into sagas as s (id, order_id, kind, status, input, caller, key, fingerprint, lease_until, created_at)
    values (${saga.id}, ${orderId}, ${kind}, ${status}, ${json(saga.input)}::jsonb, ${saga.caller}, ${saga.key ?? null},
      ${saga.fingerprint}, ${saga.leaseUntil}, ${saga.createdAt})
    on conflict do nothing
    returning ${sagaColumns}`)
}

/** Takes sagas over that are due or whose runner is gone, a few at a time. */
export function claimDue(db: Db, now: Date, leaseUntil: Date, limit: number) {
  return db.many(sql<SagaRow>`
    update sagas s set leased = true, hurried = false, lease_until = ${leaseUntil}, attempts = attempts + 1
    where id in (
      select id from sagas where status = 'running' and lease_until <= ${now}
      order by lease_until limit ${limit} for update skip locked)
    returning ${sagaColumns}`)
}

/** Takes one over that nobody runs right now, due or not. */
export function claim(db: Db, id: string, now: Date, leaseUntil: Date) {
  return db.maybe(sql<SagaRow>`
    update sagas s set leased = true, hurried = false, lease_until = ${leaseUntil}, attempts = attempts + 1
    where id = ${id} and status = 'running' and (not leased or lease_until <= ${now})
    returning ${sagaColumns}`)
}

/** As `claim`, because staff ask for it: the timeline tells of that. */
export function claimForStaff(
  db: Db,
  id: string,
  now: Date,
  leaseUntil: Date,
  { what, by, details }: Omit<TimelineRow, 'at'>,
) {
  return db.maybe(sql<SagaRow>`
    with claimed as (
      update sagas set leased = true, lease_until = ${leaseUntil}, attempts = attempts + 1
      where id = ${id} and status = 'running' and (not leased or lease_until <= ${now})
      returning *
    ),
    entered as (
      insert into timeline (order_id, at, what, by, details)
      select order_id, ${now}, ${what}, ${by}, ${json(details ?? {})}::jsonb from claimed
    )
    select ${sagaColumns} from claimed s`)
}

/** What follows counts only for who has the lease: each taking over has a number of its own. */
type Lease = Pick<SagaRow, 'id' | 'attempts'>

export function renew(db: Db, { id, attempts }: Lease, leaseUntil: Date) {
  return db.run(sql`
    update sagas set lease_until = ${leaseUntil}
    where id = ${id} and attempts = ${attempts} and status = 'running' and leased`)
}

/** Gives the lease back until it is time to try again; the timeline is told once of each reason to wait. */
export function postpone(
  db: Db,
  { id, attempts }: Lease,
  error: { reason: string; message: string },
  now: Date,
  until: Date,
) {
  return db.run(sql`
    with waiting as (
      update sagas set leased = false, lease_until = case when hurried then ${now}::timestamptz else ${until}::timestamptz end, last_error = ${`${error.reason}: ${error.message}`}
      where id = ${id} and attempts = ${attempts} and status = 'running'
      returning order_id, old.last_error is distinct from new.last_error as news
    )
    insert into timeline (order_id, at, what, by, details)
    select order_id, ${now}, 'waiting', 'system', jsonb_build_object('reason', ${error.reason}::text)
    from waiting where news`)
}

/** What an order's placing waits for may have come: it is due at once, or as soon as whoever runs it would wait. */
export function hurryPlacing(db: Db, orderId: string, now: Date) {
  return db.run(sql`
    update sagas set hurried = leased, lease_until = case when leased then lease_until else least(lease_until, ${now}::timestamptz) end
    where order_id = ${orderId} and kind = 'place' and status = 'running'`)
}

export type Advance = {
  saga: Pick<SagaRow, 'id' | 'status' | 'direction' | 'refusal' | 'leased'> & {
    from: SagaRow['direction']
    /** True where a repetition with the same key shall be a new attempt. */
    freeKey: boolean
    leaseUntil: Date
  }
  before: OrderRow
  after: OrderRow
  timeline: readonly TimelineRow[]
  events: readonly { type: string; data: unknown }[]
}

/**
 * One step of a saga: its own state, the order's, the timeline and what others are told, all or nothing.
 * @returns false where it was overtaken: the saga or the order is not (any more) in the state that the step starts from
 */
export async function advance(db: Db, { saga, before, after, timeline, events }: Advance, now: Date) {
  const ended = saga.status === 'running' ? null : now
  const { done } = await db.one(sql<{ done: boolean }>`
    with subject as (
      select id from orders
      where id = ${before.id} and status = ${before.status} and payment_status = ${before.paymentStatus}
        and fulfilment_status = ${before.fulfilmentStatus} and refunded = ${before.refunded}
      for no key update
    ),
    moved as (
      update sagas s set status = ${saga.status}, direction = ${saga.direction}, refusal = ${saga.refusal === null ? null : json(saga.refusal)}::jsonb,
        key = case when ${saga.freeKey} then null else key end, leased = ${saga.leased}, lease_until = ${saga.leaseUntil},
        ended_at = ${ended}, input = case when ${ended}::timestamptz is null then input else input - 'payment' end
      from subject where s.id = ${saga.id} and s.status = 'running' and s.direction = ${saga.from}
      returning subject.id
    ),
    changed as (
      update orders o set status = ${after.status}, payment_status = ${after.paymentStatus},
        fulfilment_status = ${after.fulfilmentStatus}, declined_reason = ${after.declinedReason},
        payment_action = ${after.paymentAction},
        refunded = ${after.refunded}, refunds = ${json(after.refunds)}::jsonb, shipments = ${json(after.shipments)}::jsonb,
        returns = ${json(after.returns)}::jsonb
      from moved where o.id = moved.id
    ),
    entered as (
      insert into timeline (order_id, at, what, by, details)
      select moved.id, e.at, e.what, e.by, e.details
      from moved, jsonb_to_recordset(${json(timeline)}::jsonb) as e (at timestamptz, what text, by text, details jsonb)
    ),
    told as (
      insert into platform.feed (type, subject, data)
      select e.type, moved.id::text, e.data
      from moved, jsonb_to_recordset(${json(events)}::jsonb) as e (type text, data jsonb)
    )
    select exists (select from moved) as done`)
  return done
}
