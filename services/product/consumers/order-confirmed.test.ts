import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { order } from '@souk/contracts/order.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import type { TestShop } from '@souk/platform/testing.ts'
import { type Editor, eur, newProduct, newSku, startCatalogue } from '../catalogue.testing.ts'
import { openCatalogue, refresh } from '../search/catalogue.ts'

let shop: TestShop
let editor: Editor
let db: Database
let now = new Date()

before(async () => {
  // Every event comes a second time, after those that followed it.
  const started = await startCatalogue({ redeliver: 1, now: () => now })
  shop = started.shop
  editor = started.editor
  db = shop.databases.get('product') as Database
  await editor.createCategory({ slug: 'shoes', name: 'Shoes', description: '' })
  await editor.createCategory({ slug: 'boots', name: 'Boots', description: '', parent: 'shoes' })
  await editor.createCategory({ slug: 'bare', name: 'Bare', description: '' })
})
after(() => shop.close())

type Line = { sku: string; quantity: number; productSlug?: string }

async function confirm(...lines: Line[]) {
  const address = { name: 'A', line1: '1 Street', city: 'Berlin', postcode: '10115', country: 'DE' }
  await shop.publish(order, 'order.confirmed.v1', {
    orderId: randomUUID(),
    number: 'S-1',
    cartId: randomUUID(),
    email: 'a@souk.example',
    total: eur(1),
    subtotal: eur(1),
    delivery: eur(0),
    deliveryName: 'Post',
    shippingAddress: address,
    lines: lines.map((line) => ({
      productSlug: 'no-such',
      name: 'Thing',
      options: {},
      unitPrice: eur(1),
      lineTotal: eur(line.quantity),
      ...line,
    })),
  })
}

async function sell(name: string, category = 'shoes', picture?: string) {
  const sku = newSku()
  const images = picture === undefined ? [] : [{ url: picture, alt: name }]
  const variants = [{ sku, options: {}, price: eur(100), weight: 1 }]
  return { ...(await editor.createProduct(newProduct({ name, category, images, variants }))), sku }
}

async function bestSelling() {
  const { items } = await editor.listProducts({ sort: 'best_selling', limit: 100 })
  return items.map(({ name }) => name)
}

const rowsOf = (table: 'sales' | 'counted_orders') =>
  table === 'sales'
    ? db.many(sql<{ units: number }>`select units from sales order by units`)
    : db.many(sql`select order_id from counted_orders`)

test('What sold most comes first, then the newest; an order counts once, however often it is told of.', async () => {
  const [one, two, three] = [await sell('One'), await sell('Two'), await sell('Three')]
  assert.deepEqual(await bestSelling(), ['Three', 'Two', 'One'])
  await confirm({ sku: one.sku, quantity: 2 })
  await confirm({ sku: two.sku, quantity: 2 }, { sku: one.sku, quantity: 1 }, { sku: newSku(), quantity: 9 })
  await shop.drain()
  assert.deepEqual(await bestSelling(), ['One', 'Two', 'Three'])
  assert.deepEqual(await rowsOf('sales'), [{ units: 2 }, { units: 3 }])
  await Promise.all([1, 1, 1, 1].map((quantity) => confirm({ sku: three.sku, quantity })))
  await shop.drain()
  assert.deepEqual(await bestSelling(), ['Three', 'One', 'Two'])
  assert.deepEqual(await rowsOf('sales'), [{ units: 2 }, { units: 3 }, { units: 4 }])
})

test('A variant that is gone counts for the product that it was of.', async () => {
  const { id, slug, version, variants } = await sell('Renewed')
  await editor.updateProduct({ id, version, variants: variants.map((variant) => ({ ...variant, sku: newSku() })) })
  await confirm({ sku: variants[0]?.sku as string, quantity: 50, productSlug: slug })
  await shop.drain()
  assert.equal((await bestSelling())[0], 'Renewed')
})

test('Other replicas order by the same numbers, which many orders change once.', async () => {
  const other = await openCatalogue(db)
  const { id, sku } = await sell('Sudden')
  await refresh(other, db)
  const { version } = other
  for (let index = 0; index < 20; index++) await confirm({ sku, quantity: 5 })
  await shop.drain()
  await refresh(other, db)
  assert.equal(other.sold.get(id), 100)
  assert.equal((await bestSelling())[0], 'Sudden')
  assert.ok(other.version <= version + 3, 'not a version for every order')
})

test('A category shows what sells best in it and below, the newest where nothing was sold.', async () => {
  const images = async () => {
    const { items } = await editor.listCategories({})
    const all = [...items, ...items.flatMap(({ children }) => children)]
    return Object.fromEntries(all.map(({ slug, image }) => [slug, image?.url]))
  }
  assert.deepEqual(await images(), { shoes: undefined, boots: undefined, bare: undefined })
  const pictured = await sell('Pictured', 'boots', '/old.png')
  await sell('Newer', 'boots', '/newer.png')
  await sell('Shoe', 'shoes', '/shoe.png')
  assert.deepEqual(await images(), { shoes: '/shoe.png', boots: '/newer.png', bare: undefined })
  await confirm({ sku: pictured.sku, quantity: 1 })
  await shop.drain()
  assert.deepEqual(await images(), { shoes: '/old.png', boots: '/old.png', bare: undefined })
})

test('After thirty days a sale neither counts nor is kept, nor does its order when it is told of again.', async () => {
  const today = now
  now = new Date(today.getTime() + 29 * 86_400_000)
  await shop.drain()
  assert.equal((await bestSelling())[0], 'Sudden')
  now = new Date(today.getTime() + 31 * 86_400_000)
  await shop.drain()
  assert.deepEqual(await bestSelling(), ['Shoe', 'Newer', 'Pictured', 'Sudden', 'Renewed', 'Three', 'Two', 'One'])
  const { sku } = await sell('Late')
  await confirm({ sku, quantity: 3 })
  await shop.drain()
  assert.deepEqual(await rowsOf('sales'), [])
  assert.deepEqual(await rowsOf('counted_orders'), [])
})
