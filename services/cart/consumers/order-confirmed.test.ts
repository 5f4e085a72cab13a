import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { hasReason } from '@souk/platform/errors.ts'
import { type Carts, startCarts } from '../cart.testing.ts'

let carts: Carts
let now = new Date('2026-01-01T10:00:00Z')

before(async () => {
  carts = await startCarts({ now: () => now })
})
after(() => carts.shop.close())

test('After an order a customer’s next line begins a new cart.', async () => {
  const sku = await carts.onSale()
  const customer = carts.customer()
  const ordered = await customer.setLine({ id: 'mine', sku, quantity: 1 })
  await carts.confirmOrder(ordered.id)
  await carts.confirmOrder(ordered.id)
  assert.equal((await customer.getCart({ id: ordered.id })).status, 'ordered')
  await assert.rejects(customer.setLine({ id: ordered.id, sku, quantity: 2 }), (error) =>
    hasReason(error, 'cart_closed'),
  )
  const next = await customer.setLine({ id: 'mine', sku, quantity: 2 })
  assert.notEqual(next.id, ordered.id)
  assert.deepEqual([next.status, next.version, next.itemCount], ['open', 1, 2])
  await carts.confirmOrder(ordered.id)
  assert.deepEqual(await customer.getCart({ id: 'mine' }), next)
})

test('After an order a guest can begin a new cart, and bring that one along when signing in.', async () => {
  const sku = await carts.onSale()
  const first = await carts.guest.createCart({})
  await carts.guest.setLine({ id: first.id, sku, quantity: 1 })
  await carts.confirmOrder(first.id)
  const second = await carts.guest.createCart({})
  const line = await carts.guest.setLine({ id: second.id, sku, quantity: 3 })
  assert.deepEqual(await carts.customer().claimCart({ id: second.id }), line)
})

test('An order of a cart that was merged, or of none that is known here, changes nothing.', async () => {
  const sku = await carts.onSale()
  const customer = carts.customer()
  await customer.createCart({})
  const { id } = await carts.guest.createCart({})
  await carts.guest.setLine({ id, sku, quantity: 1 })
  const mine = await customer.claimCart({ id })
  await carts.confirmOrder(id)
  await carts.confirmOrder(randomUUID())
  assert.equal((await customer.getCart({ id })).status, 'merged')
  assert.deepEqual(await customer.getCart({ id: 'mine' }), mine)
})

test('Guests’ empty carts are forgotten after 30 days without a touch; carts with lines, of customers or ordered stay.', async () => {
  const sku = await carts.onSale()
  const { guest } = carts
  const customer = carts.customer()
  const made = await Promise.all([1, 2, 3, 4].map(() => guest.createCart({})))
  const [empty, filled, ordered, touched] = made.map(({ id }) => id) as [string, string, string, string]
  const mine = await customer.createCart({})
  await guest.setLine({ id: filled, sku, quantity: 1 })
  await carts.confirmOrder(ordered)
  now = new Date(now.getTime() + 20 * 86_400_000)
  await guest.setLine({ id: touched, sku, quantity: 1 })
  await guest.removeLine({ id: touched, sku })
  now = new Date(now.getTime() + 11 * 86_400_000)
  await carts.shop.drain()
  await assert.rejects(guest.getCart({ id: empty }), (error) => hasReason(error, 'not_found'))
  for (const id of [filled, ordered, touched]) assert.equal((await guest.getCart({ id })).id, id)
  assert.deepEqual(await customer.getCart({ id: mine.id }), mine)
})
