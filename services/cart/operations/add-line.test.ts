import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { cart } from '@souk/contracts/cart.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asCustomer } from '@souk/platform/testing.ts'
import { type Carts, newSku, startCarts } from '../cart.testing.ts'

let carts: Carts
let guest: Carts['guest']

before(async () => {
  carts = await startCarts()
  guest = carts.guest
})
after(() => carts.shop.close())

const piecesOf = ({ lines }: { lines: { sku: string; quantity: number }[] }) =>
  lines.map(({ sku, quantity }) => [sku, quantity])

test('Pieces come beside those that are there, up to 999.', async () => {
  const [sku, other] = [newSku(), newSku()]
  await carts.publishProduct([sku, other])
  const { id } = await guest.createCart({})
  await guest.addLine({ id, sku, quantity: 2 })
  await guest.addLine({ id, sku: other, quantity: 1 })
  assert.deepEqual(piecesOf(await guest.addLine({ id, sku, quantity: 3 })), [
    [sku, 5],
    [other, 1],
  ])
  assert.deepEqual(piecesOf(await guest.addLine({ id, sku, quantity: 999 }))[0], [sku, 999])
})

test('Twenty tabs that add at once all count.', async () => {
  const sku = newSku()
  await carts.publishProduct([sku])
  const { id } = await guest.createCart({})
  await Promise.all(Array.from({ length: 20 }, () => guest.addLine({ id, sku, quantity: 1 })))
  assert.deepEqual(piecesOf(await guest.getCart({ id })), [[sku, 20]])
})

test('The same click sent twice counts once.', async () => {
  const sku = newSku()
  await carts.publishProduct([sku])
  const { id } = await guest.createCart({})
  const key = randomUUID()
  await guest.addLine({ id, sku, quantity: 1 }, { key })
  await guest.addLine({ id, sku, quantity: 1 }, { key })
  assert.deepEqual(piecesOf(await guest.getCart({ id })), [[sku, 1]])
})

test('A customer without a cart gets one by adding to it, also from two tabs at once.', async () => {
  const sku = newSku()
  await carts.publishProduct([sku])
  const mine = carts.shop.client(cart, asCustomer())
  await Promise.all([mine.addLine({ id: 'mine', sku, quantity: 1 }), mine.addLine({ id: 'mine', sku, quantity: 1 })])
  assert.deepEqual(piecesOf(await mine.getCart({ id: 'mine' })), [[sku, 2]])
})

test('What is not sold is refused.', async () => {
  const { id } = await guest.createCart({})
  await assert.rejects(guest.addLine({ id, sku: newSku(), quantity: 1 }), (error) => hasReason(error, 'unknown_sku'))
})
