import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { inventory } from '@souk/contracts/inventory.ts'
import type { Client } from '@souk/platform/client.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asService, asStaff, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import service from '../service.ts'

let shop: TestShop
let order: Client<typeof inventory>
let keeper: Client<typeof inventory>

before(async () => {
  shop = await startTestShop({ services: [service] })
  order = shop.client(inventory, asService('order'))
  keeper = shop.client(inventory, asStaff('stock'))
})
after(() => shop.close())

async function stocked(onHand: number) {
  const sku = `SKU-${randomUUID()}`
  await keeper.setStock({ sku, onHand })
  return sku
}

test('Returned pieces are on sale again, with an entry in the ledger that names the order.', async () => {
  const [one, other] = [await stocked(3), await stocked(0)]
  const orderId = randomUUID()
  const lines = [
    { sku: other, quantity: 1 },
    { sku: one, quantity: 2 },
    { sku: other, quantity: 1 },
  ]
  await order.restock({ id: randomUUID(), orderId, lines })
  assert.deepEqual(await keeper.getStock({ sku: one }), { sku: one, onHand: 5, reserved: 0, available: 5 })
  assert.equal((await keeper.getStock({ sku: other })).onHand, 2)
  const [entry] = (await keeper.listLedger({ sku: one })).items
  assert.deepEqual([entry?.change, entry?.onHand, entry?.cause, entry?.reference], [2, 5, 'returned', orderId])
  const told = await shop.published(inventory, 'inventory.availability-changed.v1')
  assert.deepEqual(
    told.filter(({ sku }) => sku === other).map(({ availability, available }) => [availability, available]),
    [
      ['out', 0],
      ['low', 2],
    ],
  )
})

test('The same restock, asked for many times at once and again later, raises the stock once.', async () => {
  const sku = await stocked(1)
  const input = { id: randomUUID(), orderId: randomUUID(), lines: [{ sku, quantity: 4 }] }
  await Promise.all(Array.from({ length: 5 }, () => order.restock(input)))
  await order.restock(input)
  assert.equal((await keeper.getStock({ sku })).onHand, 5)
  const changes = (await keeper.listLedger({ sku })).items.map(({ change }) => change)
  assert.deepEqual(changes, [4, 1])
})

test('Restocks and reservations of the same skus at once, in any order of lines, end without deadlock and add up.', async () => {
  const skus = [await stocked(100), await stocked(100), await stocked(100)]
  const lines = skus.map((sku) => ({ sku, quantity: 1 }))
  await Promise.all(
    Array.from({ length: 20 }, (_, turn) => {
      const mixed = turn % 2 === 0 ? lines : lines.toReversed()
      return turn % 4 < 2
        ? order.restock({ id: randomUUID(), orderId: randomUUID(), lines: mixed })
        : order.reserve({ orderId: randomUUID(), lines: mixed, holdSeconds: 60 })
    }),
  )
  for (const sku of skus)
    assert.deepEqual(await keeper.getStock({ sku }), { sku, onHand: 110, reserved: 10, available: 100 })
})

test('Only other services restock.', async () => {
  const input = { id: randomUUID(), orderId: randomUUID(), lines: [{ sku: await stocked(1), quantity: 1 }] }
  await assert.rejects(keeper.restock(input), (error) => hasReason(error, 'not_allowed'))
})

test('An audit is told what went back on sale, by the orders that it came from, a page at a time.', async () => {
  const [one, other] = [await stocked(3), await stocked(3)]
  const orderIds = [randomUUID(), randomUUID(), randomUUID()].sort() as [string, string, string]
  for (const orderId of orderIds) await order.restock({ id: randomUUID(), orderId, lines: [{ sku: one, quantity: 1 }] })
  const again = {
    id: randomUUID(),
    orderId: orderIds[0],
    lines: [
      { sku: other, quantity: 2 },
      { sku: one, quantity: 1 },
    ],
  }
  for (const _ of [1, 2]) await order.restock(again)
  const [first] = (await order.auditRestocks({ ids: [orderIds[0]] })).items
  assert.deepEqual(
    [first?.restocks, new Map(first?.lines.map(({ sku, quantity }) => [sku, quantity]))],
    [
      2,
      new Map(
        [
          [one, 2],
          [other, 2],
        ].sort() as [string, number][],
      ),
    ],
  )
  const { items } = await order.auditRestocks({ after: orderIds[0], ids: orderIds, limit: 1 })
  assert.deepEqual(items, [{ orderId: orderIds[1], restocks: 1, lines: [{ sku: one, quantity: 1 }] }])
  assert.deepEqual(
    (await order.auditRestocks({ ids: orderIds, since: orderIds[2] })).items.map(({ orderId }) => orderId),
    [orderIds[2]],
  )
})
