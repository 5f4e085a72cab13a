/** Every statement that places or reads an order. Its states change in sagas.sql.ts: only a saga changes them. */
import type { Address } from '@souk/contracts/fields.ts'
import type { Order } from '@souk/contracts/order.ts'
import type { Db } from '@souk/platform/database/pool.ts'
import { allOf, json, part, sql } from '@souk/platform/database/sql.ts'
import type { OrderLine, States, Status } from './order.ts'

export type TimelineRow = { at: string; what: string; by: string; details?: Record<string, unknown> }

export type OrderRow = States & {
  id: string
  number: number
  cartId: string
  userId: string | null
  email: string
  accessToken: string | null
  declinedReason: string | null
  /** Where the payer has to act; only while it is pending. */
  paymentAction: string | null
  currency: string
  subtotal: number
  deliveryAmount: number
  total: number
  taxIncluded: number
  refunded: number
  lines: OrderLine[]
  delivery: Pick<Order['delivery'], 'optionId' | 'name' | 'estimate'>
  shippingAddress: Address
  shipments: Order['shipments']
  refunds: Order['refunds']
  returns: Order['returns']
  placedAt: string
  timeline: TimelineRow[]
}

/** Of a table or common table named `o`. */
export const orderColumns = part`
  o.id, o.number, o.cart_id as "cartId", o.user_id as "userId", o.email, o.access_token as "accessToken", o.status,
  o.payment_status as "paymentStatus", o.fulfilment_status as "fulfilmentStatus", o.declined_reason as "declinedReason",
  o.payment_action as "paymentAction",
  o.currency, o.subtotal, o.delivery_amount as "deliveryAmount", o.total, o.tax_included as "taxIncluded", o.refunded,
  o.lines, o.delivery, o.shipping_address as "shippingAddress", o.shipments, o.refunds, o.returns, o.placed_at as "placedAt",
  (select coalesce(jsonb_agg(jsonb_strip_nulls(
      jsonb_build_object('at', t.at, 'what', t.what, 'by', t.by, 'details', t.details)) order by t.id), '[]')
    from timeline t where t.order_id = o.id) as timeline`

export type NewOrder = Omit<
  OrderRow,
  | 'number'
  | 'accessToken'
  | 'declinedReason'
  | 'paymentAction'
  | 'refunded'
  | 'shipments'
  | 'refunds'
  | 'returns'
  | 'timeline'
  | keyof States
> & { accessToken: string; demand: string; weight: number }

export type NewSaga = {
  id: string
  input: unknown
  caller: string
  key: string | undefined
  fingerprint: string
  leaseUntil: Date
  createdAt: Date
}

/**
 * The order with its saga, in one statement: a new order, or the cart's declined one taken up again where it asks for the
 * same pieces. (Where it asked for others it is never taken up again, and its stock is for the saga to release.)
 * @returns undefined where the key was seen before or the cart has an order
 * @throws a unique violation where a rival came first
 */
export function place(db: Db, order: NewOrder, saga: NewSaga) {
  const { cartId, demand } = order
  const token = order.userId === null ? order.accessToken : null
  const delivery = json({ ...order.delivery, weight: order.weight })
  return db.maybe(sql<OrderRow & { supersedes: string[] }>`
    with seen as (
      select from sagas where caller = ${saga.caller} and kind = 'place' and key = ${saga.key ?? null}
    ),
    superseded as (
      update orders set declined_reason = 'superseded'
      where cart_id = ${cartId} and status = 'declined' and declined_reason = 'payment_declined'
        and demand <> ${demand} and not exists (select from seen)
      returning id
    ),
    again as (
      update orders set status = 'pending', payment_status = 'pending', declined_reason = null,
        user_id = ${order.userId}, email = ${order.email},
        access_token = case when ${order.userId}::uuid is null then coalesce(access_token, ${token}) end,
        currency = ${order.currency}, subtotal = ${order.subtotal}, delivery_amount = ${order.deliveryAmount},
        total = ${order.total}, tax_included = ${order.taxIncluded}, lines = ${json(order.lines)}::jsonb,
        delivery = ${delivery}::jsonb, shipping_address = ${json(order.shippingAddress)}::jsonb
      where cart_id = ${cartId} and status = 'declined' and declined_reason = 'payment_declined'
        and demand = ${demand} and not exists (select from seen)
        and (user_id is null or user_id = ${order.userId})
      returning *
    ),
    placed as (
      insert into orders (id, cart_id, user_id, email, access_token, status, payment_status, fulfilment_status, currency,
        subtotal, delivery_amount, total, tax_included, lines, demand, delivery, shipping_address, placed_at)
      select ${order.id}, ${cartId}, ${order.userId}, ${order.email}, ${token}, 'pending', 'pending', 'unfulfilled',
        ${order.currency}, ${order.subtotal}, ${order.deliveryAmount}, ${order.total}, ${order.taxIncluded},
        ${json(order.lines)}::jsonb, ${demand}, ${delivery}::jsonb, ${json(order.shippingAddress)}::jsonb,
        ${order.placedAt}
      where not exists (select from seen) and not exists (select from again)
      on conflict (cart_id) where status in ('pending', 'confirmed', 'completed') do nothing
      returning *
    ),
    o as (select * from again union all select * from placed),
    started as (
      insert into sagas (id, order_id, kind, input, caller, key, fingerprint, lease_until, created_at)
      select ${saga.id}, o.id, 'place',
        ${json(saga.input)}::jsonb || jsonb_build_object('supersedes', (select coalesce(jsonb_agg(id), '[]') from superseded)),
        ${saga.caller}, ${saga.key ?? null}, ${saga.fingerprint}, ${saga.leaseUntil}, ${saga.createdAt}
      from o
    ),
    entered as (
      insert into timeline (order_id, at, what, by)
      select o.id, ${saga.createdAt}, case when o.id = ${order.id} then 'placed' else 'placed_again' end, 'customer' from o
    )
    select ${orderColumns}, (select coalesce(jsonb_agg(id), '[]') from superseded) as supersedes from o`)
}

/** The order that a cart has become, declined and cancelled ones aside. */
export function orderOfCart(db: Db, cartId: string) {
  return db.maybe(sql<{ id: string; userId: string | null }>`
    select id, user_id as "userId" from orders
    where cart_id = ${cartId} and status in ('pending', 'confirmed', 'completed')`)
}

/**
 * Whether the cart has become an order under another key than this saga's. One look at both: between two of them a key that
 * was free can have been used anew, and whoever repeats a request must not be refused because of what it did itself.
 */
export async function isOfOthers(db: Db, cartId: string, { caller, key }: NewSaga) {
  const { found } = await db.one(sql<{ found: boolean }>`
    select exists (
      select from orders o where o.cart_id = ${cartId} and o.status in ('pending', 'confirmed', 'completed')
        and not exists (
          select from sagas s
          where s.order_id = o.id and s.kind = 'place' and s.caller = ${caller} and s.key = ${key ?? null})) as found`)
  return found
}

type Parcel = { optionId: string; country: string; weight: number; subtotal: { amount: number; currency: string } }

/** What delivering a parcel not lighter, of goods not dearer, cost last: never too little, since rates rise with weight. */
export function rememberedQuote(db: Db, { optionId, country, weight, subtotal }: Parcel) {
  return db.maybe(sql<{ name: string; amount: number }>`
    select delivery->>'name' as name, delivery_amount as amount
    from (
      select delivery, delivery_amount, subtotal, currency from orders
      where delivery->>'optionId' = ${optionId} and shipping_address->>'country' = ${country}
      order by id desc limit 1000
    ) recent
    where currency = ${subtotal.currency} and subtotal <= ${subtotal.amount} and (delivery->>'weight')::int >= ${weight}
    order by (delivery->>'weight')::int limit 1`)
}

/** Whose orders somebody may see: `all`, a customer's own, or the guest's that the token opens. */
export type Sight = { all: boolean; userId: string | null; accessToken: string | undefined }

export function visibleOrder(db: Db, id: string, { all, userId, accessToken }: Sight) {
  return db.maybe(sql<OrderRow>`
    select ${orderColumns} from orders o
    where o.id = ${id} and (${all} or o.user_id = ${userId} or o.access_token = ${accessToken ?? null})`)
}

/** Where a saga runs it goes on: no step of it asks whose the order is. Rows are locked in the order of their ids. */
export function takeAccountOff(db: Db, userId: string) {
  return db.run(sql`
    update orders set user_id = null
    where id in (select id from orders where user_id = ${userId} order by id for no key update)`)
}

export type OrderFilter = {
  /** Only this person's. */
  userId: string | null
  status: Status | undefined
  number: number | undefined
  emailPrefix: string | undefined
  /** The order that the page before ended with. */
  before: string | undefined
}

/** Newest first. */
export async function listOrders(db: Db, filter: OrderFilter, limit: number) {
  const { userId, status, number, emailPrefix, before } = filter
  const address = emailPrefix === undefined ? undefined : startsWith(emailPrefix)
  // A rare address is found by its index; one that many share, soon, by walking all orders from the newest.
  const rare = address !== undefined && (await countUpTo(db, address, manyOrders)) < manyOrders
  const conditions = [
    ...(userId === null ? [] : [part`o.user_id = ${userId}`]),
    ...(status === undefined ? [] : [part`o.status = ${status}`]),
    ...(number === undefined ? [] : [part`o.number = ${number}`]),
    ...(address === undefined ? [] : [rare ? part`o.id in (select id from matching)` : address]),
    ...(before === undefined ? [] : [part`o.id < ${before}`]),
  ]
  const matching = rare ? part`with matching as materialized (select id from orders o where ${address})` : part``
  return db.many(sql<OrderRow>`
    ${matching} select ${orderColumns} from orders o where ${allOf(conditions)} order by o.id desc limit ${limit}`)
}

const manyOrders = 20_000

/** As a range, which an index serves also where the plan does not know the value. */
function startsWith(prefix: string) {
  const from = prefix.toLowerCase()
  return part`(lower(o.email) collate "C" >= ${from} and lower(o.email) collate "C" < ${`${from}\u{10ffff}`})`
}

async function countUpTo(db: Db, condition: ReturnType<typeof part>, most: number) {
  const { count } = await db.one(sql<{ count: number }>`
    select count(*) from (select from orders o where ${condition} limit ${most}) matches`)
  return count
}
