/**
 * Every statement on carts but those that forget them. A change of lines, the event that tells of it and the answer are
 * one statement on one row: what waits at that row goes on from the lines as they are then, never from those that it saw
 * before.
 */
import type { Db, Transaction } from '@souk/platform/database/pool.ts'
import { part, sql } from '@souk/platform/database/sql.ts'
import { type CartRow, mostLines, mostPieces } from './cart.ts'

/** A cart as somebody names it: by its id, or `mine` for the open cart of the person. */
export type Named = { id: string; userId: string | null }

function named({ id, userId }: Named) {
  return id === 'mine'
    ? part`user_id = ${userId} and status = 'open'`
    : part`id = ${id} and (user_id is null or user_id = ${userId})`
}

/**
 * From a common table `shown` with the columns below to what a cart's answer needs. The planner takes any cart for one of
 * a hundred lines; `limit 1` keeps it to the indexes all the same.
 */
const shownColumns = part`carts.id, carts.status, carts.version, carts.currency, carts.lines`
const totals = part`
  totals as (
    select coalesce(json_agg(json_build_object('sku', sku, 'quantity', quantity, 'productSlug', slug, 'name', name,
        'options', options, 'image', image, 'price', price, 'currency', currency, 'weight', weight, 'sold', sold,
        'seen', seen, 'availability', availability, 'available', available) order by added), '[]') as lines,
      coalesce(sum(price * quantity) filter (where sold), 0) as subtotal,
      coalesce(sum(weight::bigint * quantity) filter (where sold), 0) as weight,
      coalesce(sum(quantity), 0) as item_count
    from (
      select l.sku, (line->'quantity')::int as quantity, line->'seen' as seen, (line->'added')::int as added,
        f.slug, f.name, f.options, f.image, f.price, f.currency, f.weight, f.active and f.currency = shown.currency as sold,
        s.availability, s.available
      from shown cross join jsonb_each(shown.lines) as l (sku, line)
        cross join lateral (select * from product_facts where sku = l.sku limit 1) as f
        left join lateral (select * from stock_facts where sku = l.sku limit 1) as s on true
    ) as listed
  )`
const answer = part`
  select shown.id, status, version, shown.currency, totals.lines, subtotal, weight, item_count as "itemCount"
  from shown, totals`
const told = part`
  told as (
    insert into platform.feed (type, subject, data)
    select 'cart.changed.v1', shown.id::text, jsonb_build_object('cartId', shown.id, 'version', version,
      'subtotal', jsonb_build_object('amount', subtotal, 'currency', shown.currency),
      'weight', weight, 'itemCount', item_count)
    from shown, totals
  )`

export function readCart(db: Db, cart: Named) {
  return db.maybe(sql<CartRow>`
    with shown as (select ${shownColumns} from carts where ${named(cart)}), ${totals} ${answer}`)
}

export async function createGuestCart(db: Db, id: string, currency: string, at: Date) {
  await db.run(sql`insert into carts (id, currency, created_at, updated_at) values (${id}, ${currency}, ${at}, ${at})`)
}

/** A customer's open cart: the one there is, or else a new one. */
export function openCart(db: Db, id: string, userId: string | null, currency: string, at: Date) {
  return db.one(sql<CartRow>`
    with shown as (
      insert into carts (id, user_id, currency, created_at, updated_at)
      values (${id}, ${userId}, ${currency}, ${at}, ${at})
      on conflict (user_id) where status = 'open' do update set user_id = excluded.user_id
      returning ${shownColumns}
    ), ${totals} ${answer}`)
}

/** @property adds to the pieces that are there, instead of taking their place */
export type NewLine = { sku: string; quantity: number; adds: boolean }

/** The line as a cart will hold it; no row where the sku is not on sale. */
function offered({ sku, quantity }: NewLine) {
  return part`
    offered as (
      select currency as offered_in, jsonb_build_object('quantity', ${quantity}::int,
        'seen', jsonb_build_object('amount', price, 'currency', currency)) as line
      from product_facts where sku = ${sku} and active
    )`
}
function linesWith({ sku, quantity, adds }: NewLine, line: ReturnType<typeof part>) {
  const pieces = part`least(${mostPieces}, ${quantity}::int + coalesce((carts.lines->${sku}->'quantity')::int, 0))`
  return part`carts.lines || jsonb_build_object(${sku}::text, ${line}
    || ${adds ? part`jsonb_build_object('quantity', ${pieces})` : part`'{}'`}
    || jsonb_build_object('added', coalesce(carts.lines->${sku}->'added', to_jsonb(carts.version + 1))))`
}
/** Whether a line fits: a cart has one currency and so many lines. */
function fits(sku: string, currency: ReturnType<typeof part>) {
  return part`(carts.currency = ${currency} or carts.lines - ${sku}::text = '{}')
    and (carts.lines ? ${sku} or (select count(*) from jsonb_object_keys(carts.lines)) < ${mostLines})`
}

/** @returns undefined where something stands in the way, which `obstaclesTo` tells */
export function setLine(db: Db, cart: Named, line: NewLine, at: Date) {
  return db.maybe(sql<CartRow>`
    with ${offered(line)},
    shown as (
      update carts set lines = ${linesWith(line, part`offered.line`)}, currency = offered_in, version = version + 1,
        updated_at = ${at}
      from offered
      where ${named(cart)} and status = 'open' and ${fits(line.sku, part`offered_in`)}
      returning ${shownColumns}
    ), ${totals}, ${told} ${answer}`)
}

/** In a customer's open cart, made at once where there is none. @returns as `setLine` */
export function setLineOfMine(db: Db, newId: string, userId: string | null, line: NewLine, at: Date) {
  return db.maybe(sql<CartRow>`
    with ${offered(line)},
    shown as (
      insert into carts (id, user_id, currency, lines, version, created_at, updated_at)
      select ${newId}, ${userId}, offered_in, jsonb_build_object(${line.sku}::text, line || '{"added": 1}'), 1, ${at}, ${at}
      from offered
      on conflict (user_id) where status = 'open' do update set
        lines = ${linesWith(line, part`(excluded.lines->${line.sku})`)}, currency = excluded.currency,
        version = carts.version + 1, updated_at = excluded.updated_at
      where ${fits(line.sku, part`excluded.currency`)}
      returning ${shownColumns}
    ), ${totals}, ${told} ${answer}`)
}

/** No `status`: no such cart; no `active` and `offeredIn`: no such sku; no `currency`: no other line that sets it. */
type Sku = { active: boolean | null; offeredIn: string | null }
export type Obstacles = Sku & { status: CartRow['status'] | null; currency: string | null; otherLines: number }

/** What can stand in the way of setting a line. */
export function obstaclesTo(db: Db, cart: Named, sku: string) {
  return db.one(sql<Obstacles>`
    with cart as (
      select status, currency, (select count(*) from jsonb_object_keys(lines - ${sku}::text)) as other_lines
      from carts where ${named(cart)}
    )
    select status, case when other_lines > 0 then cart.currency end as currency, coalesce(other_lines, 0) as "otherLines",
      active, f.currency as "offeredIn"
    from (select) as always left join cart on true left join product_facts f on f.sku = ${sku}`)
}

/** @returns undefined where the cart is not open or has no such line */
export function removeLine(db: Db, cart: Named, sku: string, at: Date) {
  return db.maybe(sql<CartRow>`
    with shown as (
      update carts set lines = lines - ${sku}::text, version = version + 1, updated_at = ${at}
      where ${named(cart)} and status = 'open' and lines ? ${sku}
      returning ${shownColumns}
    ), ${totals}, ${told} ${answer}`)
}

/** Locks the cart to be claimed and the person's open one, in the order of their ids. */
export function lockForClaim(tx: Transaction, id: string, userId: string | null) {
  return tx.many(sql<Pick<CartRow, 'id' | 'status'> & { userId: string | null }>`
    select id, user_id as "userId", status from carts
    where id = ${id} or (user_id = ${userId} and status = 'open')
    order by id for update`)
}

/** @throws unique_violation of `one_open_cart` where the person opened a cart meanwhile */
export function adopt(tx: Transaction, id: string, userId: string | null, at: Date) {
  return tx.one(sql<CartRow>`
    with shown as (
      update carts set user_id = ${userId}, updated_at = ${at} where id = ${id} returning ${shownColumns}
    ), ${totals} ${answer}`)
}

/**
 * The guest's lines join the person's, after those that are there; of what both have, the pieces add up. Expects both
 * carts locked. The version grows by the guest cart's, so that each line that joins keeps its place among the others.
 */
export function merge(tx: Transaction, guestId: string, cart: { id: string; userId: string | null }, at: Date) {
  return tx.one(sql<CartRow>`
    with guest as (
      update carts set status = 'merged', user_id = ${cart.userId}, updated_at = ${at} where id = ${guestId}
      returning carts.lines, carts.version, carts.currency
    ),
    shown as (
      update carts set version = carts.version + guest.version, updated_at = ${at},
        currency = case when carts.lines = '{}' then guest.currency else carts.currency end,
        lines = carts.lines || (
          select coalesce(jsonb_object_agg(sku, jsonb_build_object(
            'quantity', least(${mostPieces}, (line->'quantity')::int + coalesce((carts.lines->sku->'quantity')::int, 0)),
            'seen', line->'seen',
            'added', coalesce(carts.lines->sku->'added', to_jsonb(carts.version + (line->'added')::int)))), '{}')
          from jsonb_each(guest.lines) as l (sku, line))
      from guest where carts.id = ${cart.id}
      returning ${shownColumns}
    ), ${totals}, ${told} ${answer}`)
}

export async function closeOrdered(db: Db, id: string, at: Date) {
  await db.run(sql`update carts set status = 'ordered', updated_at = ${at} where id = ${id} and status = 'open'`)
}
