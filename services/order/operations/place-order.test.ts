import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { order } from '@souk/contracts/order.ts'
import type { Db } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { asCustomer } from '@souk/platform/testing.ts'
import { euros } from '../fake-neighbours.ts'
import { type OrderShop, refusal, startOrderShop } from '../order-shop.ts'

let shop: OrderShop
let { neighbours } = {} as OrderShop

before(async () => {
  shop = await startOrderShop()
  neighbours = shop.neighbours
})
after(() => shop.close())

test('An order is confirmed once stock and money are held, and all who follow are told.', async () => {
  const cart = neighbours.fill({ quantity: 2 })
  const placed = await shop.place(cart)
  assert.equal(placed.status, 'confirmed')
  assert.match(placed.number, /^S-\d{6}$/)
  assert.deepEqual([placed.subtotal, placed.delivery.amount, placed.total], [euros(2_000), 490, euros(2_490)])
  assert.deepEqual([placed.tax, placed.taxIncluded], [euros(0), euros(415)])
  assert.deepEqual(
    placed.timeline.map(({ what, by }) => `${what} by ${by}`),
    ['placed by customer', 'stock_held by system', 'payment_authorized by system', 'confirmed by system'],
  )
  const { timeline, ...same } = await shop.settled(placed.id)
  assert.deepEqual({ ...same, accessToken: placed.accessToken, timeline }, placed)
  const told = (await shop.published(order, 'order.confirmed.v1')).find(({ orderId }) => orderId === placed.id)
  assert.deepEqual(told, {
    orderId: placed.id,
    number: placed.number,
    cartId: cart.id,
    email: 'ada@example.org',
    total: euros(2_490),
    lines: placed.lines,
    subtotal: euros(2_000),
    delivery: euros(490),
    deliveryName: 'Standard',
    shippingAddress: placed.shippingAddress,
    accessToken: placed.accessToken,
  })
})

test('The payment’s token is forgotten once the order has ended.', async () => {
  const placed = await shop.place(neighbours.fill())
  const { items } = { items: await shop.db.pool.query('select input from sagas where order_id = $1', [placed.id]) }
  assert.deepEqual(items.rows, [{ input: { supersedes: [] } }])
})

test('The same key again gives the same order, also once the cart is ordered or its service is gone.', async () => {
  const cart = neighbours.fill()
  const key = randomUUID()
  const first = await shop.place(cart, { key })
  assert.deepEqual(await shop.place(cart, { key }), first)
  neighbours.carts.set(cart.id, { ...cart, status: 'ordered' })
  assert.deepEqual(await shop.place(cart, { key }), first)
  neighbours.disturb('readCart', 'away')
  assert.deepEqual(await shop.place(cart, { key }), first)
  assert.equal(neighbours.accounts.get(first.id)?.charges, 1)
})

test('The same key five times at once is one order, and all five are answered with it.', async () => {
  const cart = neighbours.fill()
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 5 }, () => shop.place(cart, { key })))
  const id = await shop.orderIdOf(cart)
  for (const answer of answers)
    assert.deepEqual([answer.id, answer.status, answer.accessToken], [id, 'confirmed', answers[0]?.accessToken])
  await shop.settled(id)
})

test('A key that comes with another body is refused, at once and later.', async () => {
  const key = randomUUID()
  const both = await Promise.allSettled([
    shop.place(neighbours.fill(), { key }),
    shop.place(neighbours.fill(), { key }),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await refusal(shop.place(neighbours.fill(), { key }))).reason, 'key_reused')
})

test('A key under which another order is just being written is refused, and buys nothing.', async () => {
  const { id } = await shop.place(neighbours.fill())
  const key = randomUUID()
  let isOver = false
  let outcome: Promise<unknown> = Promise.resolve()
  await shop.db.transaction(async (tx) => {
    await tx.run(sql`update sagas set key = ${key} where order_id = ${id}`)
    const rival = shop.place(neighbours.fill(), { key }).then(
      () => 'bought',
      ({ reason }) => reason,
    )
    outcome = rival.finally(() => {
      isOver = true
    })
    const waiting = sql<{ pid: number }>`
      select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    while (!isOver && (await shop.db.many(waiting)).length === 0);
  })
  assert.equal(await outcome, 'key_reused')
})

test('Who repeats a request whose key had become free is never refused because of an order of that very request.', async () => {
  const cart = neighbours.fill()
  const key = randomUUID()
  const first = await shop.place(cart, { key })
  await shop.db.run(sql`update sagas set key = null where order_id = ${first.id}`)
  const waiting = async (count: number) => {
    const blocked = sql<{ pid: number }>`
      select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    while ((await shop.db.many(blocked)).length < count);
  }
  const hold = (tx: Db) => tx.run(sql`lock table orders in access exclusive mode`)
  let repeated: Promise<{ id: string }> | undefined
  let between: Promise<void> | undefined
  await shop.db.transaction(async (tx) => {
    await hold(tx)
    repeated = shop.place(cart, { key })
    await waiting(1)
    // Comes in between when the cart's order was met and the key was not; when both are looked at again, it is used.
    between = shop.db.transaction(async (next) => {
      await hold(next)
      await waiting(1)
      await next.run(sql`update sagas set key = ${key} where order_id = ${first.id}`)
    })
    await waiting(2)
  })
  await between
  assert.equal((await repeated)?.id, first.id)
})

test('A key is needed.', async () => {
  const { id } = neighbours.fill()
  const body = {
    cartId: id,
    email: 'a@example.org',
    deliveryOptionId: 'standard',
    payment: { method: 'test', token: 'tok_ok' },
  }
  const { address } = await import('../order-shop.ts')
  assert.equal((await refusal(shop.guest.placeOrder({ ...body, shippingAddress: address }))).reason, 'key_required')
})

test('Four tabs that order one cart at once: one order, one charge, the others hear which.', async () => {
  const cart = neighbours.fill()
  const answers = await Promise.allSettled(Array.from({ length: 4 }, () => shop.place(cart)))
  const id = await shop.orderIdOf(cart)
  assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const answer of answers) {
    if (answer.status === 'fulfilled') continue
    assert.deepEqual([answer.reason.reason, answer.reason.details], ['cart_already_ordered', { orderId: id }])
  }
  assert.equal((await shop.settled(id)).status, 'confirmed')
})

test('Thirty buyers of ten pieces: ten orders, the others hear out_of_stock before any money moves.', async () => {
  const skus = [`SKU-${randomUUID()}`]
  const carts = Array.from({ length: 30 }, () => neighbours.fill({ skus, inStock: 10 }))
  const answers = await Promise.allSettled(carts.map((cart) => shop.place(cart)))
  assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 10)
  for (const [index, answer] of answers.entries()) {
    const ended = await shop.settled(await shop.orderIdOf(carts[index] as { id: string }))
    if (answer.status === 'fulfilled') continue
    assert.deepEqual(
      [answer.reason.reason, answer.reason.details],
      ['out_of_stock', { lines: [{ sku: skus[0], requested: 1, available: 0 }] }],
    )
    assert.deepEqual(
      [ended.status, ended.paymentStatus, neighbours.accounts.has(ended.id)],
      ['declined', 'voided', false],
    )
  }
})

test('A cart whose order found no stock can be ordered again once there is some.', async () => {
  const cart = neighbours.fill({ inStock: 0 })
  const key = randomUUID()
  assert.equal((await refusal(shop.place(cart, { key }))).reason, 'out_of_stock')
  neighbours.stock.set(cart.lines[0]?.sku as string, 1)
  assert.equal((await refusal(shop.place(cart, { key }))).reason, 'out_of_stock', 'the same attempt, the same end')
  assert.equal((await shop.place(cart)).status, 'confirmed')
})

test('Decline, then success: the same order and number, one charge, and the stock is held throughout.', async () => {
  const cart = neighbours.fill({ inStock: 1 })
  const key = randomUUID()
  const declined = await refusal(shop.place(cart, { key, token: 'tok_declined' }))
  const id = await shop.orderIdOf(cart)
  assert.deepEqual([declined.code, declined.reason], ['payment_required', 'payment_declined'])
  assert.deepEqual(declined.details, { orderId: id, declineCode: 'insufficient_funds' })
  assert.deepEqual((await refusal(shop.place(cart, { key, token: 'tok_declined' }))).details, declined.details)
  const before = await shop.settled(id)
  assert.deepEqual([before.status, before.paymentStatus], ['declined', 'declined'])
  assert.equal(neighbours.reservations.get(id)?.status, 'held')
  assert.equal(
    (await refusal(shop.place(neighbours.fill({ skus: [cart.lines[0]?.sku as string] })))).reason,
    'out_of_stock',
  )

  const placed = await shop.place(cart, { email: 'other@example.org' })
  assert.deepEqual(
    [placed.id, placed.number, placed.status, placed.email],
    [id, before.number, 'confirmed', 'other@example.org'],
  )
  assert.ok(placed.accessToken !== undefined)
  assert.equal(await shop.orderIdOf(cart), id)
  await shop.settled(id)
  assert.deepEqual(await shop.eventsOf(id), ['order.declined.v1', 'order.confirmed.v1'])
  assert.deepEqual((await refusal(shop.place(cart, { key, token: 'tok_declined' }))).details, declined.details)
})

test('After a decline, several retries at once are one order and one charge.', async () => {
  const cart = neighbours.fill({ inStock: 1 })
  await refusal(shop.place(cart, { token: 'tok_declined' }))
  const answers = await Promise.allSettled(Array.from({ length: 4 }, () => shop.place(cart)))
  assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal((await shop.settled(await shop.orderIdOf(cart))).status, 'confirmed')
})

test('After a decline, other lines are a new order, and what the old one held is free for it.', async () => {
  const cart = neighbours.fill({ inStock: 3, quantity: 2 })
  const declined = await refusal(shop.place(cart, { token: 'tok_declined' }))
  const { orderId } = declined.details as { orderId: string }
  const lines = cart.lines.map((line) => ({ ...line, quantity: 3, lineTotal: euros(3_000) }))
  neighbours.carts.set(cart.id, { ...cart, lines, subtotal: euros(3_000) })
  const placed = await shop.place(cart)
  assert.notEqual(placed.id, orderId)
  assert.equal(placed.status, 'confirmed')
  assert.equal(neighbours.reservations.get(orderId)?.status, 'released')
  await shop.settled(orderId)
  await shop.settled(placed.id)
})

test('A payment method that nobody knows is refused, and the stock is free again.', async () => {
  const cart = neighbours.fill({ inStock: 1 })
  const refused = await refusal(shop.place(cart, { payment: { method: 'shells', token: 'x' } }))
  assert.deepEqual([refused.code, refused.reason], ['unprocessable', 'unknown_payment_method'])
  await shop.drain()
  assert.equal((await shop.settled(await shop.orderIdOf(cart))).status, 'declined')
  assert.equal(neighbours.stock.get(cart.lines[0]?.sku as string), 1)
})

test('A price that has changed since it was shown is told, and charged only when the new total is expected.', async () => {
  const cart = neighbours.fill()
  const problems = [{ reason: 'price_changed' as const, message: 'It was 9.00.', priceBefore: euros(900) }]
  neighbours.carts.set(cart.id, { ...cart, lines: cart.lines.map((line) => ({ ...line, problems })) })
  const told = { total: euros(1_490), lines: [{ sku: cart.lines[0]?.sku, unitPrice: euros(1_000) }] }
  for (const expectedTotal of [undefined, euros(1_390), { amount: 1_490, currency: 'USD' }]) {
    const refused = await refusal(shop.place(cart, { ...(expectedTotal === undefined ? {} : { expectedTotal }) }))
    assert.deepEqual([refused.reason, refused.details], ['price_changed', told])
  }
  assert.equal((await shop.place(cart, { expectedTotal: euros(1_490) })).total.amount, 1_490)
})

test('What cannot be ordered is refused before anything is written.', async () => {
  const gone = neighbours.fill()
  const problems = [{ reason: 'no_longer_sold' as const, message: 'It is gone.' }]
  neighbours.carts.set(gone.id, { ...gone, lines: gone.lines.map((line) => ({ ...line, problems })) })
  const ordered = neighbours.fill({ status: 'ordered' })
  const empty = neighbours.fill({ lines: [] })
  const far = neighbours.fill()
  const refusals = [
    await refusal(shop.place(gone)),
    await refusal(shop.place(ordered)),
    await refusal(shop.place(empty)),
    await refusal(shop.place(far, { deliveryOptionId: 'drone' })),
    await refusal(shop.place({ id: randomUUID() })),
    await refusal(shop.place(neighbours.fill({ userId: randomUUID() }), { as: asCustomer() })),
  ]
  assert.deepEqual(
    refusals.map(({ reason }) => reason),
    ['line_not_sold', 'cart_already_ordered', 'cart_empty', 'delivery_unavailable', 'not_found', 'not_found'],
  )
  assert.deepEqual(refusals[0]?.details, { skus: [gone.lines[0]?.sku] })
  const ids = [gone.id, ordered.id, empty.id, far.id]
  assert.equal((await shop.db.pool.query('select from orders where cart_id = any($1)', [ids])).rowCount, 0)
})

test('While carts are out of reach nothing is sold, and nothing is written.', async () => {
  const cart = neighbours.fill()
  neighbours.disturb('readCart', 'away')
  const refused = await refusal(shop.place(cart))
  assert.deepEqual([refused.code, refused.reason, refused.retryAfter], ['unavailable', 'unavailable', 2])
  assert.equal((await shop.place(cart)).status, 'confirmed')
})

test('While delivery is out of reach selling goes on, at what a like parcel cost before.', async () => {
  await shop.place(neighbours.fill())
  const cart = neighbours.fill()
  neighbours.disturb('quote', 'away', 'away')
  assert.equal((await shop.place(cart)).delivery.amount, 490)
  const heavier = await refusal(shop.place(neighbours.fill({ weight: 90_000 })))
  assert.equal(heavier.reason, 'unavailable', 'no parcel as heavy went before')
})

test('A customer’s order is theirs and needs no token.', async () => {
  const userId = randomUUID()
  const customer = asCustomer(userId)
  const placed = await shop.place(neighbours.fill({ userId }), { as: customer })
  assert.equal(placed.accessToken, undefined)
  assert.equal((await shop.client(order, customer).getOrder({ id: placed.id })).id, placed.id)
  const told = (await shop.published(order, 'order.confirmed.v1')).find(({ orderId }) => orderId === placed.id)
  assert.equal(told?.userId, userId)
})
