/** Points 1 to 3: the last piece, stock that several want, and a buyer who asks twice. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { inEachPlacement, orderOf, providerBooks, stockOf, told } from './ground.ts'

inEachPlacement({}, (ground) => {
  test('Twenty orders at once of the same three things, in any order of lines, all come to an end, and not one piece too many is sold.', async () => {
    const { market } = ground
    const skus = await Promise.all([10, 20, 20].map((onHand) => market.onSale({ onHand })))
    const carts = await Promise.all(
      Array.from({ length: 20 }, (_, turn) => {
        const turned = [...skus.slice(turn % 3), ...skus.slice(0, turn % 3)]
        const lines = turn % 2 === 0 ? turned : turned.toReversed()
        return market.cartOf(market.guest, Object.fromEntries(lines.map((sku) => [sku, 1])))
      }),
    )
    const outcomes = (await Promise.all(carts.map((cart) => market.order(market.guest, cart)))).map(told)
    assert.equal(outcomes.filter((outcome) => outcome === '201 confirmed').length, 10)
    assert.equal(outcomes.filter((outcome) => outcome === '409 out_of_stock').length, 10)
    const left = await Promise.all(skus.map(async (sku) => (await stockOf(market, sku)).available))
    assert.deepEqual(left, [0, 10, 10])
  })

  test('What one buyer is just paying for is not sold to another.', async () => {
    const { market, stage } = ground
    const sku = await market.onSale({ onHand: 3 })
    const [first, second] = [
      await market.cartOf(market.guest, { [sku]: 2 }),
      await market.cartOf(market.guest, { [sku]: 2 }),
    ]
    const bank = stage.hold('order → payment.authorize', 'before it arrives')
    const paying = market.order(market.guest, first)
    await bank.reached()
    const rival = await market.order(market.guest, second)
    assert.equal(told(rival), '409 out_of_stock')
    assert.deepEqual(rival.body.details, { lines: [{ sku, requested: 2, available: 1 }] })
    bank.letGo()
    assert.equal(told(await paying), '201 confirmed')
  })

  test('What a buyer calls off while paying is on sale again for the next, and is not charged.', async () => {
    const { market, stage } = ground
    const sku = await market.onSale({ onHand: 1 })
    const ada = await market.customer()
    const cart = await market.cartOf(ada, { [sku]: 1 })
    const bank = stage.hold('order → payment.authorize', 'after it took effect')
    const paying = market.order(ada, cart)
    await bank.reached()
    const { id } = (await ada.call('GET', '/orders')).body.items[0]
    assert.equal((await ada.call('POST', `/orders/${id}/cancel`, {})).body.status, 'cancelled')
    assert.equal(
      told(await market.order(market.guest, await market.cartOf(market.guest, { [sku]: 1 }))),
      '201 confirmed',
    )
    bank.letGo()
    assert.equal((await paying).body.status, 'cancelled')
    await market.shop.drain()
    assert.deepEqual(await providerBooks(market, id), { authorize: 1, void: 1 })
    assert.equal((await orderOf(market, id)).status, 'cancelled')
  })

  test('A second tab orders the same cart while the first is still paying: it hears that the cart is ordered, and there is one order and one charge.', async () => {
    const { market, stage } = ground
    const ada = await market.customer()
    const sku = await market.onSale({ onHand: 5 })
    const cart = await market.cartOf(ada, { [sku]: 1 })
    const bank = stage.hold('order → payment.authorize', 'after it took effect')
    const first = market.order(ada, cart)
    await bank.reached()
    const second = await market.order(ada, cart)
    assert.equal(told(second), '409 cart_already_ordered')
    bank.letGo()
    const placed = await first
    assert.equal(told(placed), '201 confirmed')
    assert.equal(second.body.details.orderId, placed.body.id)
    assert.deepEqual(await providerBooks(market, placed.body.id), { authorize: 1 })
    assert.equal((await stockOf(market, sku)).reserved, 1)
  })

  test('Two tabs send the same cart at the same instant, and neither is ahead: one order is written and the other tab hears of it.', async () => {
    const { market, stage } = ground
    const ada = await market.customer()
    const cart = await market.cartOf(ada, { [await market.onSale()]: 1 })
    const writing = stage.hold('order commits orders sagas', 'before it arrives')
    const slower = market.order(ada, cart)
    await writing.reached()
    const faster = await market.order(ada, cart)
    writing.letGo()
    assert.equal(told(faster), '201 confirmed')
    assert.equal(told(await slower), '409 cart_already_ordered')
    assert.equal((await ada.call('GET', '/orders')).body.items.length, 1)
  })

  test('Any call between the services that arrives twice holds the stock once, charges once, confirms once and is told in one letter.', async () => {
    const { market, stage } = ground
    const sku = await market.onSale({ onHand: 5 })
    const ada = await market.customer()
    const steps = ['inventory.reserve', 'payment.authorize', 'inventory.keep']
    for (const step of steps) stage.double(`order → ${step}`)
    const placed = await market.order(ada, await market.cartOf(ada, { [sku]: 2 }))
    assert.equal(told(placed), '201 confirmed')
    assert.deepEqual(await providerBooks(market, placed.body.id), { authorize: 1 })
    assert.deepEqual(await stockOf(market, sku), { sku, onHand: 5, reserved: 2, available: 3 })
    assert.equal((await market.orderLetters(ada.email)).length, 1)
    for (const step of ['payment.capture', 'delivery.createShipment', 'inventory.ship']) stage.double(`order → ${step}`)
    await market.staff.call('POST', `/orders/${placed.body.id}/shipments`, {})
    stage.double('order → payment.refund')
    const refunded = await market.staff.call('POST', `/orders/${placed.body.id}/refunds`, {})
    assert.equal(refunded.body.paymentStatus, 'refunded')
    assert.deepEqual(await providerBooks(market, placed.body.id), { authorize: 1, capture: 1, refund: 1 })
    assert.equal((await stockOf(market, sku)).onHand, 3)
    assert.equal((await market.orderLetters(ada.email)).length, 3)
  })

  test('An answer between the services that is lost charges nobody twice: the buyer hears to try again, tries again, and has one order.', async () => {
    const { market, stage } = ground
    const sku = await market.onSale({ onHand: 20 })
    for (const step of ['inventory.reserve', 'payment.authorize']) {
      const ada = await market.customer()
      const cart = await market.cartOf(ada, { [sku]: 1 })
      const key = randomUUID()
      stage.loseAnswer(`order → ${step}`)
      assert.equal(told(await market.order(ada, cart, 'tok_ok', key)), '503 unavailable')
      assert.equal(told(await market.order(ada, cart, 'tok_ok', key)), '201 confirmed', step)
      await market.shop.drain()
      const { items } = (await ada.call('GET', '/orders')).body
      assert.deepEqual(items.map(({ status }: { status: string }) => status).toSorted(), ['confirmed', 'declined'])
    }
    assert.equal((await stockOf(market, sku)).reserved, 2)
  })

  test('Pressing the button again, after the answer or while it is on its way, shows the same order under the same number.', async () => {
    const { market, stage } = ground
    const ada = await market.customer()
    const cart = await market.cartOf(ada, { [await market.onSale()]: 1 })
    const key = randomUUID()
    const bank = stage.hold('order → payment.authorize', 'before it arrives')
    const first = market.order(ada, cart, 'tok_ok', key)
    await bank.reached()
    const second = market.order(ada, cart, 'tok_ok', key)
    bank.letGo()
    const numbers = [(await first).body.number, (await second).body.number]
    const third = await market.order(ada, cart, 'tok_ok', key)
    assert.equal(told(third), '201 confirmed')
    assert.equal(new Set([...numbers, third.body.number]).size, 1)
    assert.deepEqual(await providerBooks(market, third.body.id), { authorize: 1 })
    assert.equal((await market.orderLetters(ada.email)).length, 1)
  })

  test('A hundred buyers want the last piece at the same instant: one gets it, and the others hear that it is sold out before any money moves.', async () => {
    const { market } = ground
    const sku = await market.onSale({ onHand: 1 })
    const carts = await Promise.all(Array.from({ length: 100 }, () => market.cartOf(market.guest, { [sku]: 1 })))
    const request = await market.orderOf(market.guest, carts[0] as string)
    const answers = await Promise.all(
      carts.map((cartId) =>
        market.guest.call('POST', '/orders', { ...request, cartId }, { 'idempotency-key': randomUUID() }),
      ),
    )
    const outcomes = answers.map(told)
    assert.equal(outcomes.filter((outcome) => outcome === '201 confirmed').length, 1)
    assert.equal(outcomes.filter((outcome) => outcome === '409 out_of_stock').length, 99)
    const { items } = (await market.staff.call('GET', `/orders?q=${market.guest.email}&limit=100`)).body
    assert.equal(items.length, 100)
    const paid = await Promise.all(items.map(({ id }: { id: string }) => providerBooks(market, id)))
    assert.deepEqual(
      paid.filter((books) => Object.keys(books).length > 0),
      [{ authorize: 1 }],
    )
    assert.deepEqual(await stockOf(market, sku), { sku, onHand: 1, reserved: 1, available: 0 })
  })
})
