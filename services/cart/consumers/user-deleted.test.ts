import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { hasReason } from '@souk/platform/errors.ts'
import { type Carts, startCarts } from '../cart.testing.ts'

let carts: Carts
before(async () => {
  carts = await startCarts()
})
after(() => carts.shop.close())

const isGone = (error: unknown) => hasReason(error, 'not_found')

test('With the account its open cart goes, and nobody else’s; told twice, it is gone once.', async () => {
  const sku = await carts.onSale()
  const [userId, otherId] = [randomUUID(), randomUUID()]
  const mine = await carts.customer(userId).setLine({ id: 'mine', sku, quantity: 2 })
  const others = await carts.customer(otherId).setLine({ id: 'mine', sku, quantity: 1 })
  const guests = await carts.guest.createCart({})
  await carts.deleteUser(userId)
  await carts.deleteUser(userId)
  await assert.rejects(carts.customer(userId).getCart({ id: mine.id }), isGone)
  await assert.rejects(carts.orders.readCart({ id: mine.id, userId }), isGone)
  const { rowCount } = await carts.db.pool.query('select from carts where user_id = $1', [userId])
  assert.equal(rowCount, 0)
  assert.deepEqual(await carts.customer(otherId).getCart({ id: 'mine' }), others)
  assert.deepEqual(await carts.guest.getCart({ id: guests.id }), guests)
})

test('A cart that was ordered stays closed, and an order that is confirmed after the account is gone harms nothing.', async () => {
  const sku = await carts.onSale()
  const userId = randomUUID()
  const customer = carts.customer(userId)
  const ordered = await customer.setLine({ id: 'mine', sku, quantity: 1 })
  await carts.confirmOrder(ordered.id)
  const open = await customer.setLine({ id: 'mine', sku, quantity: 3 })
  await carts.deleteUser(userId)
  await carts.confirmOrder(open.id)
  const { rows } = await carts.db.pool.query('select id, status from carts where user_id = $1', [userId])
  assert.deepEqual(rows, [{ id: ordered.id, status: 'ordered' }])
})
