/** Point 12: keys that are used again, and what belongs to somebody else. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { address } from '../market.ts'
import { inEachPlacement, providerBooks, told } from './ground.ts'

inEachPlacement({ placements: ['memory'] }, (ground) => {
  test('A key that came with one order is refused with another, while the first is on its way and afterwards, and buys nothing.', async () => {
    const { market, stage } = ground
    const ada = await market.customer()
    const sku = await market.onSale()
    const cart = await market.cartOf(ada, { [sku]: 1 })
    const request = await market.orderOf(ada, cart)
    const other = { ...request, shippingAddress: { ...address, line1: 'Elsewhere 2' } }
    const key = { 'idempotency-key': randomUUID() }
    const bank = stage.hold('order → payment.authorize', 'before it arrives')
    const first = ada.call('POST', '/orders', request, key)
    await bank.reached()
    assert.equal(told(await ada.call('POST', '/orders', other, key)), '422 key_reused')
    bank.letGo()
    assert.equal(told(await first), '201 confirmed')
    assert.equal(told(await ada.call('POST', '/orders', other, key)), '422 key_reused')
    assert.equal((await ada.call('GET', '/orders')).body.items.length, 1)
  })

  test('A key that came with one refund is refused with another amount, and gives nothing back.', async () => {
    const { market } = ground
    const { id } = (await market.order(market.guest, await market.cartOf(market.guest, { [await market.onSale()]: 1 })))
      .body
    const key = { 'idempotency-key': randomUUID() }
    const part = (amount: number) => ({ amount: { amount, currency: 'EUR' } })
    assert.equal((await market.staff.call('POST', `/orders/${id}/refunds`, part(500), key)).status, 201)
    const other = await market.staff.call('POST', `/orders/${id}/refunds`, part(600), key)
    assert.equal(told(other), '422 key_reused')
    assert.deepEqual(await providerBooks(market, id), { authorize: 1, capture: 1, refund: 1 })
  })

  test('Somebody else’s cart does not exist for another customer: it is neither shown, changed nor ordered.', async () => {
    const { market } = ground
    const [ada, eve] = [await market.customer(), await market.customer()]
    const sku = await market.onSale()
    const cart = await market.cartOf(ada, { [sku]: 1 })
    const request = { ...(await market.orderOf(ada, cart)), email: eve.email }
    const answers = [
      await eve.call('GET', `/carts/${cart}`),
      await eve.call('PUT', `/carts/${cart}/lines/${sku}`, { quantity: 9 }),
      await eve.call('POST', `/carts/${cart}/lines`, { sku, quantity: 1 }),
      await eve.call('DELETE', `/carts/${cart}/lines/${sku}`),
      await eve.call('POST', `/carts/${cart}/claim`, {}),
      await eve.call('POST', '/orders', request, { 'idempotency-key': randomUUID() }),
      await market.guest.call('GET', `/carts/${cart}`),
    ]
    assert.deepEqual(
      answers.map(({ status }) => status),
      answers.map(() => 404),
    )
    assert.equal((await ada.call('GET', `/carts/${cart}`)).body.lines[0].quantity, 1)
  })

  test('Somebody else’s order does not exist for another customer or a guest: it is neither shown, listed nor called off.', async () => {
    const { market } = ground
    const [ada, eve] = [await market.customer(), await market.customer()]
    const { id } = (await market.order(ada, await market.cartOf(ada, { [await market.onSale()]: 1 }))).body
    for (const stranger of [eve, market.guest]) {
      assert.equal((await stranger.call('GET', `/orders/${id}`)).status, 404)
      assert.equal((await stranger.call('POST', `/orders/${id}/cancel`, {})).status, 404)
    }
    assert.deepEqual((await eve.call('GET', '/orders')).body.items, [])
    assert.equal((await ada.call('GET', `/orders/${id}`)).body.status, 'confirmed')
  })

  test('A guest’s order opens with its own token only, not with that of another order.', async () => {
    const { market } = ground
    const sku = await market.onSale()
    const [mine, other] = [
      (await market.order(market.guest, await market.cartOf(market.guest, { [sku]: 1 }))).body,
      (await market.order(market.guest, await market.cartOf(market.guest, { [sku]: 1 }))).body,
    ]
    const look = async (token: string) => (await market.guest.call('GET', `/orders/${mine.id}${token}`)).status
    assert.equal(await look(`?accessToken=${mine.accessToken}`), 200)
    assert.equal(await look(`?accessToken=${other.accessToken}`), 404)
    assert.equal(await look('?accessToken=guessed'), 404)
    assert.equal(await look(''), 404)
  })

  test('Somebody else’s address does not exist for another customer: it is neither shown, changed nor removed.', async () => {
    const { market } = ground
    const [ada, eve] = [await market.customer(), await market.customer()]
    const { body } = await ada.call('POST', '/users/me/addresses', { address })
    const before = (await ada.call('GET', '/users/me/addresses')).body
    const path = `/users/me/addresses/${body.id}`
    assert.equal((await eve.call('PUT', path, { address: { ...address, line1: 'Elsewhere 2' } })).status, 404)
    await eve.call('DELETE', path)
    assert.deepEqual((await eve.call('GET', '/users/me/addresses')).body.items, [])
    assert.deepEqual((await ada.call('GET', '/users/me/addresses')).body, before)
    assert.equal(before.items.length, 1)
  })
})
