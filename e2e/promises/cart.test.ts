/** Point 7: edits of a cart that meet, and prices that change. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Person } from '../market.ts'
import { inEachPlacement, orderOf, stockOf, told } from './ground.ts'

inEachPlacement({ placements: ['memory'] }, (ground) => {
  const linesOf = async (person: Person, cart: string) =>
    Object.fromEntries(
      (await person.call('GET', `/carts/${cart}`)).body.lines.map(
        ({ sku, quantity }: { sku: string; quantity: number }) => [sku, quantity],
      ),
    )

  async function price(sku: string, amount: number) {
    const { market } = ground
    const { body } = await market.guest.call('GET', `/products/${sku.toLowerCase()}`)
    const variants = [{ sku, options: {}, price: { amount, currency: 'EUR' }, weight: 500 }]
    const { status } = await market.staff.call('PATCH', `/products/${body.id}`, { version: body.version, variants })
    assert.equal(status, 200)
  }

  test('Two tabs change different lines of one cart at the same instant: both changes are kept.', async () => {
    const { market, stage } = ground
    const [hat, shoe] = [await market.onSale(), await market.onSale()]
    const ada = await market.customer()
    const cart = await market.cartOf(ada, { [hat]: 1, [shoe]: 1 })
    const slower = stage.hold('cart commits carts', 'before it arrives')
    const first = ada.call('PUT', `/carts/${cart}/lines/${hat}`, { quantity: 5 })
    await slower.reached()
    const second = ada.call('PUT', `/carts/${cart}/lines/${shoe}`, { quantity: 7 })
    slower.letGo()
    assert.deepEqual([(await first).status, (await second).status], [200, 200])
    assert.deepEqual(await linesOf(ada, cart), { [hat]: 5, [shoe]: 7 })
  })

  test('Thirty additions to one cart at the same instant all count.', async () => {
    const { market } = ground
    const sku = await market.onSale()
    const ada = await market.customer()
    const cart = await market.cartOf(ada, {})
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => ada.call('POST', `/carts/${cart}/lines`, { sku, quantity: 1 })),
    )
    assert.ok(answers.every(({ status }) => status === 200 || status === 201))
    assert.deepEqual(await linesOf(ada, cart), { [sku]: 30 })
  })

  test('A line that is changed while the cart is being ordered changes nothing of the order: what was shown is what is bought, and the cart is closed then.', async () => {
    const { market, stage } = ground
    const sku = await market.onSale({ onHand: 50 })
    const ada = await market.customer()
    const cart = await market.cartOf(ada, { [sku]: 2 })
    const ordering = stage.hold('order → inventory.reserve', 'before it arrives')
    const placing = market.order(ada, cart)
    await ordering.reached()
    assert.equal((await ada.call('PUT', `/carts/${cart}/lines/${sku}`, { quantity: 9 })).status, 200)
    ordering.letGo()
    const placed = await placing
    assert.equal(told(placed), '201 confirmed')
    assert.equal((await stockOf(market, sku)).reserved, 2)
    await market.shop.drain()
    const late = await ada.call('PUT', `/carts/${cart}/lines/${sku}`, { quantity: 3 })
    assert.equal(told(late), '409 cart_closed')
  })

  test('A price that goes up before the buyer orders is told, and nothing is charged until the buyer has seen it.', async () => {
    const { market } = ground
    const sku = await market.onSale({ price: 1_000 })
    const ada = await market.customer()
    const cart = await market.cartOf(ada, { [sku]: 1 })
    const request = await market.orderOf(ada, cart)
    await price(sku, 1_500)
    await market.shop.drain()
    const refused = await ada.call('POST', '/orders', request, { 'idempotency-key': 'before' })
    assert.equal(told(refused), '409 price_changed')
    const { total } = refused.body.details
    assert.deepEqual((await ada.call('GET', '/orders')).body.items, [])
    const seen = { ...request, expectedTotal: total }
    const placed = await ada.call('POST', '/orders', seen, { 'idempotency-key': 'after' })
    assert.equal(told(placed), '201 confirmed')
    assert.deepEqual(placed.body.total, total)
  })

  test('A price that changes while an order is on its way is not charged to it: the buyer pays what was shown.', async () => {
    const { market, stage } = ground
    const sku = await market.onSale({ price: 1_000 })
    const ada = await market.customer()
    const cart = await market.cartOf(ada, { [sku]: 1 })
    const reading = stage.hold('order → cart.readCart', 'after it took effect')
    const placing = market.order(ada, cart)
    await reading.reached()
    await price(sku, 9_900)
    await market.shop.drain()
    reading.letGo()
    const placed = await placing
    assert.equal(told(placed), '201 confirmed')
    assert.equal(placed.body.total.amount, 1_000 + placed.body.delivery.amount)
    const { items } = (await market.staff.call('GET', `/payments?orderId=${placed.body.id}`)).body
    assert.equal(items[0].amount.amount, placed.body.total.amount)
  })

  test('While news of prices is on its way the buyer is charged what the cart shows, never a price unseen.', async () => {
    const { market, stage } = ground
    const sku = await market.onSale({ price: 1_000 })
    const ada = await market.customer()
    const news = stage.hold('cart commits product_facts', 'before it arrives')
    await price(sku, 2_000)
    await news.reached()
    const cart = await market.cartOf(ada, { [sku]: 1 })
    const shown = (await ada.call('GET', `/carts/${cart}`)).body.subtotal.amount
    const placed = await market.order(ada, cart)
    news.letGo()
    assert.equal(told(placed), '201 confirmed')
    assert.equal(placed.body.subtotal.amount, shown)
    assert.equal((await orderOf(market, placed.body.id)).total.amount, shown + placed.body.delivery.amount)
  })
})
