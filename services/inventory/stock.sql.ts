/** Every statement on the stock's tables. Rows are locked in one order everywhere: the reservation, then stock by sku. */
import type { Db, Transaction } from '@souk/platform/database/pool.ts'
import { part, sql } from '@souk/platform/database/sql.ts'

export type StockRow = { sku: string; onHand: number; reserved: number; available: number }
export type Line = { sku: string; quantity: number }

const stockColumns = part`sku, on_hand as "onHand", reserved, on_hand - reserved as available`

/**
 * Tells, in the statement of the change, what became in stock, low or out. Expects a common table `changed` with
 * sku, before and available; `before` is null for a new sku.
 */
export const tellAvailability = part`
  told as (
    insert into platform.feed (type, subject, data)
    select 'inventory.availability-changed.v1', sku,
      jsonb_build_object('sku', sku, 'availability', availability_of(available), 'available', available)
    from changed
    where before is null or availability_of(before) <> availability_of(available)
      or (availability_of(available) = 'low' and before <> available)
  )`

/** Gives back what a common table `freed` (sku, quantity) lists. */
const giveBack = part`
  locked as (select sku from stock where sku in (select sku from freed) order by sku for update),
  changed as (
    update stock set reserved = stock.reserved - freed.quantity
    from freed join locked using (sku)
    where stock.sku = freed.sku
    returning new.sku, old.on_hand - old.reserved as before, new.on_hand - new.reserved as available
  ), ${tellAvailability}`

export function stockOf(db: Db, sku: string) {
  return db.maybe(sql<StockRow>`select ${stockColumns} from stock where sku = ${sku}`)
}

export function listStock(db: Db, contains: string | undefined, after: string | undefined, limit: number) {
  return db.many(sql<StockRow>`
    select ${stockColumns} from stock
    where sku > ${after ?? ''} and (${contains ?? null}::text is null or strpos(lower(sku), lower(${contains ?? null})) > 0)
    order by sku limit ${limit}`)
}

/** @returns undefined when orders hold more than that */
export function setOnHand(db: Db, sku: string, onHand: number, reference: string | null, note: string | null) {
  return db.maybe(sql<StockRow>`
    with changed as (
      insert into stock (sku, on_hand) values (${sku}, ${onHand})
      on conflict (sku) do update set on_hand = excluded.on_hand where stock.reserved <= excluded.on_hand
      returning new.sku, new.on_hand, new.reserved, old.on_hand as had,
        old.on_hand - old.reserved as before, new.on_hand - new.reserved as available
    ), entered as (
      insert into ledger (sku, change, on_hand, cause, reference, note)
      select sku, on_hand - coalesce(had, 0), on_hand, 'set', ${reference}, ${note} from changed
      where on_hand <> coalesce(had, 0)
    ), ${tellAvailability}
    select ${stockColumns} from changed`)
}

export type LedgerRow = {
  id: number
  sku: string
  change: number
  onHand: number
  cause: 'set' | 'shipped' | 'returned'
  reference: string | null
  note: string | null
  at: string
}

export function listLedger(db: Db, sku: string, before: number | undefined, limit: number) {
  return db.many(sql<LedgerRow>`
    select id, sku, change, on_hand as "onHand", cause, reference, note, at from ledger
    where sku = ${sku} and (${before ?? null}::bigint is null or id < ${before ?? null})
    order by id desc limit ${limit}`)
}

export type ReservationRow = {
  orderId: string
  status: 'held' | 'kept' | 'released' | 'expired' | 'shipped'
  expiresAt: string | null
  lines: Line[]
}

export function reservationOf(db: Db, orderId: string) {
  return db.maybe(sql<ReservationRow>`
    select order_id as "orderId", status, expires_at as "expiresAt",
      (select coalesce(jsonb_agg(jsonb_build_object('sku', sku, 'quantity', quantity) order by sku), '[]')
        from reservation_lines l where l.order_id = r.order_id) as lines
    from reservations r where order_id = ${orderId}`)
}

export type ReserveOutcome = { reserved: boolean; shortages: { sku: string; requested: number; available: number }[] }

/**
 * Holds all lines or none, in one statement. Does nothing where the order has a reservation already, unless that expired.
 * @param lines each sku once
 */
export function reserve(db: Db, orderId: string, lines: readonly Line[], expiresAt: Date): Promise<ReserveOutcome> {
  const skus = lines.map(({ sku }) => sku)
  const quantities = lines.map(({ quantity }) => quantity)
  return db.one(sql<ReserveOutcome>`
    with mine as (select status from reservations where order_id = ${orderId} for update),
    wanted as (select * from unnest(${skus}::text[], ${quantities}::int[]) as w (sku, quantity)),
    locked as (
      select sku, on_hand - reserved as available from stock
      where sku = any(${skus}) and (select count(*) from mine) >= 0
      order by sku for update
    ),
    short as (
      select sku, quantity as requested, coalesce(available, 0) as available
      from wanted left join locked using (sku) where quantity > coalesce(available, 0)
    ),
    claimed as (
      insert into reservations (order_id, status, expires_at)
      select ${orderId}, 'held', ${expiresAt} where not exists (select from short)
      on conflict (order_id) do update set status = 'held', expires_at = excluded.expires_at
        where reservations.status = 'expired'
      returning order_id
    ),
    listed as (
      insert into reservation_lines (order_id, sku, quantity)
      select order_id, sku, quantity from claimed, wanted
      on conflict (order_id, sku) do update set quantity = excluded.quantity
    ),
    changed as (
      update stock set reserved = stock.reserved + wanted.quantity
      from wanted join locked using (sku), claimed
      where stock.sku = wanted.sku
      returning new.sku, old.on_hand - old.reserved as before, new.on_hand - new.reserved as available
    ), ${tellAvailability}
    select exists (select from claimed) as reserved,
      (select coalesce(jsonb_agg(short order by sku), '[]') from short) as shortages`)
}

/** Holds on for longer. @returns whether there was a hold */
export async function extendHold(db: Db, orderId: string, expiresAt: Date) {
  const touched = await db.run(sql`
    update reservations set expires_at = case when status = 'held' then greatest(expires_at, ${expiresAt}) end
    where order_id = ${orderId} and status in ('held', 'kept')`)
  return touched > 0
}

/** @returns the status that the reservation had, or undefined where there was none that can be kept */
export function keep(db: Db, orderId: string) {
  return db.maybe(sql<{ before: string }>`
    update reservations set status = 'kept', expires_at = null
    where order_id = ${orderId} and status in ('held', 'kept')
    returning old.status as before`)
}

/**
 * Leaves a tombstone where there was no reservation. In two statements: the first waits for a reservation that is being made
 * at this moment, whose lines only the second one sees.
 * @returns false where it was released or shipped before
 */
export async function release(tx: Transaction, orderId: string) {
  const closed = await tx.maybe(sql<{ before: ReservationRow['status'] | null }>`
    insert into reservations (order_id, status) values (${orderId}, 'released')
    on conflict (order_id) do update set status = 'released', expires_at = null
      where reservations.status in ('held', 'kept', 'expired')
    returning old.status as before`)
  if (closed?.before === 'held' || closed?.before === 'kept')
    await tx.run(sql`
      with freed as (select sku, quantity from reservation_lines where order_id = ${orderId}), ${giveBack}
      select from freed`)
  return closed !== undefined
}

/** @returns false where there is nothing to ship (any more) */
export async function ship(db: Db, orderId: string) {
  const { done } = await db.one(sql<{ done: boolean }>`
    with closed as (
      update reservations set status = 'shipped', expires_at = null
      where order_id = ${orderId} and status in ('held', 'kept')
      returning order_id
    ),
    leaving as (select sku, quantity from reservation_lines join closed using (order_id)),
    locked as (select sku from stock where sku in (select sku from leaving) order by sku for update),
    taken as (
      update stock set on_hand = stock.on_hand - leaving.quantity, reserved = stock.reserved - leaving.quantity
      from leaving join locked using (sku)
      where stock.sku = leaving.sku
      returning new.sku, leaving.quantity, new.on_hand
    ),
    entered as (
      insert into ledger (sku, change, on_hand, cause, reference)
      select sku, -quantity, on_hand, 'shipped', ${orderId} from taken
    )
    select exists (select from closed) as done`)
  return done
}

/** Frees holds whose time is up, a few at a time. @returns how many */
export async function expire(db: Db, now: Date) {
  const { expired } = await db.one(sql<{ expired: number }>`
    with due as (
      select order_id from reservations where status = 'held' and expires_at <= ${now}
      order by order_id limit 50 for update skip locked
    ),
    closed as (
      update reservations set status = 'expired', expires_at = null where order_id in (select order_id from due)
    ),
    freed as (
      select sku, sum(quantity)::int as quantity from reservation_lines join due using (order_id) group by sku
    ), ${giveBack}
    select count(*) as expired from due`)
  return expired
}
