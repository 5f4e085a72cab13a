import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inventory } from '@souk/contracts/inventory.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import type { TestShop } from '@souk/platform/testing.ts'
import { type Editor, newProduct, newSku, startCatalogue } from '../catalogue.testing.ts'
import { type Catalogue, openCatalogue, refresh } from './catalogue.ts'

let shop: TestShop
let editor: Editor
let db: Database

before(async () => {
  const started = await startCatalogue()
  shop = started.shop
  editor = started.editor
  db = shop.databases.get('product') as Database
  await editor.createCategory({ slug: 'shoes', name: 'Shoes', description: '' })
})
after(() => shop.close())

const namesIn = ({ listings }: Catalogue) => [...listings.values()].map(({ card }) => card.name).sort()

test('Another replica shows what this one wrote: products new, changed and gone, categories and stock.', async () => {
  const other = await openCatalogue(db)
  const sku = newSku()
  const { variants } = newProduct()
  const { id } = await editor.createProduct(
    newProduct({ name: 'One', variants: variants.map((variant) => ({ ...variant, sku })) }),
  )
  await editor.createProduct(newProduct({ name: 'Two' }))
  await refresh(other, db)
  assert.deepEqual(namesIn(other), ['One', 'Two'])
  await editor.updateProduct({ id, version: 1, name: 'First' })
  await editor.createCategory({ slug: 'boots', name: 'Boots', description: '', parent: 'shoes' })
  await shop.publish(inventory, 'inventory.availability-changed.v1', { sku, availability: 'low', available: 1 })
  await shop.drain()
  await refresh(other, db)
  assert.deepEqual(namesIn(other), ['First', 'Two'])
  assert.equal(other.listings.get(id)?.card.availability, 'low')
  assert.equal(other.categories.get('boots')?.parent, 'shoes')
  await editor.deleteProduct({ id })
  await refresh(other, db)
  assert.deepEqual(namesIn(other), ['Two'])
})

test('Whoever asks after a change sees it, however many ask at once.', async () => {
  const other = await openCatalogue(db)
  for (let turn = 0; turn < 20; turn++) {
    const underWay = [refresh(other, db), refresh(other, db)]
    const { id } = await editor.createProduct(newProduct({ name: `Turn ${turn}` }))
    underWay.push(refresh(other, db))
    await Promise.all([refresh(other, db), refresh(other, db)])
    assert.ok(other.listings.has(id))
    await Promise.all(underWay)
  }
})

test('When the database went back to an earlier state, so does what is shown.', async () => {
  const other = await openCatalogue(db)
  const before = namesIn(other)
  const [listing] = other.listings.values()
  assert.ok(listing)
  other.listings.set('lost', { ...listing })
  other.version += 10
  await refresh(other, db)
  assert.deepEqual(namesIn(other), before)
})
