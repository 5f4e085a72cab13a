/** Points 4 to 6 and 11: a bank that is slow, silent or declines; taking, letting go and giving back at the same instant. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { inEachPlacement, orderOf, providerBooks, stockOf, told, until } from './ground.ts'

const environment = { PAYMENT_PROVIDER_TIMEOUT_MS: '150', PAYMENT_TEST_SLOW_MS: '600', ORDER_GIVE_UP_SECONDS: '30' }

inEachPlacement({ environment }, (ground) => {
  const onlyOrderOf = async (email: string) =>
    (await ground.market.staff.call('GET', `/orders?q=${email}`)).body.items[0].id as string
  const attempts = async (orderId: string) =>
    (await ground.market.staff.call('GET', `/payments/${orderId}/attempts`)).body.items as { kind: string }[]

  async function bought(options: { onHand?: number; price?: number } = {}) {
    const { market } = ground
    const sku = await market.onSale(options)
    const ada = await market.customer()
    const { body } = await market.order(ada, await market.cartOf(ada, { [sku]: 1 }))
    assert.equal(body.status, 'confirmed')
    return { ada, sku, id: body.id, total: body.total.amount }
  }

  test('The bank charges only after the shop stopped waiting: the order waits, is asked about, and is confirmed with that one charge.', async () => {
    const { market } = ground
    const ada = await market.customer()
    const placed = await market.order(ada, await market.cartOf(ada, { [await market.onSale()]: 1 }), 'tok_slow')
    assert.equal(told(placed), '202 pending')
    const booked = async () => (await providerBooks(market, placed.body.id)).authorize === 1
    await until('the bank charges', booked)
    await ground.later(10)
    assert.equal((await orderOf(market, placed.body.id)).status, 'confirmed')
    assert.deepEqual(await providerBooks(market, placed.body.id), { authorize: 1 })
    assert.equal((await market.orderLetters(ada.email)).length, 1)
  })

  test('The bank charges and its answer is lost: the shop asks by a key of its own, and charges no second time.', async () => {
    const { market } = ground
    const ada = await market.customer()
    const sku = await market.onSale()
    const key = randomUUID()
    const cart = await market.cartOf(ada, { [sku]: 1 })
    const placed = await market.order(ada, cart, 'tok_lost_answer', key)
    await ground.later(10)
    assert.equal((await orderOf(market, placed.body.id)).status, 'confirmed')
    assert.equal((await market.order(ada, cart, 'tok_lost_answer', key)).body.id, placed.body.id)
    assert.deepEqual(await providerBooks(market, placed.body.id), { authorize: 1 })
    assert.ok((await attempts(placed.body.id)).some(({ kind }) => kind === 'find'))
  })

  test('The bank stays silent: the order waits until its time is over, then nothing is held or charged, and the same cart can be ordered anew.', async () => {
    const { market } = ground
    const ada = await market.customer()
    const sku = await market.onSale({ onHand: 1 })
    const cart = await market.cartOf(ada, { [sku]: 1 })
    const placed = await market.order(ada, cart, 'tok_unreachable')
    assert.equal(told(placed), '202 pending')
    assert.equal((await stockOf(market, sku)).available, 0, 'the piece is held while the order waits')
    await ground.later(31)
    await ground.later(20)
    assert.equal((await orderOf(market, placed.body.id)).status, 'declined')
    assert.deepEqual(await providerBooks(market, placed.body.id), {})
    assert.equal((await stockOf(market, sku)).available, 1)
    const again = await market.order(ada, cart)
    assert.equal(told(again), '201 confirmed')
    assert.notEqual(again.body.id, placed.body.id)
  })

  test('A charge that turns up after its order was called off is let go by itself.', async () => {
    const { market } = ground
    const ada = await market.customer()
    const placed = await market.order(ada, await market.cartOf(ada, { [await market.onSale()]: 1 }), 'tok_slow')
    assert.equal(told(placed), '202 pending')
    const { id } = placed.body
    assert.equal((await ada.call('POST', `/orders/${id}/cancel`, {})).body.status, 'cancelled')
    await until('the bank charges', async () => (await providerBooks(market, id)).authorize === 1)
    await ground.later(60)
    await ground.later(3_600)
    assert.deepEqual(await providerBooks(market, id), { authorize: 1, void: 1 })
    const { timeline } = (await ada.call('GET', `/orders/${id}`)).body
    assert.equal(timeline.at(-1).what, 'late_payment_released')
  })

  test('The bank’s late answer, the shop’s question and the buyer’s second press meet: one order, one charge, one letter.', async () => {
    const { market, stage } = ground
    const ada = await market.customer()
    const cart = await market.cartOf(ada, { [await market.onSale()]: 1 })
    const key = randomUUID()
    const settling = stage.hold('payment commits payments', 'before it arrives')
    const first = market.order(ada, cart, 'tok_lost_answer', key)
    await settling.reached()
    const again = [1, 2, 3].map(() => market.order(ada, cart, 'tok_lost_answer', key))
    settling.letGo()
    const answers = await Promise.all([first, ...again])
    await ground.later(10)
    const placed = await market.order(ada, cart, 'tok_lost_answer', key)
    assert.equal(told(placed), '201 confirmed')
    for (const { body } of answers) assert.equal(body.id, placed.body.id)
    assert.deepEqual(await providerBooks(market, placed.body.id), { authorize: 1 })
    assert.equal((await market.orderLetters(ada.email)).length, 1)
  })

  test('A declined buyer who tries another card keeps the piece meanwhile: nobody else gets it, and only the card that worked is charged.', async () => {
    const { market, stage } = ground
    const sku = await market.onSale({ onHand: 1 })
    const [ada, eve] = [await market.customer(), await market.customer()]
    const cart = await market.cartOf(ada, { [sku]: 1 })
    const declined = await market.order(ada, cart, 'tok_declined')
    assert.equal(told(declined), '402 payment_declined')
    assert.equal(told(await market.order(eve, await market.cartOf(eve, { [sku]: 1 }))), '409 out_of_stock')
    const bank = stage.hold('order → payment.authorize', 'after it took effect')
    const paying = market.order(ada, cart)
    await bank.reached()
    assert.equal(told(await market.order(eve, await market.cartOf(eve, { [sku]: 1 }))), '409 out_of_stock')
    bank.letGo()
    const placed = await paying
    assert.equal(told(placed), '201 confirmed')
    assert.equal(placed.body.id, declined.body.details.orderId)
    assert.deepEqual(await providerBooks(market, placed.body.id), { authorize: 1 })
  })

  test('A second card is tried while the first one’s decline is still on its way: nothing is charged unasked, and one order with one charge comes of it.', async () => {
    const { market, stage } = ground
    const sku = await market.onSale({ onHand: 1 })
    const ada = await market.customer()
    const cart = await market.cartOf(ada, { [sku]: 1 })
    const decline = stage.hold('order → payment.authorize', 'after it took effect')
    const first = market.order(ada, cart, 'tok_declined')
    await decline.reached()
    assert.equal(told(await market.order(ada, cart)), '409 cart_already_ordered')
    assert.deepEqual(await providerBooks(market, await onlyOrderOf(ada.email)), {})
    decline.letGo()
    assert.equal(told(await first), '402 payment_declined')
    const placed = await market.order(ada, cart)
    assert.equal(told(placed), '201 confirmed')
    assert.equal((await ada.call('GET', '/orders')).body.items.length, 1)
    assert.deepEqual(await providerBooks(market, placed.body.id), { authorize: 1 })
  })

  test('A buyer calls off while staff ship, and shipping is first: it is shipped and paid once, and the buyer hears that it is too late.', async () => {
    const { market, stage } = ground
    const { ada, sku, id } = await bought({ onHand: 4 })
    const taking = stage.hold('order → payment.capture', 'before it arrives')
    const shipping = market.staff.call('POST', `/orders/${id}/shipments`, {})
    await taking.reached()
    const cancelling = ada.call('POST', `/orders/${id}/cancel`, {})
    taking.letGo()
    assert.equal((await shipping).body.status, 'completed')
    assert.equal(told(await cancelling), '409 not_cancellable')
    assert.deepEqual(await providerBooks(market, id), { authorize: 1, capture: 1 })
    assert.deepEqual(await stockOf(market, sku), { sku, onHand: 3, reserved: 0, available: 3 })
  })

  test('A buyer calls off while staff ship, and calling off is first: nothing is charged, the stock is back, and staff hear that there is nothing to ship.', async () => {
    const { market, stage } = ground
    const { ada, sku, id } = await bought({ onHand: 4 })
    const givingBack = stage.hold('order → payment.voidPayment', 'before it arrives')
    const cancelling = ada.call('POST', `/orders/${id}/cancel`, {})
    await givingBack.reached()
    const shipping = market.staff.call('POST', `/orders/${id}/shipments`, {})
    givingBack.letGo()
    assert.equal((await cancelling).body.status, 'cancelled')
    assert.equal(told(await shipping), '409 not_shippable')
    assert.deepEqual(await providerBooks(market, id), { authorize: 1, void: 1 })
    assert.deepEqual(await stockOf(market, sku), { sku, onHand: 4, reserved: 0, available: 4 })
  })

  test('A buyer calls off while the money is just being taken: who came first ends it, and the other hears so.', async () => {
    const { market, stage } = ground
    const { ada, id } = await bought()
    const taking = stage.hold('order → payment.capture', 'after it took effect')
    const shipping = market.staff.call('POST', `/orders/${id}/shipments`, {})
    await taking.reached()
    const cancelling = ada.call('POST', `/orders/${id}/cancel`, {})
    taking.letGo()
    assert.equal((await shipping).body.status, 'completed')
    assert.equal(told(await cancelling), '409 not_cancellable')
    assert.deepEqual(await providerBooks(market, id), { authorize: 1, capture: 1 })
  })

  test('Two of the staff give all the money back at the same instant: it goes back once, and the second hears that nothing is left.', async () => {
    const { market, stage } = ground
    const { id, total } = await bought({ price: 5_000 })
    const taking = stage.hold('order → payment.capture', 'before it arrives')
    const all = { amount: { amount: total, currency: 'EUR' } }
    const first = market.staff.call('POST', `/orders/${id}/refunds`, all)
    await taking.reached()
    const second = market.staff.call('POST', `/orders/${id}/refunds`, all)
    taking.letGo()
    assert.equal((await first).body.paymentStatus, 'refunded')
    assert.equal(told(await second), '409 not_refundable')
    assert.deepEqual(await providerBooks(market, id), { authorize: 1, capture: 1, refund: 1 })
    assert.equal((await orderOf(market, id)).refunded.amount, total)
  })

  test('Parts of the money given back by many at once never add up to more than was paid.', async () => {
    const { market } = ground
    const { id, total } = await bought({ price: 5_000 })
    const part = { amount: { amount: Math.ceil(total * 0.4), currency: 'EUR' } }
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => market.staff.call('POST', `/orders/${id}/refunds`, part)),
    )
    assert.equal(answers.filter(({ status }) => status === 201).length, 2)
    assert.equal((await orderOf(market, id)).refunded.amount, 2 * part.amount.amount)
    assert.deepEqual(await providerBooks(market, id), { authorize: 1, capture: 1, refund: 2 })
  })

  test('The answer to a refund is lost on its way: it is given back once, although it was asked for again.', async () => {
    const { market, stage } = ground
    const { id } = await bought()
    stage.loseAnswer('order → payment.refund')
    const key = { 'idempotency-key': randomUUID() }
    const asked = await market.staff.call('POST', `/orders/${id}/refunds`, {}, key)
    assert.equal(asked.status, 202)
    await ground.later(5)
    const again = await market.staff.call('POST', `/orders/${id}/refunds`, {}, key)
    assert.equal(again.body.paymentStatus, 'refunded')
    assert.deepEqual(await providerBooks(market, id), { authorize: 1, capture: 1, refund: 1 })
  })
})
