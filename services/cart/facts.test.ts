import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { product } from '@souk/contracts/product.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { allRefused, type Carts, eur, newSku, startCarts } from './cart.testing.ts'
import { availabilityChanged } from './consumers/availability-changed.ts'

let carts: Carts
let guest: Carts['guest']

before(async () => {
  carts = await startCarts()
  guest = carts.guest
})
after(() => carts.shop.close())

type Cart = Awaited<ReturnType<Carts['guest']['getCart']>>
const reasonsOf = ({ lines }: Cart) => lines.map(({ problems }) => problems.map(({ reason }) => reason))

async function cartWith(...skus: string[]) {
  const { id } = await guest.createCart({})
  for (const sku of skus) await guest.setLine({ id, sku, quantity: 2 })
  return id
}
async function removeProduct(productId: string, skus: string[], version: number) {
  await carts.shop.publish(product, 'product.removed.v1', { productId, skus, version })
  await carts.shop.drain()
}

test('A price that changed is told with the price before, until the shopper sets the line again.', async () => {
  const sku = newSku()
  const { productId } = await carts.publishProduct([sku], { price: eur(1000) })
  const id = await cartWith(sku)
  await carts.publishProduct([sku], { productId, version: 2, price: eur(1500) })
  const told = await guest.getCart({ id })
  assert.deepEqual(told.subtotal, eur(3000))
  assert.deepEqual(told.lines[0]?.unitPrice, eur(1500))
  assert.deepEqual(
    told.lines[0]?.problems.map(({ reason, priceBefore }) => ({ reason, priceBefore })),
    [{ reason: 'price_changed', priceBefore: eur(1000) }],
  )
  assert.deepEqual(await carts.orders.readCart({ id }), told)
  assert.deepEqual(reasonsOf(await guest.setLine({ id, sku, quantity: 2 })), [[]])
  assert.deepEqual(reasonsOf(await guest.getCart({ id })), [[]])
})

test('A price that changed and came back needs no word.', async () => {
  const sku = newSku()
  const { productId } = await carts.publishProduct([sku])
  const id = await cartWith(sku)
  await carts.publishProduct([sku], { productId, version: 2, price: eur(1500) })
  await carts.publishProduct([sku], { productId, version: 3 })
  assert.deepEqual(reasonsOf(await guest.getCart({ id })), [[]])
})

test('A removed product stays in the cart as no longer sold, costs nothing, and can be taken out but not put in.', async () => {
  const [sku, other] = [newSku(), await carts.onSale(eur(700))]
  const { productId } = await carts.publishProduct([sku])
  const id = await cartWith(sku, other)
  const mine = carts.customer()
  await removeProduct(productId, [sku], 2)
  const cart = await guest.getCart({ id })
  assert.deepEqual(reasonsOf(cart), [['no_longer_sold'], []])
  assert.deepEqual([cart.subtotal, cart.weight, cart.itemCount], [eur(1400), 600, 4])
  await allRefused('unknown_sku', [
    guest.setLine({ id, sku, quantity: 3 }),
    mine.setLine({ id: 'mine', sku, quantity: 1 }),
  ])
  const without = await guest.setLine({ id, sku, quantity: 0 })
  assert.deepEqual(reasonsOf(without), [[]])
  assert.deepEqual(await guest.removeLine({ id, sku }), without)
})

test('A variant that a product has no longer is no longer sold, even where the word of it is all that came.', async () => {
  const [stays, goes, gone] = [newSku(), newSku(), newSku()]
  const { productId } = await carts.publishProduct([stays, goes, gone])
  const id = await cartWith(stays, goes, gone)
  await carts.publishProduct([stays], { productId, version: 3, removedSkus: [gone] })
  assert.deepEqual(reasonsOf(await guest.getCart({ id })), [[], ['no_longer_sold'], ['no_longer_sold']])
  await carts.publishProduct([stays, goes], { productId, version: 4 })
  assert.deepEqual(reasonsOf(await guest.getCart({ id })), [[], [], ['no_longer_sold']])
})

test('An older word of a product never replaces a newer one, nor brings back what was removed.', async () => {
  const [sku, old] = [newSku(), newSku()]
  const { productId } = await carts.publishProduct([sku], { version: 5, price: eur(2000) })
  await carts.publishProduct([sku, old], { productId, version: 4, price: eur(1000) })
  await removeProduct(productId, [sku], 3)
  const id = await cartWith(sku)
  assert.deepEqual((await guest.getCart({ id })).subtotal, eur(4000))
  await assert.rejects(guest.setLine({ id, sku: old, quantity: 1 }), (error) => hasReason(error, 'unknown_sku'))

  await removeProduct(productId, [sku], 7)
  await carts.publishProduct([sku], { productId, version: 6 })
  assert.deepEqual(reasonsOf(await guest.getCart({ id })), [['no_longer_sold']])
})

test('A product may be removed before it was ever heard of.', async () => {
  const [productId, sku] = [randomUUID(), newSku()]
  await removeProduct(productId, [sku], 2)
  await carts.publishProduct([sku], { productId, version: 1 })
  const { id } = await guest.createCart({})
  await assert.rejects(guest.setLine({ id, sku, quantity: 1 }), (error) => hasReason(error, 'unknown_sku'))
})

test('A sku that moves to another product is sold as that one, whatever happens to the first.', async () => {
  const sku = newSku()
  const first = await carts.publishProduct([sku])
  await carts.publishProduct([newSku()], { productId: first.productId, version: 2, removedSkus: [sku] })
  await carts.publishProduct([sku], { name: 'Another shoe' })
  await removeProduct(first.productId, [], 3)
  const { lines } = await guest.getCart({ id: await cartWith(sku) })
  assert.deepEqual([lines[0]?.name, lines[0]?.problems], ['Another shoe', []])
})

test('A line whose product went over to another currency is no longer sold in this cart, and is not added up.', async () => {
  const [sku, other] = [newSku(), await carts.onSale(eur(700))]
  const { productId } = await carts.publishProduct([sku])
  const id = await cartWith(other, sku)
  await carts.publishProduct([sku], { productId, version: 2, price: { amount: 5, currency: 'USD' } })
  const cart = await guest.getCart({ id })
  assert.deepEqual([reasonsOf(cart), cart.subtotal], [[[], ['no_longer_sold']], eur(1400)])
})

async function problemsIn(id: string) {
  const { lines } = await guest.getCart({ id })
  return lines.flatMap(({ problems }) => problems.map(({ reason, available }) => available ?? reason))
}

test('A line tells when fewer are left than it asks for, when it is sold out, and nothing when there is enough again.', async () => {
  const sku = await carts.onSale()
  const { id } = await guest.createCart({})
  await guest.setLine({ id, sku, quantity: 3 })
  const told = []
  for (const [availability, available] of [
    ['in_stock', 9],
    ['low', 3],
    ['low', 2],
    ['out', 0],
    ['in_stock', 50],
  ] as const) {
    await carts.publishStock(sku, availability, available)
    told.push(await problemsIn(id))
  }
  assert.deepEqual(told, [[], [], [2], ['out_of_stock'], []])
})

test('Stock may be told of before the product, and counts from its first line on.', async () => {
  const sku = newSku()
  await carts.publishStock(sku, 'low', 1)
  await carts.publishProduct([sku])
  const { id } = await guest.createCart({})
  const { lines } = await guest.setLine({ id, sku, quantity: 2 })
  assert.deepEqual(
    lines[0]?.problems.map(({ reason, available }) => ({ reason, available })),
    [{ reason: 'only_n_left', available: 1 }],
  )
})

test('What inventory said earlier never replaces what it said later, in whatever order and however often it comes.', async () => {
  const sku = await carts.onSale()
  const { id } = await guest.createCart({})
  await guest.setLine({ id, sku, quantity: 5 })
  const db = carts.shop.databases.get('cart') as Database
  const hear = (position: string, available: number) =>
    db.transaction((tx) => {
      const data = { sku, availability: available === 0 ? 'out' : 'low', available }
      const about = { specversion: '1.0', source: 'inventory', type: availabilityChanged.type, subject: sku } as const
      const sent = {
        ...about,
        id: randomUUID(),
        time: '',
        datacontenttype: 'application/json',
        position,
        data,
      } as const
      return availabilityChanged.consume(sent, tx, undefined as never)
    })
  // As texts, '9-30' would come after '10-4'.
  const heard: [position: string, available: number][] = [
    ['9-30', 4],
    ['10-4', 3],
    ['9-31', 1],
    ['10-10', 2],
    ['10-9', 0],
    ['9-30', 4],
    ['10-10', 2],
  ]
  const told = []
  for (const [position, available] of heard) {
    await hear(position, available)
    told.push(...(await problemsIn(id)))
  }
  assert.deepEqual(told, [4, 3, 3, 2, 2, 2, 2])
})
