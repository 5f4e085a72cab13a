import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { cart } from '@souk/contracts/cart.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asStaff } from '@souk/platform/testing.ts'
import { allRefused, type Carts, startCarts } from '../cart.testing.ts'

let carts: Carts
let guest: Carts['guest']

before(async () => {
  carts = await startCarts({ environment: { SOUK_CURRENCY: 'CHF' } })
  guest = carts.guest
})
after(() => carts.shop.close())

test('A guest gets an empty cart in the shop’s currency, with an id that nobody can guess.', async () => {
  const [one, other] = [await guest.createCart({}), await guest.createCart({})]
  assert.notEqual(one.id, other.id)
  assert.match(one.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4/, 'a random UUID, not one made from the time')
  const empty = { status: 'open', lines: [], itemCount: 0, weight: 0, version: 0 }
  assert.deepEqual(one, { id: one.id, ...empty, subtotal: { amount: 0, currency: 'CHF' } })
  assert.deepEqual(await guest.getCart({ id: one.id }), one)
  assert.deepEqual(await guest.getCart({ id: one.id.toUpperCase() }), one)
})

test('A repeated creation under one key answers the same cart.', async () => {
  const key = randomUUID()
  assert.deepEqual(await guest.createCart({}, { key }), await guest.createCart({}, { key }))
})

test('A customer has one open cart, however often and however many at once ask for it.', async () => {
  const userId = randomUUID()
  const customer = carts.customer(userId)
  const answers = await Promise.all([
    ...Array.from({ length: 5 }, () => customer.createCart({})),
    ...Array.from({ length: 5 }, () => carts.customer(userId).createCart({})),
  ])
  assert.equal(new Set(answers.map(({ id }) => id)).size, 1)
  assert.equal((await customer.getCart({ id: 'mine' })).id, answers[0]?.id)
})

test('Looking for a cart called mine makes none.', async () => {
  await assert.rejects(carts.customer(randomUUID()).getCart({ id: 'mine' }), (error) => hasReason(error, 'not_found'))
})

test('Staff shop like everybody else.', async () => {
  const staff = carts.shop.client(cart, asStaff('orders'))
  assert.equal((await staff.createCart({})).id, (await staff.getCart({ id: 'mine' })).id)
})

test('Who is not signed in has no cart called mine, and hears so.', async () => {
  const sku = await carts.onSale()
  await allRefused('not_signed_in', [
    guest.getCart({ id: 'mine' }),
    guest.setLine({ id: 'mine', sku, quantity: 1 }),
    guest.setLine({ id: 'mine', sku, quantity: 0 }),
    guest.removeLine({ id: 'mine', sku }),
  ])
})

test('A customer’s cart is nobody else’s: to others it does not exist.', async () => {
  const sku = await carts.onSale()
  const owner = carts.customer()
  const { id, version } = await owner.setLine({ id: 'mine', sku, quantity: 1 })
  for (const stranger of [guest, carts.customer(), carts.shop.client(cart, asStaff('*'))]) {
    await allRefused('not_found', [
      stranger.getCart({ id }),
      stranger.setLine({ id, sku, quantity: 5 }),
      stranger.setLine({ id, sku, quantity: 0 }),
      stranger.removeLine({ id, sku }),
    ])
  }
  assert.equal((await owner.getCart({ id })).version, version)
})

test('Whoever knows a guest’s cart can use it, also signed in.', async () => {
  const sku = await carts.onSale()
  const { id } = await guest.createCart({})
  await carts.customer().setLine({ id, sku, quantity: 2 })
  assert.equal((await guest.getCart({ id })).itemCount, 2)
})

test('Other services see a cart as the person whom they name would, and nobody else may ask so.', async () => {
  const sku = await carts.onSale()
  const userId = randomUUID()
  const { id } = await guest.createCart({})
  const guests = await guest.setLine({ id, sku, quantity: 2 })
  const mine = await carts.customer(userId).setLine({ id: 'mine', sku, quantity: 1 })
  assert.deepEqual(await carts.orders.readCart({ id }), guests)
  assert.deepEqual(await carts.orders.readCart({ id, userId }), guests)
  assert.deepEqual(await carts.orders.readCart({ id: mine.id, userId }), mine)
  for (const foreign of [{ id: mine.id }, { id: mine.id, userId: randomUUID() }, { id: randomUUID(), userId }])
    await assert.rejects(carts.orders.readCart(foreign), (error) => hasReason(error, 'not_found'))
  await assert.rejects(guest.readCart({ id }), (error) => hasReason(error, 'not_allowed'))
  await assert.rejects(carts.customer(userId).readCart({ id, userId }), (error) => hasReason(error, 'not_allowed'))
})
