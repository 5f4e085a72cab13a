/** Point 10: a service that is out of reach. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { inEachPlacement, orderOf, providerBooks, stockOf, told } from './ground.ts'

inEachPlacement({}, (ground) => {
  async function filled(onHand = 10) {
    const { market } = ground
    const sku = await market.onSale({ onHand })
    const ada = await market.customer()
    return { sku, ada, cart: await market.cartOf(ada, { [sku]: 1 }) }
  }

  /** The buyer is told at once, keeps the cart, and has one order once the service is back. */
  async function turnsAwayWithout(service: string) {
    const { market, stage } = ground
    const { sku, ada, cart } = await filled()
    const request = await market.orderOf(ada, cart)
    const key = { 'idempotency-key': randomUUID() }
    await stage.without([`order → ${service}.*`], async () => {
      const refused = await ada.call('POST', '/orders', request, key)
      assert.equal(told(refused), '503 unavailable')
      assert.match(refused.body.detail, /Nothing was charged and your cart is kept/)
      assert.ok(Number(refused.headers.get('retry-after')) > 0)
      assert.equal((await ada.call('GET', `/carts/${cart}`)).body.lines.length, 1)
    })
    const placed = await ada.call('POST', '/orders', request, key)
    assert.equal(told(placed), '201 confirmed')
    await ground.later(30)
    assert.equal((await stockOf(market, sku)).reserved, 1)
    assert.deepEqual(await providerBooks(market, placed.body.id), { authorize: 1 })
  }

  test('Without the stock the buyer hears at once to try again; the cart is kept, nothing is charged, and the same order goes through later.', () =>
    turnsAwayWithout('inventory'))

  test('Without the payments the buyer hears at once to try again; the cart is kept, nothing stays held, and the same order goes through later.', () =>
    turnsAwayWithout('payment'))

  test('Without the carts the buyer hears at once to try again; nothing is charged, and the same order goes through later.', () =>
    turnsAwayWithout('cart'))

  test('The payments go away after the money was held: the buyer hears to try again, and the money is let go when they are back.', async () => {
    const { market, stage } = ground
    const { sku, ada, cart } = await filled()
    await stage.without(['order → payment.voidPayment'], async () => {
      stage.loseAnswer('order → payment.authorize')
      assert.equal(told(await market.order(ada, cart)), '503 unavailable')
    })
    const { id } = (await ada.call('GET', '/orders')).body.items[0]
    await ground.later(30)
    assert.deepEqual(await providerBooks(market, id), { authorize: 1, void: 1 })
    assert.equal((await orderOf(market, id)).status, 'declined')
    assert.equal((await stockOf(market, sku)).reserved, 0)
  })

  test('The stock goes away after the money was held: the order waits, and is confirmed when it is back.', async () => {
    const { market, stage } = ground
    const { sku, ada, cart } = await filled()
    const id = await stage.without(['order → inventory.keep'], async () => {
      const placed = await market.order(ada, cart)
      assert.equal(told(placed), '202 pending')
      return placed.body.id
    })
    await ground.later(20)
    assert.equal((await orderOf(market, id)).status, 'confirmed')
    assert.deepEqual(await providerBooks(market, id), { authorize: 1 })
    assert.equal((await stockOf(market, sku)).reserved, 1)
  })

  test('Without the delivery service the shop sells at the price that was shown before.', async () => {
    const { market, stage } = ground
    const before = await filled()
    const price = (await market.order(before.ada, before.cart)).body.delivery.amount
    const { ada, cart } = await filled()
    const request = await market.orderOf(ada, cart)
    await stage.without(['order → delivery.*'], async () => {
      const placed = await ada.call('POST', '/orders', request, { 'idempotency-key': randomUUID() })
      assert.equal(told(placed), '201 confirmed')
      assert.equal(placed.body.delivery.amount, price)
    })
  })

  test('The delivery service goes away while staff ship: the parcel goes out when it is back, once, and is paid once.', async () => {
    const { market, stage } = ground
    const { sku, ada, cart } = await filled()
    const { id } = (await market.order(ada, cart)).body
    const key = { 'idempotency-key': randomUUID() }
    await stage.without(['order → delivery.createShipment'], async () => {
      assert.equal((await market.staff.call('POST', `/orders/${id}/shipments`, {}, key)).status, 202)
    })
    await ground.later(20)
    const again = await market.staff.call('POST', `/orders/${id}/shipments`, {}, key)
    assert.equal(again.body.status, 'completed')
    assert.equal(again.body.shipments.length, 1)
    assert.deepEqual(await providerBooks(market, id), { authorize: 1, capture: 1 })
    assert.equal((await stockOf(market, sku)).onHand, 9)
  })

  test('Without the letters the shop sells, and each letter comes once when they are back.', async () => {
    const { market, stage } = ground
    const { ada, cart } = await filled()
    await stage.without(['notification → *'], async () => {
      assert.equal(told(await market.order(ada, cart)), '201 confirmed')
    })
    assert.equal((await market.orderLetters(ada.email)).length, 1)
  })
})
