/** Every statement on the tables of zones, parcels and what is known of carts. */
import type { Zone } from '@souk/contracts/delivery.ts'
import type { Address } from '@souk/contracts/fields.ts'
import type { Money } from '@souk/contracts/money.ts'
import type { Db, Transaction } from '@souk/platform/database/pool.ts'
import { json, part, sql } from '@souk/platform/database/sql.ts'

export function listZones(db: Db) {
  return db.many(sql<Zone>`
    select id, name, methods,
      (select coalesce(jsonb_agg(country order by country), '[]') from zone_countries c where c.zone_id = z.id) as countries
    from zones z order by created_at, id`)
}

/** Changes of zones take turns, so that two of them can neither share a country nor wait for each other in a circle. */
export async function lockZones(tx: Transaction) {
  await tx.run(sql`lock table zone_countries in share row exclusive mode`)
}

/** @returns those of the countries that belong to another zone */
export async function countriesElsewhere(tx: Transaction, zoneId: string, countries: readonly string[]) {
  const rows = await tx.many(sql<{ country: string }>`
    select country from zone_countries where country = any(${countries}) and zone_id <> ${zoneId} order by country`)
  return rows.map(({ country }) => country)
}

/** Expects the lock, and that no country belongs to another zone. */
export async function putZone(tx: Transaction, zone: Zone) {
  await tx.run(sql`
    insert into zones (id, name, methods) values (${zone.id}, ${zone.name}, ${json(zone.methods)}::jsonb)
    on conflict (id) do update set name = excluded.name, methods = excluded.methods`)
  await tx.run(sql`
    with dropped as (
      delete from zone_countries where zone_id = ${zone.id} and country <> all(${zone.countries})
    )
    insert into zone_countries (country, zone_id) select country, ${zone.id} from unnest(${zone.countries}::text[]) as country
    on conflict (country) do nothing`)
}

export type ShipmentRow = {
  id: string
  orderId: string
  carrier: string
  trackingNumber: string
  address: Address
  createdAt: string
}

const shipmentColumns = part`
  id, order_id as "orderId", carrier, tracking_number as "trackingNumber", address, created_at as "createdAt"`

export type NewShipment = Omit<ShipmentRow, 'createdAt'> & { optionId: string; ownNumber: boolean; createdAt: Date }

/**
 * Keeps the parcel and tells of it, in one statement.
 * @returns undefined where the id is taken already
 * @throws unique_violation of `shipments_own_number` where a tracking number made here is taken
 */
export function insertShipment(db: Db, shipment: NewShipment) {
  return db.maybe(sql<ShipmentRow>`
    with created as (
      insert into shipments (id, order_id, option_id, carrier, tracking_number, own_number, address, created_at)
      values (${shipment.id}, ${shipment.orderId}, ${shipment.optionId}, ${shipment.carrier}, ${shipment.trackingNumber},
        ${shipment.ownNumber}, ${json(shipment.address)}::jsonb, ${shipment.createdAt})
      on conflict (id) do nothing
      returning *
    ), told as (
      insert into platform.feed (type, subject, data)
      select 'delivery.shipment-created.v1', id::text, jsonb_build_object(
        'shipmentId', id, 'orderId', order_id, 'carrier', carrier, 'trackingNumber', tracking_number)
      from created
    )
    select ${shipmentColumns} from created`)
}

export function shipmentOf(db: Db, id: string) {
  return db.maybe(sql<ShipmentRow>`select ${shipmentColumns} from shipments where id = ${id}`)
}

export function listShipments(db: Db, orderId: string) {
  return db.many(sql<ShipmentRow>`
    select ${shipmentColumns} from shipments where order_id = ${orderId} order by created_at, id`)
}

export type CartFacts = { weight: number; subtotal: Money }

export function cartOf(db: Db, cartId: string) {
  return db.maybe(sql<CartFacts>`
    select weight, jsonb_build_object('amount', subtotal, 'currency', currency) as subtotal
    from carts where cart_id = ${cartId}`)
}

/** Of two events about one cart the newer one stays, whichever comes first. */
export async function keepCart(db: Db, cart: CartFacts & { cartId: string; version: number }, heardAt: Date) {
  await db.run(sql`
    insert into carts (cart_id, version, weight, subtotal, currency, heard_at)
    values (${cart.cartId}, ${cart.version}, ${cart.weight}, ${cart.subtotal.amount}, ${cart.subtotal.currency}, ${heardAt})
    on conflict (cart_id) do update
    set version = excluded.version, weight = excluded.weight, subtotal = excluded.subtotal, currency = excluded.currency,
      heard_at = excluded.heard_at
    where carts.version < excluded.version`)
}

/** @returns how many were forgotten, some at a time */
export function forgetCarts(db: Db, heardBefore: Date) {
  return db.run(sql`
    delete from carts where cart_id in (
      select cart_id from carts where heard_at < ${heardBefore} order by heard_at limit 500 for update skip locked)`)
}
