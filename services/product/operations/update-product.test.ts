import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { product } from '@souk/contracts/product.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asCustomer, type TestShop } from '@souk/platform/testing.ts'
import { type Editor, eur, newProduct, newSku, startCatalogue } from '../catalogue.testing.ts'

let shop: TestShop
let editor: Editor

before(async () => {
  const started = await startCatalogue()
  shop = started.shop
  editor = started.editor
  await editor.createCategory({ slug: 'shoes', name: 'Shoes', description: 'For feet' })
})
after(() => shop.close())

const variantOf = (sku: string, Size: string) => ({ sku, options: { Size }, price: eur(5000), weight: 200 })
const sized = (...skus: string[]) => ({
  options: [{ name: 'Size', values: skus.map((_, index) => String(40 + index)) }],
  variants: skus.map((sku, index) => variantOf(sku, String(40 + index))),
})

async function changesOf(id: string) {
  const all = await shop.published(product, 'product.changed.v1')
  return all.filter(({ productId }) => productId === id)
}

test('A product is answered as it was written, by slug and by id, with the merchant’s order of attributes.', async () => {
  const attributes = { Upper: 'Knit', Drop: '8 mm', A: 'z' }
  const variant = { sku: newSku(), options: {}, price: eur(100), compareAtPrice: eur(150), weight: 5 }
  const input = newProduct({
    attributes,
    variants: [variant],
    images: [{ url: '/api/v1/images/abcdefghij', alt: 'Shoe' }],
  })
  const created = await editor.createProduct(input)
  assert.equal(created.version, 1)
  for (const slug of [created.id, input.slug]) assert.deepEqual(await editor.getProduct({ slug }), created)
  assert.deepEqual(Object.keys(created.attributes), ['Upper', 'Drop', 'A'])
  const { id: _id, version: _version, updatedAt: _at, ...written } = created
  assert.deepEqual(written, { ...input, variants: [{ ...variant, availability: 'out' }] })
})

test('Of two editors at once one wins, and the other hears that the version changed.', async () => {
  const { id } = await editor.createProduct(newProduct())
  const outcomes = await Promise.allSettled(
    ['One', 'Two'].map((name) => editor.updateProduct({ id, version: 1, name })),
  )
  const won = outcomes.find(({ status }) => status === 'fulfilled')
  const lost = outcomes.find(({ status }) => status === 'rejected')
  assert.ok(won?.status === 'fulfilled' && lost?.status === 'rejected')
  assert.ok(hasReason(lost.reason, 'version_changed') && lost.reason.code === 'conflict')
  assert.deepEqual(await editor.getProduct({ slug: id }), won.value)
  assert.deepEqual(
    (await changesOf(id)).map(({ version }) => version),
    [1, 2],
  )
})

test('An editor says which version was edited, in the body or as If-Match.', async () => {
  const { id } = await editor.createProduct(newProduct())
  await assert.rejects(editor.updateProduct({ id, name: 'Blind' }), (error) => hasReason(error, 'invalid_input'))
  assert.equal((await editor.updateProduct({ id, name: 'Seen' }, { ifMatch: '"1"' })).version, 2)
  await assert.rejects(editor.updateProduct({ id, name: 'Late' }, { ifMatch: '1' }), (error) =>
    hasReason(error, 'version_changed'),
  )
})

test('The same change sent again changes nothing, tells nobody and hears the same.', async () => {
  const { id } = await editor.createProduct(newProduct())
  const change = { id, version: 1, name: 'Renamed', attributes: { Drop: '4 mm' } }
  const first = await editor.updateProduct(change)
  assert.deepEqual(await editor.updateProduct(change), first)
  assert.equal((await changesOf(id)).length, 2)
})

test('Followers hear which variants are there and which are gone.', async () => {
  const [kept, dropped, added] = [newSku(), newSku(), newSku()]
  const { id } = await editor.createProduct(newProduct(sized(kept, dropped)))
  const updated = await editor.updateProduct({ id, version: 1, ...sized(added, kept) })
  assert.deepEqual(
    updated.variants.map(({ sku }) => sku),
    [added, kept],
  )
  const [, event] = await changesOf(id)
  assert.deepEqual(
    [event?.variants.map(({ sku }) => sku), event?.removedSkus, event?.version],
    [[added, kept], [dropped], 2],
  )
  const reused = await editor.createProduct(newProduct(sized(dropped)))
  assert.equal(reused.variants[0]?.sku, dropped)
})

test('Among products made at once with the same SKU one is made, and the others hear that it is taken.', async () => {
  const sku = newSku()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 8 }, () => editor.createProduct(newProduct(sized(newSku(), sku, newSku())))),
  )
  const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
  assert.equal(lost.length, 7)
  for (const { reason } of lost) assert.ok(hasReason(reason, 'sku_taken'))
  const lower = await editor.createProduct(newProduct(sized(sku.toLowerCase())))
  assert.equal(lower.variants[0]?.sku, sku.toLowerCase())
})

test('A slug is one product’s; a category must exist; options must be declared.', async () => {
  const { slug } = await editor.createProduct(newProduct())
  const { id } = await editor.createProduct(newProduct())
  await assert.rejects(editor.createProduct(newProduct({ slug })), (error) => hasReason(error, 'slug_taken'))
  await assert.rejects(editor.updateProduct({ id, version: 1, slug }), (error) => hasReason(error, 'slug_taken'))
  await assert.rejects(editor.updateProduct({ id, version: 1, category: 'none' }), (error) =>
    hasReason(error, 'unknown_category'),
  )
  const undeclared = newProduct({ variants: [variantOf(newSku(), '40')] })
  await assert.rejects(editor.createProduct(undeclared), (error) => hasReason(error, 'unknown_option'))
  assert.equal((await changesOf(id)).length, 1)
})

test('Creating again under the same key makes nothing new; the key with another product is refused.', async () => {
  const [input, key] = [newProduct(), randomUUID()]
  const answers = await Promise.all(Array.from({ length: 4 }, () => editor.createProduct(input, { key })))
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  assert.equal((await changesOf(answers[0]?.id ?? '')).length, 1)
  await assert.rejects(editor.createProduct({ ...input, name: 'Other' }, { key }), (error) =>
    hasReason(error, 'key_reused'),
  )
})

test('A deleted product is gone, its slug and SKUs are free, and followers hear it once.', async () => {
  const input = newProduct(sized(newSku(), newSku()))
  const { id } = await editor.createProduct(input)
  await Promise.all([editor.deleteProduct({ id }), editor.deleteProduct({ id })])
  for (const slug of [id, input.slug])
    await assert.rejects(editor.getProduct({ slug }), (error) => hasReason(error, 'not_found'))
  await assert.rejects(editor.updateProduct({ id, version: 2, name: 'Ghost' }), (error) =>
    hasReason(error, 'not_found'),
  )
  await assert.rejects(editor.deleteProduct({ id: randomUUID() }), (error) => hasReason(error, 'not_found'))
  const told = (await shop.published(product, 'product.removed.v1')).filter(({ productId }) => productId === id)
  assert.deepEqual(told, [{ productId: id, skus: input.variants.map(({ sku }) => sku), version: 2 }])
  assert.notEqual((await editor.createProduct(input)).id, id)
})

test('A search sees each change at once, and forgets the words of what is gone.', async () => {
  const { id } = await editor.createProduct(newProduct({ name: 'Zephyrine lantern' }))
  assert.equal((await editor.listProducts({ q: 'zephirine' })).total, 1)
  await editor.updateProduct({ id, version: 1, name: 'Zephyr lamp' })
  assert.equal((await editor.listProducts({ q: 'lantern' })).total, 0)
  assert.equal((await editor.listProducts({ q: 'zephyr' })).items[0]?.name, 'Zephyr lamp')
  await editor.deleteProduct({ id })
  assert.equal((await editor.listProducts({ q: 'zephyr' })).total, 0)
})

test('Categories have one slug each and grow below existing ones only.', async () => {
  const category = { slug: 'boots', name: 'Boots', description: '' }
  await assert.rejects(editor.createCategory({ ...category, parent: 'none' }), (error) =>
    hasReason(error, 'unknown_category'),
  )
  await editor.createCategory({ ...category, parent: 'shoes' })
  await assert.rejects(editor.createCategory(category), (error) => hasReason(error, 'slug_taken'))
})

test('Shoppers cannot change the catalogue.', async () => {
  const shopper = shop.client(product, asCustomer())
  await assert.rejects(shopper.createProduct(newProduct()), (error) => hasReason(error, 'not_allowed'))
  await assert.rejects(shopper.deleteProduct({ id: randomUUID() }), (error) => hasReason(error, 'not_allowed'))
})
