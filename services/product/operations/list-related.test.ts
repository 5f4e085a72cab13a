import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inventory } from '@souk/contracts/inventory.ts'
import { product } from '@souk/contracts/product.ts'
import { anonymous } from '@souk/platform/auth.ts'
import { hasReason } from '@souk/platform/errors.ts'
import type { TestShop } from '@souk/platform/testing.ts'
import { type Editor, eur, newProduct, newSku, startCatalogue } from '../catalogue.testing.ts'

let shop: TestShop
let editor: Editor
let anybody: Editor

before(async () => {
  const started = await startCatalogue()
  shop = started.shop
  editor = started.editor
  anybody = shop.client(product, anonymous)
  for (const [slug, parent] of [['shoes'], ['running-shoes', 'shoes'], ['boots', 'shoes'], ['tents']] as const)
    await editor.createCategory({ slug, name: slug, description: '', ...(parent === undefined ? {} : { parent }) })
})
after(() => shop.close())

type More = { brand?: string; attributes?: Record<string, string>; soldOut?: true }

async function sell(name: string, category: string, price: number, { soldOut, ...more }: More = {}) {
  const sku = newSku()
  const variants = [{ sku, options: {}, price: eur(price), weight: 1 }]
  const availability = soldOut ? 'out' : 'in_stock'
  await shop.publish(inventory, 'inventory.availability-changed.v1', { sku, availability, available: 9 })
  return editor.createProduct(newProduct({ name, category, variants, brand: name, ...more }))
}

async function related(slug: string) {
  return (await anybody.listRelated({ slug })).items.map(({ name }) => name)
}

test('What is like a product comes first: of its category, then of the one above; what is sold out last.', async () => {
  const { slug, id } = await sell('This', 'running-shoes', 10_000, { attributes: { Drop: '8 mm', Ground: 'Road' } })
  await sell('Sold out twin', 'running-shoes', 10_000, { brand: 'This', soldOut: true })
  await sell('Dear', 'running-shoes', 30_000)
  await sell('Near', 'running-shoes', 11_000)
  await sell('Same brand', 'running-shoes', 12_000, { brand: 'This' })
  await sell('Same ground', 'running-shoes', 11_000, { attributes: { Drop: '4 mm', Ground: 'Road' } })
  await sell('Boot', 'boots', 10_000)
  await sell('Sandal', 'shoes', 5000)
  await sell('Tent', 'tents', 10_000)
  await shop.drain()
  const expected = ['Same brand', 'Same ground', 'Near', 'Dear', 'Boot', 'Sandal', 'Sold out twin']
  assert.deepEqual(await related(slug), expected)
  assert.deepEqual(await related(id), expected, 'by id too')
  assert.deepEqual(await related(slug), expected)
})

test('There are eight at most, alike ones the newest first, and none where nothing else is near.', async () => {
  const { slug } = await sell('Alone', 'tents', 100)
  for (let index = 0; index < 10; index++) await sell(`Twin ${index}`, 'tents', 100, { brand: 'Twin' })
  await shop.drain()
  assert.deepEqual(
    await related(slug),
    [9, 8, 7, 6, 5, 4, 3, 2].map((index) => `Twin ${index}`),
  )
  await editor.createCategory({ slug: 'lamps', name: 'Lamps', description: '' })
  assert.deepEqual(await related((await sell('Lamp', 'lamps', 100)).slug), [])
})

test('A product that is not on sale has none.', async () => {
  const { slug, id } = await sell('Gone', 'boots', 100)
  await editor.deleteProduct({ id })
  for (const gone of [slug, id, 'no-such'])
    await assert.rejects(anybody.listRelated({ slug: gone }), (error) => hasReason(error, 'not_found'))
})
