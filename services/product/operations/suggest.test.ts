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
  for (const [slug, name, parent] of [
    ['running', 'Running'],
    ['running-shoes', 'Running shoes', 'running'],
    ['running-clothing', 'Running clothing', 'running'],
    ['winter', 'Winter sports'],
    ['empty', 'Runways'],
  ] as const)
    await editor.createCategory({ slug, name, description: '', ...(parent === undefined ? {} : { parent }) })
  await sell('Mudlark trail shoe', 'Strider', 'running-shoes', 'Red')
  await sell('Lane road running shoe', 'Strider', 'running-shoes', 'Blue')
  await sell('Five Inch tights', 'Ruvane', 'running-clothing', 'Blue')
  await sell('Runner sledge', 'Frostholm', 'winter', 'Red')
  await shop.drain()
})
after(() => shop.close())

async function sell(name: string, brand: string, category: string, colour: string) {
  const sku = newSku()
  const options = [{ name: 'Colour', values: [colour] }]
  const variants = [{ sku, options: { Colour: colour }, price: eur(1000), weight: 1 }]
  await shop.publish(inventory, 'inventory.availability-changed.v1', { sku, availability: 'in_stock', available: 9 })
  return editor.createProduct(newProduct({ name, brand, category, options, variants }))
}

async function suggested(q: string) {
  const { products, categories } = await anybody.suggest({ q })
  return [products.map(({ name }) => name), categories.map(({ slug }) => slug)]
}

test('The beginning of a word finds products and categories, those first that have it in most places.', async () => {
  assert.deepEqual(await suggested('run'), [
    ['Lane road running shoe', 'Runner sledge', 'Five Inch tights', 'Mudlark trail shoe'],
    ['running', 'running-shoes', 'running-clothing'],
  ])
})

test('Typing errors and unfinished words find what was meant.', async () => {
  for (const q of ['runing sho', 'RUNNING  shoe', 'runnign shoes', 'running shoes', 'shoes for running'])
    assert.deepEqual(
      await suggested(q),
      [
        ['Lane road running shoe', 'Mudlark trail shoe'],
        ['running-shoes', 'running'],
      ],
      q,
    )
  assert.deepEqual(await suggested('strder'), [['Lane road running shoe', 'Mudlark trail shoe'], []])
  assert.deepEqual(await suggested('blue run'), [['Lane road running shoe', 'Five Inch tights'], []])
})

test('All words must be found, and nothing that is typed fails.', async () => {
  const nothing = [[], []]
  for (const q of ['shoe xyzzyqq', 'zzzzzz', '!', ' ', "'", '👟', '東京', 'x'.repeat(200)])
    assert.deepEqual(await suggested(q), nothing, q)
  await assert.rejects(anybody.suggest({ q: '' }), (error) => hasReason(error, 'invalid_input'))
})

test('A category with nothing on sale in it is not suggested.', async () => {
  assert.deepEqual(await suggested('runways'), [[], []])
})

test('At most six products are suggested, and what changed is suggested as it is now.', async () => {
  const made = []
  for (let index = 0; index < 8; index++) made.push(await sell(`Balaclava ${index}`, 'Frostholm', 'winter', 'Red'))
  await shop.drain()
  const first = made.at(-1)
  assert.ok(first)
  assert.deepEqual(
    (await anybody.suggest({ q: 'balac' })).products.map(({ id }) => id),
    made
      .slice(2)
      .map(({ id }) => id)
      .reverse(),
  )
  await editor.deleteProduct({ id: first.id })
  const sku = made[6]?.variants[0]?.sku as string
  await shop.publish(inventory, 'inventory.availability-changed.v1', { sku, availability: 'out', available: 0 })
  await shop.drain()
  assert.deepEqual(
    (await anybody.suggest({ q: 'balac' })).products.map(({ name }) => name),
    ['Balaclava 5', 'Balaclava 4', 'Balaclava 3', 'Balaclava 2', 'Balaclava 1', 'Balaclava 0'],
    'what is sold out comes after what is not',
  )
})
