import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { inventory } from '@souk/contracts/inventory.ts'
import type { Client } from '@souk/platform/client.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asCustomer, asService, asStaff, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import service from '../service.ts'
import { reserve } from '../stock.sql.ts'

let shop: TestShop
let order: Client<typeof inventory>
let keeper: Client<typeof inventory>
let now = new Date('2026-01-01T10:00:00Z')

before(async () => {
  shop = await startTestShop({ services: [service], now: () => now })
  order = shop.client(inventory, asService('order'))
  keeper = shop.client(inventory, asStaff('stock'))
})
after(() => shop.close())

async function stocked(onHand: number) {
  const sku = `SKU-${randomUUID()}`
  await keeper.setStock({ sku, onHand })
  return sku
}

test('A reservation holds all of its lines, and nothing of them when one line is short.', async () => {
  const [plenty, few] = [await stocked(10), await stocked(1)]
  const lines = [
    { sku: plenty, quantity: 3 },
    { sku: few, quantity: 2 },
  ]
  await assert.rejects(order.reserve({ orderId: randomUUID(), lines, holdSeconds: 60 }), (error) => {
    assert.ok(hasReason(error, 'out_of_stock'))
    assert.deepEqual(error.details, { lines: [{ sku: few, requested: 2, available: 1 }] })
    return true
  })
  assert.deepEqual(await keeper.getStock({ sku: plenty }), { sku: plenty, onHand: 10, reserved: 0, available: 10 })
})

test('Two lines of one order that draw on the same stock are one demand.', async () => {
  const sku = await stocked(3)
  const lines = [
    { sku, quantity: 2 },
    { sku, quantity: 2 },
  ]
  await assert.rejects(order.reserve({ orderId: randomUUID(), lines, holdSeconds: 60 }), /Too little stock/)
  const held = await order.reserve({ orderId: randomUUID(), lines: lines.slice(1), holdSeconds: 60 })
  assert.deepEqual(held.lines, [{ sku, quantity: 2 }])
})

test('Reserving again for the same order holds nothing more, even when its own pieces were the last.', async () => {
  const sku = await stocked(1)
  const reservation = { orderId: randomUUID(), lines: [{ sku, quantity: 1 }], holdSeconds: 60 }
  await Promise.all(Array.from({ length: 5 }, () => order.reserve(reservation)))
  assert.deepEqual(await keeper.getStock({ sku }), { sku, onHand: 1, reserved: 1, available: 0 })
})

test('Many orders at once on the same skus, in any order of lines, end without deadlock and never oversell.', async () => {
  const skus = [await stocked(10), await stocked(10), await stocked(10)]
  const outcomes = await Promise.allSettled(
    Array.from({ length: 60 }, (_, index) => {
      const lines = skus.map((_, turn) => ({ sku: skus[(index + turn) % 3] as string, quantity: 1 }))
      return order.reserve({ orderId: randomUUID(), lines, holdSeconds: 60 })
    }),
  )
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 10)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') assert.ok(hasReason(outcome.reason, 'out_of_stock'))
  for (const sku of skus) assert.equal((await keeper.getStock({ sku })).available, 0)
})

test('A released reservation gives its pieces back once, and cannot be made again.', async () => {
  const sku = await stocked(5)
  const reservation = { orderId: randomUUID(), lines: [{ sku, quantity: 2 }], holdSeconds: 60 }
  await order.reserve(reservation)
  await Promise.all([order.release(reservation), order.release(reservation)])
  assert.equal((await keeper.getStock({ sku })).available, 5)
  await assert.rejects(order.reserve(reservation), (error) => hasReason(error, 'reservation_closed'))
})

test('A release that comes while its reservation is being made gives every piece back.', async () => {
  const sku = await stocked(5)
  const db = shop.databases.get('inventory') as Database
  const orderId = randomUUID()
  let releasing: Promise<unknown> = Promise.resolve()
  await db.transaction(async (tx) => {
    await reserve(tx, orderId, [{ sku, quantity: 2 }], new Date(now.getTime() + 60_000))
    releasing = order.release({ orderId })
    const waiting = sql<{ pid: number }>`
      select pid from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into reservations%'`
    while ((await db.many(waiting)).length === 0);
  })
  await releasing
  assert.deepEqual(await keeper.getStock({ sku }), { sku, onHand: 5, reserved: 0, available: 5 })
})

test('A release that comes before its reservation wins.', async () => {
  const sku = await stocked(5)
  const reservation = { orderId: randomUUID(), lines: [{ sku, quantity: 2 }], holdSeconds: 60 }
  await order.release(reservation)
  await assert.rejects(order.getReservation(reservation), (error) => hasReason(error, 'not_found'))
  await assert.rejects(order.reserve(reservation), (error) => hasReason(error, 'reservation_closed'))
  assert.equal((await keeper.getStock({ sku })).available, 5)
})

test('A hold that nobody keeps goes back on sale when its time is up, and can be taken anew.', async () => {
  const sku = await stocked(1)
  const reservation = { orderId: randomUUID(), lines: [{ sku, quantity: 1 }], holdSeconds: 60 }
  await order.reserve(reservation)
  now = new Date(now.getTime() + 61_000)
  await shop.drain()
  assert.equal((await keeper.getStock({ sku })).available, 1)
  await assert.rejects(order.keep(reservation), (error) => hasReason(error, 'reservation_lost'))
  assert.equal((await order.reserve(reservation)).status, 'held')
})

test('A kept reservation outlives its time limit, and shipping it takes the pieces off the shelf once.', async () => {
  const sku = await stocked(4)
  const reservation = { orderId: randomUUID(), lines: [{ sku, quantity: 3 }], holdSeconds: 60 }
  await order.reserve(reservation)
  await order.keep(reservation)
  now = new Date(now.getTime() + 3_600_000)
  await shop.drain()
  assert.equal((await keeper.getStock({ sku })).reserved, 3)
  await Promise.all([order.ship(reservation), order.ship(reservation)])
  assert.deepEqual(await keeper.getStock({ sku }), { sku, onHand: 1, reserved: 0, available: 1 })
  const { items } = await keeper.listLedger({ sku })
  assert.deepEqual(
    items.map(({ change, onHand, cause, reference }) => ({ change, onHand, cause, reference })),
    [
      { change: -3, onHand: 1, cause: 'shipped', reference: reservation.orderId },
      { change: 4, onHand: 4, cause: 'set', reference: items[1]?.reference },
    ],
  )
  await assert.rejects(order.release(reservation), (error) => hasReason(error, 'reservation_shipped'))
})

test('Followers hear when a variant becomes low, out and in stock again.', async () => {
  const sku = await stocked(6)
  const first = { orderId: randomUUID(), lines: [{ sku, quantity: 1 }], holdSeconds: 60 }
  await order.reserve(first)
  await order.reserve({ ...first, orderId: randomUUID(), lines: [{ sku, quantity: 5 }] })
  await order.release(first)
  await keeper.setStock({ sku, onHand: 50 })
  const told = await shop.published(inventory, 'inventory.availability-changed.v1')
  assert.deepEqual(
    told.filter((event) => event.sku === sku).map(({ availability, available }) => [availability, available]),
    [
      ['in_stock', 6],
      ['low', 5],
      ['out', 0],
      ['low', 1],
      ['in_stock', 45],
    ],
  )
})

test('Stock cannot be set below what orders hold, nor by a customer.', async () => {
  const sku = await stocked(5)
  await order.reserve({ orderId: randomUUID(), lines: [{ sku, quantity: 4 }], holdSeconds: 60 })
  await assert.rejects(keeper.setStock({ sku, onHand: 3 }), (error) => hasReason(error, 'below_reserved'))
  const shopper = shop.client(inventory, asCustomer())
  await assert.rejects(shopper.setStock({ sku, onHand: 100 }), (error) => hasReason(error, 'not_allowed'))
  await assert.rejects(shopper.release({ orderId: randomUUID() }), (error) => hasReason(error, 'not_allowed'))
})
