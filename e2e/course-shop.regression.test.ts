/** What the shop of a well-known course got wrong, each mistake by its name, so that it is never made here. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { inventory } from '@souk/contracts/inventory.ts'
import { user } from '@souk/contracts/user.ts'
import { fake } from '@souk/platform/testing.ts'
import { requestOf } from '../conformance/requests.ts'
import { services } from '../scripts/services.ts'
import { contentsOf } from './contents.ts'
import { fixtures, prepare } from './fixtures.ts'
import { type Market, openMarket } from './market.ts'
import { operations } from './requests.ts'

let market: Market
before(async () => {
  market = await openMarket()
})
after(() => market.close())

const cheap = { amount: 1, currency: 'EUR' }
const byTheCaller = {
  price: cheap,
  unitPrice: cheap,
  lineTotal: cheap,
  subtotal: cheap,
  total: cheap,
  amount: 1,
  discount: 99,
}

test('Nobody lists the users without the right to, and nobody at all reads a credential.', async () => {
  const password = 'a-good-password'
  const ada = await market.customer()
  assert.equal((await market.guest.call('GET', '/users')).status, 401)
  assert.equal((await ada.call('GET', '/users')).status, 403)
  assert.equal((await (await market.staffWith('orders')).call('GET', '/users')).status, 403)
  assert.equal((await market.guest.call('GET', `/users/${ada.id}`)).status, 404)
  const answers = [
    await market.guest.call('POST', '/users', { email: `${randomUUID()}@souk.example`, password, name: 'Ada' }),
    await market.guest.call('POST', '/sessions', { email: ada.email, password }),
    await ada.call('GET', '/users/me'),
    await ada.call('GET', '/sessions'),
    await market.staff.call('GET', '/users?limit=100'),
  ]
  const told =
    JSON.stringify(answers.map(({ body }) => body)) +
    JSON.stringify(await market.shop.published(user, 'user.registered.v1'))
  assert.ok(answers.every(({ status }) => status < 300))
  assert.doesNotMatch(told, /"(password|hash|salt|digest|secret|cookie)|\$argon2|\$2[aby]\$/i)
  assert.ok(!told.includes(password))
})

test('Nobody without the right makes, changes or removes a product, or sets stock.', async () => {
  const ground = await prepare(market)
  const { total } = (await market.guest.call('GET', '/products')).body
  const names = [
    'product.createProduct',
    'product.updateProduct',
    'product.deleteProduct',
    'product.createCategory',
    'inventory.setStock',
  ]
  for (const { name, operation } of operations.filter((one) => names.includes(one.name))) {
    const given = await fixtures[name]?.(ground)
    const { method, path, body } = requestOf(operation, given?.input ?? {})
    for (const [person, status] of [
      [market.guest, 401],
      [ground.owner, 403],
    ] as const)
      assert.equal((await person.call(method, path, body)).status, status, name)
  }
  assert.equal(
    (await market.guest.call('GET', '/products')).body.total,
    total + 2,
    'those of the fixtures, made by staff',
  )
})

test('Nobody reads an order of another’s, neither by its id nor in a list.', async () => {
  const [ada, eve] = [await market.customer(), await market.customer()]
  const sku = await market.onSale()
  const { body: order } = await market.order(ada, await market.cartOf(ada, { [sku]: 1 }))
  for (const person of [market.guest, eve]) {
    for (const path of [
      `/orders/${order.id}`,
      `/orders/${order.id}?accessToken=`,
      `/orders/${order.id}?accessToken=guess`,
    ]) {
      const { status, body } = await person.call('GET', path)
      assert.deepEqual([status, body.reason], [404, 'not_found'])
    }
    assert.equal((await person.call('POST', `/orders/${order.id}/cancel`, {})).status, 404)
  }
  assert.equal((await market.guest.call('GET', '/orders')).status, 401)
  assert.deepEqual((await eve.call('GET', `/orders?q=${order.number}`)).body.items, [])
  assert.equal((await ada.call('GET', `/orders/${order.id}`)).body.status, 'confirmed')
})

test('No GET changes anything, whatever it asks for.', async () => {
  const ground = await prepare(market)
  const paths: string[] = []
  for (const { name, operation } of operations) {
    const given = await fixtures[name]?.(ground)
    const { path, body } = requestOf(operation, given?.input ?? {})
    const query = new URLSearchParams(
      Object.entries(body ?? {}).map(([key, value]): [string, string] => [key, String(value)]),
    )
    paths.push(path, `${path}${path.includes('?') ? '&' : '?'}${query}`)
  }
  // Such as the cart of somebody who has none yet.
  paths.push('/carts/mine', '/users/me/addresses', '/sessions')
  const newcomer = await market.customer()
  await market.shop.drain()
  const before = await contentsOf(market.shop)
  for (const person of [market.guest, ground.owner, newcomer, market.staff])
    for (const path of paths) assert.ok((await person.call('GET', path)).status < 500, path)
  await market.shop.drain()
  assert.deepEqual(await contentsOf(market.shop), before)
})

test('Prices and totals are the shop’s own, whatever a caller sends along.', async () => {
  const sku = await market.onSale({ price: 5_000 })
  const { body: cart } = await market.guest.call('POST', '/carts', { lines: [{ sku, quantity: 1, ...byTheCaller }] })
  assert.deepEqual(cart.lines, [])
  const { body: filled } = await market.guest.call('PUT', `/carts/${cart.id}/lines/${sku}`, {
    quantity: 2,
    ...byTheCaller,
  })
  assert.deepEqual(
    [filled.lines[0].unitPrice.amount, filled.lines[0].lineTotal.amount, filled.subtotal.amount],
    [5_000, 10_000, 10_000],
  )
  const request = {
    ...(await market.orderOf(market.guest, cart.id)),
    ...byTheCaller,
    delivery: cheap,
    lines: [{ sku, quantity: 1, ...byTheCaller }],
  }
  const key = () => ({ 'idempotency-key': randomUUID() })
  const wished = await market.guest.call('POST', '/orders', { ...request, expectedTotal: cheap }, key())
  assert.deepEqual([wished.status, wished.body.reason], [409, 'price_changed'])
  const { status, body: order } = await market.guest.call('POST', '/orders', request, key())
  assert.equal(status, 201)
  assert.deepEqual(
    order.lines.map((line: { quantity: number; unitPrice: object }) => [line.quantity, line.unitPrice]),
    [[2, { amount: 5_000, currency: 'EUR' }]],
  )
  assert.equal(order.total.amount, 10_000 + order.delivery.amount)
  const { body: payments } = await market.staff.call('GET', `/payments?orderId=${order.id}`)
  assert.deepEqual(payments.items[0].amount, order.total)
})

test('A quantity is a whole number of pieces that a line can hold; 0 takes the line away.', async () => {
  const sku = await market.onSale()
  const id = await market.cartOf(market.guest, { [sku]: 3 })
  const set = (quantity: unknown, of = sku) => market.guest.call('PUT', `/carts/${id}/lines/${of}`, { quantity })
  for (const quantity of [-1, -0.5, 0.5, 1.000001, 1_000, 1e9, 1e308, 2 ** 53, '2', '', null, true, [1], {}]) {
    const { status, body } = await set(quantity)
    assert.deepEqual([status, body.reason], [400, 'invalid_input'], JSON.stringify(quantity))
    assert.equal(body.errors[0].path, '/quantity')
  }
  assert.equal((await market.guest.call('PUT', `/carts/${id}/lines/${sku}`, {})).body.reason, 'invalid_input')
  const unknown = await set(1, 'NOT-SOLD-HERE')
  assert.deepEqual([unknown.status, unknown.body.reason], [404, 'unknown_sku'])
  const { body } = await market.guest.call('GET', `/carts/${id}`)
  assert.deepEqual(
    body.lines.map((line: { quantity: number }) => line.quantity),
    [3],
  )
  assert.deepEqual((await set(0)).body.lines, [])
  assert.equal((await market.order(market.guest, id)).body.reason, 'cart_empty')
})

test('First additions side by side make one cart with one line a thing.', async () => {
  const skus = [await market.onSale(), await market.onSale()]
  const ada = await market.customer()
  const added = await Promise.all(
    [...skus, ...skus, ...skus].map((sku) => ada.call('PUT', `/carts/mine/lines/${sku}`, { quantity: 2 })),
  )
  const made = await Promise.all(skus.map(() => ada.call('POST', '/carts', {})))
  assert.deepEqual(
    [...added, ...made].map(({ status }) => status),
    [...added.map(() => 200), ...made.map(() => 201)],
  )
  const { body } = await ada.call('GET', '/carts/mine')
  assert.equal(new Set([...added, ...made].map((answer) => answer.body.id)).size, 1)
  const lines = body.lines.map((line: { sku: string; quantity: number }) => [line.sku, line.quantity])
  assert.deepEqual(lines.sort(), skus.map((sku) => [sku, 2]).sort())
})

test('A neighbour that does not answer is a clear answer in time, and the same order goes through once it is back.', async (t) => {
  let isStopped = false
  const held = new Set<string>()
  const answer = <T>(value: T) => (isStopped ? new Promise<T>(() => {}) : Promise.resolve(value))
  const stopped = fake(inventory, {
    setStock: ({ sku, onHand }) => answer({ sku, onHand, reserved: 0, available: onHand }),
    getStock: ({ sku }) => answer({ sku, onHand: 5, reserved: 0, available: 5 }),
    // It takes effect; only the answer never comes.
    reserve: ({ orderId, lines }) => answer({ orderId: held.add(orderId) && orderId, lines, status: 'held' }),
    keep: () => answer(undefined),
    release: ({ orderId }) => answer(void held.delete(orderId)),
  })
  const small = await openMarket({
    services: services.map((one) => (one.contract.name === inventory.name ? stopped : one)),
  })
  t.after(async () => {
    isStopped = false
    await small.close()
  })
  const sku = await small.onSale()
  await small.shop.publish(inventory, 'inventory.availability-changed.v1', {
    sku,
    availability: 'in_stock',
    available: 5,
  })
  await small.shop.drain()
  const cart = await small.cartOf(small.guest, { [sku]: 1 })
  const request = await small.orderOf(small.guest, cart)
  const key = { 'idempotency-key': randomUUID() }

  isStopped = true
  const within = async <T>(milliseconds: number, work: Promise<T>) => {
    const began = Date.now()
    const result = await work
    assert.ok(Date.now() - began < milliseconds, `took ${Date.now() - began} ms`)
    return result
  }
  const { timeout } = inventory.operations.getStock
  const [stock, placed, browsing, filling] = await Promise.all([
    within(timeout + 1_000, small.guest.call('GET', `/stock/${sku}`)),
    within(10_000, small.guest.call('POST', '/orders', request, key)),
    within(5_000, small.guest.call('GET', `/products/${sku.toLowerCase()}`)),
    within(5_000, small.guest.call('GET', `/carts/${cart}`)),
  ])
  assert.deepEqual([stock.status, stock.body.reason], [504, 'deadline_exceeded'])
  assert.deepEqual([placed.status, placed.body.reason], [503, 'unavailable'])
  assert.ok(Number(placed.headers.get('retry-after')) > 0)
  assert.deepEqual([browsing.status, filling.status], [200, 200])

  isStopped = false
  const again = await small.guest.call('POST', '/orders', request, key)
  assert.deepEqual([again.status, again.body.status], [201, 'confirmed'])
  for (const end = Date.now() + 20_000; held.size > 1 && Date.now() < end; ) await small.shop.drain()
  assert.deepEqual([...held], [again.body.id], 'what the first attempt held is given back')
})
