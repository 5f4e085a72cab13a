import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inventory } from '@souk/contracts/inventory.ts'
import type { TestShop } from '@souk/platform/testing.ts'
import { countsOf, type Editor, eur, newProduct, newSku, startCatalogue } from '../catalogue.testing.ts'

let shop: TestShop
let editor: Editor

before(async () => {
  // Every event comes a second time, after those that followed it.
  const started = await startCatalogue({ redeliver: 1 })
  shop = started.shop
  editor = started.editor
  await editor.createCategory({ slug: 'shoes', name: 'Shoes', description: '' })
})
after(() => shop.close())

function tell(sku: string, availability: 'in_stock' | 'low' | 'out') {
  return shop.publish(inventory, 'inventory.availability-changed.v1', { sku, availability, available: 1 })
}

async function sell(...skus: string[]) {
  const values = skus.map((_, index) => String(index))
  const variants = skus.map((sku, index) => ({ sku, options: { Size: String(index) }, price: eur(100), weight: 1 }))
  return editor.createProduct(newProduct({ options: [{ name: 'Size', values }], variants }))
}

async function seen(id: string) {
  const { variants } = await editor.getProduct({ slug: id })
  const { items } = await editor.listProducts({ limit: 100 })
  return [variants.map(({ availability }) => availability), items.find((card) => card.id === id)?.availability]
}

test('A variant is out until inventory says otherwise, and then what it said last, however often events come.', async () => {
  const [one, other] = [newSku(), newSku()]
  const { id } = await sell(one, other)
  assert.deepEqual(await seen(id), [['out', 'out'], 'out'])
  await tell(one, 'low')
  await shop.drain()
  assert.deepEqual(await seen(id), [['low', 'out'], 'low'])
  await Promise.all([tell(one, 'out'), tell(other, 'in_stock')])
  await shop.drain()
  assert.deepEqual(await seen(id), [['out', 'in_stock'], 'in_stock'])
  for (const availability of ['in_stock', 'low', 'out', 'low', 'out'] as const) await tell(other, availability)
  await shop.drain()
  assert.deepEqual(await seen(id), [['out', 'out'], 'out'])
})

test('An event that comes before its product exists counts once it does.', async () => {
  const sku = newSku()
  await tell(sku, 'in_stock')
  await shop.drain()
  const { id, variants } = await sell(sku)
  assert.equal(variants[0]?.availability, 'in_stock')
  assert.deepEqual(await seen(id), [['in_stock'], 'in_stock'])
})

test('An event and the making of its product at the same time end right, whichever comes first.', async () => {
  const skus = Array.from({ length: 20 }, newSku)
  const made = await Promise.all(skus.map((sku) => Promise.all([sell(sku), tell(sku, 'in_stock')])))
  await shop.drain()
  for (const [{ id }] of made) assert.deepEqual(await seen(id), [['in_stock'], 'in_stock'])
})

test('A facet counts the stock that there is now.', async () => {
  const sku = newSku()
  const { slug } = await sell(sku)
  const find = async () => (await editor.listProducts({ q: sku })).facets
  assert.deepEqual(countsOf(await find(), 'availability'), {})
  await tell(sku, 'in_stock')
  await shop.drain()
  assert.deepEqual(countsOf(await find(), 'availability'), { in_stock: 1 })
  assert.equal((await editor.getProduct({ slug })).version, 1, 'stock is no change of the product')
})
