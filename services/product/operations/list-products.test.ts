import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inventory } from '@souk/contracts/inventory.ts'
import { product } from '@souk/contracts/product.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asCustomer, type TestShop } from '@souk/platform/testing.ts'
import {
  countsOf,
  type Editor,
  eur,
  type NewProduct,
  newProduct,
  newSku,
  startCatalogue,
} from '../catalogue.testing.ts'

let shop: TestShop
let editor: Editor
let shopper: Editor

before(async () => {
  const started = await startCatalogue()
  shop = started.shop
  editor = started.editor
  shopper = shop.client(product, asCustomer())
  await seed()
})
after(() => shop.close())

type Sold = [colour: string, size: string, price: number, stocked: boolean]

async function sell(name: string, brand: string, category: string, sold: Sold[], more: Partial<NewProduct> = {}) {
  const variants = sold.map(([Colour, Size, price]) => ({
    sku: newSku(),
    options: { Colour, Size },
    price: eur(price),
    weight: 1,
  }))
  const distinct = (values: string[]) => [...new Set(values)]
  const options = [
    { name: 'Colour', values: distinct(sold.map(([colour]) => colour)) },
    { name: 'Size', values: distinct(sold.map(([, size]) => size)) },
  ]
  const created = await editor.createProduct(newProduct({ name, brand, category, options, variants, ...more }))
  for (const [index, { sku }] of variants.entries()) {
    const availability = sold[index]?.[3] ? 'in_stock' : 'out'
    await shop.publish(inventory, 'inventory.availability-changed.v1', { sku, availability, available: 9 })
  }
  return created
}

async function seed() {
  for (const [slug, name, parent] of [
    ['shoes', 'Shoes'],
    ['running-shoes', 'Running shoes', 'shoes'],
    ['trail-running-shoes', 'Trail running shoes', 'running-shoes'],
    ['boots', 'Boots', 'shoes'],
    ['clothing', 'Clothing'],
  ] as const)
    await editor.createCategory({ slug, name, description: '', ...(parent === undefined ? {} : { parent }) })
  await sell('Daily runner', 'Ruvane', 'running-shoes', [
    ['Red', '41', 9000, true],
    ['Red', '42', 9000, false],
    ['Blue', '42', 12000, true],
  ])
  await sell('Mud runner', 'Talvik', 'trail-running-shoes', [['Red', '42', 14000, true]])
  await sell('Summit boot', 'Talvik', 'boots', [['Brown', '42', 21000, false]])
  await sell('Wool sock', 'Ruvane', 'clothing', [['Red', '9', 1500, true]], {
    description: 'Warm; a running sock with a capacity for shoes of every kind.',
  })
  await sell('Rain cap', 'Lagom', 'clothing', [['Blue', '9', 2500, true]])
  await shop.drain()
}

async function names(query: Query) {
  const { items, total } = await shopper.listProducts({ limit: 100, ...query })
  assert.equal(items.length, total)
  return items.map(({ name }) => name).sort()
}

test('A search with typing errors finds what was meant.', async () => {
  for (const q of ['running shoes', 'runing shos', 'RUNING  SHOES', 'runnign shoes', 'running shoe'])
    assert.deepEqual(await names({ q }), ['Daily runner', 'Mud runner', 'Wool sock'], q)
  assert.deepEqual(await names({ q: 'talvk' }), ['Mud runner', 'Summit boot'])
  const { items } = await shopper.listProducts({ q: 'runing shos' })
  assert.equal(items.at(-1)?.name, 'Wool sock', 'a word in the description counts less than one in the category')
})

test('All words must be found, and a word that nothing is near to finds nothing.', async () => {
  assert.deepEqual(await names({ q: 'red runner' }), ['Daily runner', 'Mud runner'])
  assert.deepEqual(await names({ q: 'runner xyzzyqq' }), [])
})

test('The last word may be unfinished, even inside the ending that its stem loses.', async () => {
  for (const q of ['tal', 'talv', 'talvik', 'trail runni']) assert.ok((await names({ q })).includes('Mud runner'), q)
  assert.deepEqual(await names({ q: 'tal runner' }), [], 'only the last one may')
  assert.deepEqual(await names({ q: 'cap' }), ['Rain cap'], 'a whole word does not find every capacity')
})

test('A SKU finds its product.', async () => {
  const { variants } = await sell('Numbered', 'Lagom', 'clothing', [['Red', '9', 100, true]], { slug: 'numbered' })
  assert.deepEqual(await names({ q: ` ${variants[0]?.sku} ` }), ['Numbered'])
  await editor.deleteProduct({ id: (await editor.getProduct({ slug: 'numbered' })).id })
  await shop.drain()
})

test('No search fails, whatever is typed.', async () => {
  const all = (await shopper.listProducts({})).total
  for (const q of ['', '   ']) assert.equal((await shopper.listProducts({ q })).total, all)
  for (const q of [
    'the',
    "'",
    '"',
    '%',
    '_',
    '\\',
    '👟',
    '!',
    '&|:*()<->',
    'a:*',
    "o'neil \\' --",

    'x'.repeat(200),
    'a b '.repeat(50),
    '東京',
    '"runner',
    '-1',
    '1e9999',
    'для',
  ])
    assert.ok((await shopper.listProducts({ q })).total <= all, q)
  assert.deepEqual(await names({ q: 'the runner for you' }), ['Daily runner', 'Mud runner'])
  assert.equal((await shopper.listProducts({ q: 'shoes for the' })).total, 4)
  await assert.rejects(shopper.listProducts({ q: 'x'.repeat(201) }), (error) => hasReason(error, 'invalid_input'))
})

test('A category includes those below it.', async () => {
  assert.deepEqual(await names({ category: 'shoes' }), ['Daily runner', 'Mud runner', 'Summit boot'])
  assert.deepEqual(await names({ category: 'running-shoes' }), ['Daily runner', 'Mud runner'])
  assert.deepEqual(await names({ category: 'no-such' }), [])
  const { items } = await shopper.listCategories({})
  const shoes = items.find(({ slug }) => slug === 'shoes')
  assert.equal(shoes?.count, 3)
  assert.deepEqual(
    shoes?.children.map(({ slug, count, children }) => [slug, count, children.length]),
    [
      ['running-shoes', 2, 1],
      ['boots', 1, 0],
    ],
  )
})

test('Two facets at once: each counts what choosing another of its values would give, under all other filters.', async () => {
  const { items, facets } = await shopper.listProducts({ brand: ['Ruvane'], option: ['Colour:Red'] })
  assert.deepEqual(items.map(({ name }) => name).sort(), ['Daily runner', 'Wool sock'])
  assert.deepEqual(countsOf(facets, 'brand'), { Ruvane: 2, Talvik: 1 })
  assert.deepEqual(countsOf(facets, 'Colour'), { Red: 2, Blue: 1 })
  assert.deepEqual(countsOf(facets, 'Size'), { 9: 1, 41: 1, 42: 1 })
  assert.deepEqual(countsOf(facets, 'category'), { shoes: 1, clothing: 1 })
  assert.deepEqual(countsOf(facets, 'availability'), { in_stock: 2 })
})

test('Every count of every facet is what choosing that value really gives.', async () => {
  const chosen: Query[] = [
    {},
    { q: 'running' },
    { category: 'shoes' },
    { inStock: true },
    { minPrice: 2000, maxPrice: 14999 },
  ]
  for (const base of [
    ...chosen,
    { brand: ['Talvik'], option: ['Size:42'] },
    { option: ['Colour:Red', 'Size:42'], inStock: true },
  ]) {
    const { facets } = await shopper.listProducts(base)
    for (const { name, values } of facets) {
      for (const { value, count } of values) {
        const narrowed = narrow(base, name, value)
        assert.equal((await shopper.listProducts(narrowed)).total, count, JSON.stringify(narrowed))
      }
    }
  }
})

type Query = Parameters<Editor['listProducts']>[0]

function narrow(base: Query, name: string, value: string): Query {
  if (name === 'category') return { ...base, category: value }
  if (name === 'brand') return { ...base, brand: [value] }
  if (name === 'availability') return { ...base, inStock: true }
  if (name === 'price') {
    const [from, to] = value.split('-')
    const { minPrice: _from, maxPrice: _to, ...rest } = base
    return { ...rest, minPrice: Number(from), ...(to === '' ? {} : { maxPrice: Number(to) }) }
  }
  const others = (base.option ?? []).filter((option) => !option.startsWith(`${name}:`))
  return { ...base, option: [...others, `${name}:${value}`] }
}

test('Options, price and stock must hold for the same variant; values of one option are alternatives.', async () => {
  assert.deepEqual(await names({ option: ['Colour:Red', 'Size:42'] }), ['Daily runner', 'Mud runner'])
  assert.deepEqual(await names({ option: ['Colour:Red', 'Size:42'], inStock: true }), ['Mud runner'])
  assert.deepEqual(await names({ option: ['Size:42'], maxPrice: 11999 }), ['Daily runner'])
  assert.deepEqual(await names({ option: ['Size:42'], maxPrice: 11999, inStock: true }), [])
  assert.deepEqual(await names({ option: ['Size:41', 'Size:9'] }), ['Daily runner', 'Rain cap', 'Wool sock'])
  assert.deepEqual(await names({ option: ['Size:99'] }), [])
  assert.deepEqual(await names({ option: ['Volume:1 l'] }), [])
  await assert.rejects(shopper.listProducts({ option: ['Size'] }), (error) => hasReason(error, 'invalid_input'))
})

test('A card shows prices from and to, and in stock, low or out as its best variant is.', async () => {
  const { items } = await shopper.listProducts({ q: 'daily' })
  assert.deepEqual(
    [items[0]?.priceFrom, items[0]?.priceTo, items[0]?.availability],
    [eur(9000), eur(12000), 'in_stock'],
  )
  assert.equal((await shopper.listProducts({ q: 'summit' })).items[0]?.availability, 'out')
})

test('Pages in any order hold every product once, in one order over all pages, while others come and go.', async () => {
  const made = []
  for (let index = 0; index < 25; index++) {
    const price = [500, 700, 700, 90, 12000][index % 5] as number
    made.push(
      await sell(`Paged ${'é–東'.repeat(index % 2 ? 50 : 1)} ${index % 7}`, 'Pager', 'clothing', [
        ['Red', '9', price, true],
      ]),
    )
  }
  const expected = made.map(({ id }) => id).sort()
  for (const sort of ['relevance', 'best_selling', 'newest', 'price', '-price', 'name'] as const) {
    const seen: Awaited<ReturnType<Editor['listProducts']>>['items'] = []
    let cursor: string | undefined
    do {
      const page = await shopper.listProducts({
        q: 'pager',
        sort,
        limit: 4,
        ...(cursor === undefined ? {} : { cursor }),
      })
      seen.push(...page.items)
      cursor = page.nextCursor
      if (seen.length === 8) {
        // Between two pages the last product seen goes, and one comes that belongs to the pages before or after.
        const last = seen.at(-1)?.id as string
        await editor.deleteProduct({ id: last })
        const again = await sell('Paged again', 'Pager', 'clothing', [['Red', '9', 600, true]])
        expected.splice(expected.indexOf(last), 1)
        expected.push(again.id)
      }
    } while (cursor !== undefined)
    const ids = seen.map(({ id }) => id)
    assert.equal(new Set(ids).size, ids.length, `${sort} repeats`)
    const missing = expected.filter((id) => !ids.includes(id))
    assert.ok(missing.length <= 1, `${sort} skips`)
    const prices = seen.map(({ priceFrom }) => priceFrom.amount)
    if (sort === 'price')
      assert.deepEqual(
        prices,
        prices.toSorted((one, other) => one - other),
      )
    if (sort === '-price')
      assert.deepEqual(
        prices,
        prices.toSorted((one, other) => other - one),
      )
  }
})

test('Numbered pages hold what the pages by cursor hold; past the last one there is nothing, and the total stays.', async () => {
  await shop.drain()
  for (const sort of ['relevance', 'best_selling', 'price', 'name'] as const) {
    const all = await shopper.listProducts({ q: 'pager', sort, limit: 100 })
    const seen: string[] = []
    for (let page = 1; page <= Math.ceil(all.total / 7); page++) {
      const { items, total, facets } = await shopper.listProducts({ q: 'pager', sort, limit: 7, page })
      assert.equal(total, all.total)
      assert.deepEqual(facets, all.facets)
      seen.push(...items.map(({ id }) => id))
    }
    assert.deepEqual(
      seen,
      all.items.map(({ id }) => id),
    )
    const beyond = await shopper.listProducts({ q: 'pager', sort, limit: 7, page: 1000 })
    assert.deepEqual([beyond.items, beyond.nextCursor, beyond.total], [[], undefined, all.total])
  }
})

test('After a numbered page a cursor leads on; a cursor and a page at once are refused.', async () => {
  const { nextCursor: cursor = '' } = await shopper.listProducts({ sort: 'price', limit: 2, page: 2 })
  assert.deepEqual(
    (await shopper.listProducts({ sort: 'price', limit: 2, cursor })).items,
    (await shopper.listProducts({ sort: 'price', limit: 2, page: 3 })).items,
  )
  await assert.rejects(shopper.listProducts({ sort: 'price', cursor, page: 1 }), (error) =>
    hasReason(error, 'invalid_input'),
  )
})

test('A cursor that was made up, or belongs to another order, is refused.', async () => {
  const { nextCursor = '' } = await shopper.listProducts({ sort: 'price', limit: 1 })
  const madeUp = [
    'x',
    '%%%',
    Buffer.from('[]').toString('base64url'),
    Buffer.from('["price","x",3]').toString('base64url'),
  ]
  for (const cursor of [...madeUp, nextCursor.slice(3)])
    await assert.rejects(
      shopper.listProducts({ sort: 'price', cursor }),
      (error) => hasReason(error, 'invalid_input'),
      cursor,
    )
  await assert.rejects(shopper.listProducts({ sort: 'name', cursor: nextCursor }), (error) =>
    hasReason(error, 'invalid_input'),
  )
})
