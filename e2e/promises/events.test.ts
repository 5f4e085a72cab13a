/** Point 9: events that cannot flow, and one that cannot be digested. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { notification } from '@souk/contracts/notification.ts'
import { order } from '@souk/contracts/order.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { withFeed } from '@souk/platform/events/standing.ts'
import { asService } from '@souk/platform/testing.ts'
import { inEachPlacement, stockOf, told, until } from './ground.ts'

/** How many order meanwhile. */
const count = 20

inEachPlacement({}, (ground) => {
  test('While no news of orders reaches anybody, the shop goes on selling; nothing is lost, and letters, carts and lists catch up when it flows again.', async () => {
    const { market, stage } = ground
    const sku = await market.onSale({ onHand: 1_000 })
    const emails = Array.from({ length: count }, () => `later-${randomUUID().slice(0, 8)}@souk.example`)
    const before = (await market.shop.published(order, 'order.confirmed.v1')).length
    const carts = await Promise.all(emails.map(() => market.cartOf(market.guest, { [sku]: 1 })))
    const request = await market.orderOf(market.guest, carts[0] as string)
    await stage.without(['* → order.readEvents'], async () => {
      const answers = await Promise.all(
        carts.map((cartId, turn) =>
          market.guest.call(
            'POST',
            '/orders',
            { ...request, cartId, email: emails[turn] },
            { 'idempotency-key': randomUUID() },
          ),
        ),
      )
      assert.deepEqual([...new Set(answers.map(told))], ['201 confirmed'])
      assert.equal((await market.shop.published(order, 'order.confirmed.v1')).length, before + count)
      // The cart has not heard of its order yet, and still nobody buys it twice.
      const again = await market.order(market.guest, carts[0] as string)
      assert.equal(told(again), '409 cart_already_ordered')
    })
    await market.shop.drain()
    for (const [turn, email] of emails.entries()) {
      assert.equal((await market.orderLetters(email)).length, 1)
      assert.equal((await market.guest.call('GET', `/carts/${carts[turn]}`)).body.status, 'ordered')
    }
    assert.equal((await stockOf(market, sku)).reserved, count)
  })

  test('While one of those who follow the orders cannot write, the shop sells and the others go on; it catches up by itself, and tells each thing once.', async () => {
    const { market, stage } = ground
    const sku = await market.onSale()
    const ada = await market.customer()
    await stage.without(['notification commits *'], async () => {
      const cart = await market.cartOf(ada, { [sku]: 1 })
      const placed = await market.order(ada, cart)
      assert.equal(told(placed), '201 confirmed')
      await until('the cart is ordered', async () => {
        return (await ada.call('GET', `/carts/${cart}`)).body.status === 'ordered'
      })
    })
    assert.equal((await market.orderLetters(ada.email)).length, 1)
  })

  test('An event that comes twice, as any of them may, is told in one letter and counted once.', async () => {
    const { market } = ground
    const sku = await market.onSale()
    const ada = await market.customer()
    const placed = await market.order(ada, await market.cartOf(ada, { [sku]: 1 }))
    const told = (await market.shop.published(order, 'order.confirmed.v1')).find(
      ({ orderId }) => orderId === placed.body.id,
    )
    assert.ok(told)
    for (let turn = 0; turn < 3; turn++) await market.shop.publish(order, 'order.confirmed.v1', told)
    assert.equal((await market.orderLetters(ada.email)).length, 1)
  })

  test('An event that one service cannot digest is put aside and told to whoever runs the shop; those after it flow on, and once the cause is mended it is taken again, once.', async () => {
    const { market } = ground
    const sku = await market.onSale()
    const [ada, eve] = [await market.customer(), await market.customer()]
    const notes = market.shop.databases.get('notification') as Database
    // Her welcome is sent before anything to her cannot be kept any more.
    await market.shop.drain()
    await notes.pool.query(`alter table mails add constraint poison check (recipient <> '${ada.email}') not valid`)
    const first = await market.order(ada, await market.cartOf(ada, { [sku]: 1 }))
    const second = await market.order(eve, await market.cartOf(eve, { [sku]: 1 }))
    assert.deepEqual([told(first), told(second)], ['201 confirmed', '201 confirmed'])
    assert.equal((await market.orderLetters(eve.email)).length, 1)
    await assert.rejects(market.audit(), /could not digest 'order.confirmed.v1' of order-service/)

    const follower = market.shop.client(withFeed(notification), asService('start'))
    const { parked } = await follower.readStanding({})
    const { id } = parked.find(({ type }) => type === 'order.confirmed.v1') as { id: string }
    await assert.rejects(follower.replayEvent({ id }), (error) => hasReason(error, 'replay_failed'))
    await notes.pool.query('alter table mails drop constraint poison')
    for (const { id } of parked) await follower.replayEvent({ id })
    await assert.rejects(follower.replayEvent({ id }), (error) => hasReason(error, 'not_found'))
    assert.equal((await market.orderLetters(ada.email)).length, 1)
  })
})
