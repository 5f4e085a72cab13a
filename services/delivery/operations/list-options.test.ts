import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { cart } from '@souk/contracts/cart.ts'
import { delivery } from '@souk/contracts/delivery.ts'
import { anonymous } from '@souk/platform/auth.ts'
import { fail, hasReason } from '@souk/platform/errors.ts'
import { asCustomer, asService, fake, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import service from '../service.ts'

type Contents = { weight: number; amount: number; owner?: string }

let shop: TestShop
let carts: Map<string, Contents>
let answerAtLast = () => {}
let cartService: 'answers' | 'is away' | 'hangs' | 'breaks'

const cartFake = fake(cart, {
  readCart: async ({ id, userId }) => {
    if (cartService === 'hangs')
      await new Promise<void>((resolve) => {
        answerAtLast = resolve
      })
    if (cartService === 'is away') throw fail('unavailable', 'away')
    if (cartService === 'breaks') throw new Error('a fault')
    const contents = carts.get(id)
    if (contents === undefined || (contents.owner !== undefined && contents.owner !== userId))
      throw fail('not_found', 'no such cart')
    const subtotal = { amount: contents.amount, currency: 'EUR' }
    return { id, status: 'open' as const, lines: [], itemCount: 1, subtotal, weight: contents.weight, version: 1 }
  },
})

before(async () => {
  // A Monday morning.
  shop = await startTestShop({ services: [service, cartFake], now: () => new Date('2026-01-05T10:00:00Z') })
})
after(() => shop.close())
afterEach(() => answerAtLast())
beforeEach(() => {
  carts = new Map()
  cartService = 'answers'
})

function holding(contents: Contents) {
  const id = randomUUID()
  carts.set(id, contents)
  return id
}

function heard(cartId: string, version: number, weight: number, amount = 2_000) {
  const subtotal = { amount, currency: 'EUR' }
  return shop.publish(cart, 'cart.changed.v1', { cartId, version, weight, subtotal, itemCount: 1 })
}

function pricesOf({ items }: { items: { id: string; price: { amount: number } }[] }) {
  return Object.fromEntries(items.map(({ id, price }) => [id, price.amount]))
}

test('A guest sees how the cart can reach a place, for how much and when.', async () => {
  const id = holding({ weight: 1_500, amount: 2_000 })
  const { items, estimated } = await shop
    .client(delivery, anonymous)
    .listOptions({ cart: id, country: 'DE', postcode: '10115' })
  assert.equal(estimated, undefined)
  assert.deepEqual(items[0], {
    id: 'home-standard',
    name: 'Standard delivery',
    price: { amount: 490, currency: 'EUR' },
    estimate: { from: '2026-01-06', to: '2026-01-08' },
  })
  assert.deepEqual(pricesOf({ items }), { 'home-standard': 490, 'home-express': 990, 'home-pickup': 390 })
})

test('Every zone that the shop begins with delivers, and standard at home is free from 60.00.', async () => {
  const guest = shop.client(delivery, anonymous)
  const id = holding({ weight: 31_500, amount: 6_000 })
  for (const [country, expected] of Object.entries({
    AT: { 'home-standard': 0, 'home-express': 2_990 },
    FR: { 'eu-standard': 2_490, 'eu-express': 5_990 },
    NO: { 'europe-standard': 4_490, 'europe-express': 9_490 },
    US: { 'world-standard': 11_990, 'world-express': 21_990 },
    AQ: {},
  }))
    assert.deepEqual(pricesOf(await guest.listOptions({ cart: id, country })), expected, country)
  const heavy = holding({ weight: 31_501, amount: 6_000 })
  assert.deepEqual(await guest.listOptions({ cart: heavy, country: 'DE' }), { items: [] })
})

test('Anybody sees which countries are delivered to, and each of them has options.', async () => {
  const guest = shop.client(delivery, anonymous)
  const { items } = await guest.listCountries({})
  assert.deepEqual(items, [...new Set(items)].sort())
  const cart = holding({ weight: 500, amount: 2_000 })
  for (const country of items) assert.notDeepEqual((await guest.listOptions({ cart, country })).items, [], country)
})

test('A cart of somebody else, or of nobody, is not found.', async () => {
  const owner = randomUUID()
  const id = holding({ weight: 500, amount: 2_000, owner })
  assert.equal(
    (await shop.client(delivery, asCustomer(owner)).listOptions({ cart: id, country: 'DE' })).items.length,
    3,
  )
  for (const [caller, wanted] of [
    [asCustomer(), id],
    [anonymous, id],
    [anonymous, randomUUID()],
  ] as const)
    await assert.rejects(shop.client(delivery, caller).listOptions({ cart: wanted, country: 'DE' }), (error) =>
      hasReason(error, 'not_found'),
    )
})

test('A postcode that cannot be one of the country is refused by its name.', async () => {
  const id = holding({ weight: 500, amount: 2_000 })
  await assert.rejects(
    shop.client(delivery, anonymous).listOptions({ cart: id, country: 'DE', postcode: 'SW1A 1AA' }),
    (error) => hasReason(error, 'invalid_input') && error.errors?.[0]?.path === '/postcode',
  )
})

for (const state of ['is away', 'hangs', 'breaks'] as const)
  test(`While the cart-service ${state}, options come from what was last heard of the cart.`, async () => {
    const id = randomUUID()
    await heard(id, 2, 8_000)
    await heard(id, 1, 500)
    await heard(id, 3, 12_000)
    await heard(id, 2, 900)
    await shop.drain()
    cartService = state
    const asked = performance.now()
    const answer = await shop.client(delivery, anonymous).listOptions({ cart: id, country: 'DE' })
    assert.equal(answer.estimated, true)
    assert.deepEqual(pricesOf(answer), { 'home-standard': 1_490, 'home-express': 2_990, 'home-pickup': 790 })
    assert.ok(performance.now() - asked < 1_800, 'no longer than a shopper waits')
  })

test('Where neither the cart-service nor its events tell of a cart, the caller may try again soon.', async () => {
  cartService = 'is away'
  await assert.rejects(
    shop.client(delivery, anonymous).listOptions({ cart: randomUUID(), country: 'DE' }),
    (error) => hasReason(error, 'unavailable') && error.retryAfter === 2,
  )
})

test('What was heard of a cart is forgotten after a month of rest.', async () => {
  const id = randomUUID()
  await heard(id, 1, 500)
  await shop.drain()
  await shop.databases.get('delivery')?.pool.query(`update carts set heard_at = heard_at - interval '31 days'`)
  await shop.drain()
  cartService = 'is away'
  await assert.rejects(shop.client(delivery, anonymous).listOptions({ cart: id, country: 'DE' }), (error) =>
    hasReason(error, 'unavailable'),
  )
})

test('An order’s quote is what the shopper saw; what is not offered there is not quoted.', async () => {
  const order = shop.client(delivery, asService('order'))
  const standard = { optionId: 'home-standard' }
  const parcel = { country: 'DE', postcode: '10115', weight: 2_000, subtotal: { amount: 5_999, currency: 'EUR' } }
  assert.deepEqual(await order.quote({ ...parcel, ...standard }), {
    id: 'home-standard',
    name: 'Standard delivery',
    price: { amount: 490, currency: 'EUR' },
    estimate: { from: '2026-01-06', to: '2026-01-08' },
  })
  for (const wrong of [
    { optionId: 'eu-standard' },
    { optionId: 'home-drone' },
    { ...standard, weight: 31_501 },
    { ...standard, country: 'AQ' },
    { ...standard, postcode: '1011' },
  ])
    await assert.rejects(order.quote({ ...parcel, ...wrong }), (error) => hasReason(error, 'delivery_unavailable'))
  await assert.rejects(shop.client(delivery, asCustomer()).quote({ ...parcel, ...standard }), (error) =>
    hasReason(error, 'not_allowed'),
  )
})
