/** The books of the whole shop agree, whatever was bought, declined, cancelled, refunded, shipped and sent back; and where they do not, it is told. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import type { Exception } from '@souk/contracts/audit.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import type { Placement } from '@souk/platform/host.ts'
import { type Market, openMarket, type PlacedOrder } from './market.ts'

for (const placement of ['memory', 'http'] satisfies Placement[]) {
  suite(`The books of the shop in placement ${placement}`, () => {
    let market: Market
    let sku: string
    before(async () => {
      market = await openMarket({ placement })
      sku = await market.onSale({ onHand: 100, price: 3_000 })
    })
    after(() => market.close())

    async function buy(token = 'tok_ok', pieces = 1) {
      const cart = await market.cartOf(market.guest, { [sku]: pieces })
      return (await market.order(market.guest, cart, token)).body
    }
    const ship = ({ id }: PlacedOrder) => market.staff.call('POST', `/orders/${id}/shipments`, {})
    const refund = ({ id }: PlacedOrder, amount?: number) =>
      market.staff.call(
        'POST',
        `/orders/${id}/refunds`,
        amount === undefined ? {} : { amount: { amount, currency: 'EUR' } },
      )
    const cancel = ({ id, accessToken }: PlacedOrder) =>
      market.guest.call('POST', `/orders/${id}/cancel?accessToken=${accessToken}`, {})

    /** Two of its three pieces come back, one of them damaged. */
    async function takeBack({ id, accessToken }: PlacedOrder) {
      const wanted = { lines: [{ sku, quantity: 2 }], reason: 'Too big' }
      const asked = await market.guest.call('POST', `/orders/${id}/returns?accessToken=${accessToken}`, wanted)
      assert.equal(asked.status, 201)
      const path = `/orders/${id}/returns/${asked.body.returns[0].id}`
      await market.staff.call('POST', `${path}/decision`, { approved: true })
      const [damaged, restocked] = [false, true].map((restock) => ({ sku, quantity: 1, restock }))
      const received = await market.staff.call('POST', `${path}/receipt`, { lines: [damaged, restocked] })
      assert.equal(received.body.fulfilmentStatus, 'partially_returned')
    }

    test('A shop in which nothing has happened yet is without exception.', async () => {
      const report = await market.audit()
      assert.equal(report.orders.count, 0)
      assert.equal(report.checks.length, 10)
    })

    test('After purchases, declines, cancellations, refunds, shipments and returns everything agrees.', async () => {
      await buy()
      await ship(await buy('tok_ok', 2))
      await cancel(await buy())
      await refund(await buy(), 1_000)
      await refund(await buy())
      const parcel = await buy('tok_slow')
      await ship(parcel)
      await refund(parcel, 500)
      await refund(parcel)
      const sentBack = await buy('tok_ok', 3)
      await ship(sentBack)
      await takeBack(sentBack)
      const refunded = await buy()
      await refund(refunded, 700)
      await cancel(refunded)
      const cart = await market.cartOf(market.guest, { [sku]: 1 })
      assert.equal((await market.order(market.guest, cart, 'tok_declined')).status, 402)
      assert.equal((await market.order(market.guest, cart, 'tok_ok')).status, 201)
      await buy('tok_declined')
      await buy('tok_lost_answer')
      const lots = await market.cartOf(market.guest, { [await market.onSale({ onHand: 1 })]: 2 })
      assert.equal((await market.order(market.guest, lots)).status, 409)
      await market.order(market.guest, lots, 'tok_of_nobody')
      const report = await market.audit()
      assert.ok(report.orders.count >= 13)
      assert.deepEqual(report.underWay, { sagas: 0, paymentsInDoubt: 0, followers: 0 })
      for (const { check, compared } of report.checks) assert.ok(compared > 0, check)
    })

    const query = (service: string, text: string, values: unknown[] = []) =>
      (market.shop.databases.get(service) as Database).pool.query(text, values)

    type Break = { id: string; sku: string }
    const broken: Record<
      string,
      { check: string; breaks(it: Break): Promise<unknown>; mends(it: Break): Promise<unknown> }
    > = {
      'A piece that left the shelf without an entry in the ledger': {
        check: 'stock_ledger',
        breaks: ({ sku }) => query('inventory', 'update stock set on_hand = on_hand - 1 where sku = $1', [sku]),
        mends: ({ sku }) => query('inventory', 'update stock set on_hand = on_hand + 1 where sku = $1', [sku]),
      },
      'Stock that is reserved by nobody': {
        check: 'stock_reserved',
        breaks: ({ sku }) => query('inventory', 'update stock set reserved = reserved + 1 where sku = $1', [sku]),
        mends: ({ sku }) => query('inventory', 'update stock set reserved = reserved - 1 where sku = $1', [sku]),
      },
      'A hold without an order': {
        check: 'live_holds',
        breaks: () =>
          query(
            'inventory',
            `insert into reservations (order_id, status) values ('f0000000-0000-7000-8000-000000000001', 'kept')`,
          ),
        mends: () =>
          query('inventory', `delete from reservations where order_id = 'f0000000-0000-7000-8000-000000000001'`),
      },
      'A piece that went back on sale without a return': {
        check: 'restocks',
        breaks: ({ id, sku }) =>
          query(
            'inventory',
            `with back as (insert into restocks (id, order_id) values (uuidv7(), $1)),
            stocked as (update stock set on_hand = on_hand + 1 where sku = $2 returning on_hand)
            insert into ledger (sku, change, on_hand, cause, reference)
            select $2::text, 1, on_hand, 'returned', $1::uuid::text from stocked`,
            [id, sku],
          ),
        mends: async ({ id, sku }) => {
          await query('inventory', 'delete from restocks where order_id = $1', [id])
          await query('inventory', `delete from ledger where cause = 'returned' and reference = $1`, [id])
          await query('inventory', 'update stock set on_hand = on_hand - 1 where sku = $1', [sku])
        },
      },
      'Money that the provider has taken, and that we say is only held': {
        check: 'provider_ledger',
        breaks: ({ id }) =>
          query(
            'payment',
            `update test_provider.requests set state = 'captured', captured = amount where order_id = $1`,
            [id],
          ),
        mends: ({ id }) =>
          query('payment', `update test_provider.requests set state = 'held', captured = 0 where order_id = $1`, [id]),
      },
      'A payment that says another thing than its order': {
        check: 'payments_of_orders',
        breaks: ({ id }) => query('order', `update orders set payment_status = 'captured' where id = $1`, [id]),
        mends: ({ id }) => query('order', `update orders set payment_status = 'authorized' where id = $1`, [id]),
      },
      'A letter that was never written': {
        check: 'letters',
        breaks: ({ id }) => query('notification', `update mails set kind = 'order-shipped' where order_id = $1`, [id]),
        mends: ({ id }) => query('notification', `update mails set kind = 'order-confirmed' where order_id = $1`, [id]),
      },
      'A change of an order that has not ended in time': {
        check: 'sagas_in_time',
        breaks: ({ id }) =>
          query(
            'order',
            `insert into sagas (id, order_id, kind, input, caller, fingerprint, lease_until, created_at)
            values (uuidv7(), $1, 'refund', '{}', 'test', '', now() + interval '1 day', now() - interval '1 day')`,
            [id],
          ),
        mends: ({ id }) => query('order', `delete from sagas where order_id = $1 and status = 'running'`, [id]),
      },
      'A follower that does not read on': {
        check: 'feeds_read',
        // So far ahead that no transaction is older: it is never given to anybody.
        breaks: () =>
          query(
            'cart',
            `insert into platform.feed (transaction_id, type, subject, data)
            values ('9000000000000000', 'cart.never.v1', 'far ahead', '{}')`,
          ),
        mends: () => query('cart', `delete from platform.feed where type = 'cart.never.v1'`),
      },
      'An event that was put aside': {
        check: 'events_digested',
        breaks: () =>
          query(
            'cart',
            `insert into platform.parked_events (id, source, event, error, attempts)
            values ('f0000000-0000-7000-8000-000000000002', 'order', '{"type": "order.confirmed.v1"}', 'poison', 5)`,
          ),
        mends: () => query('cart', 'delete from platform.parked_events'),
      },
    }

    for (const [what, { check, breaks, mends }] of Object.entries(broken))
      test(`${what} is found, filed and told; mended, it is settled by itself.`, async () => {
        const { id } = await buy()
        await market.shop.drain()
        const open = async (): Promise<Exception[]> =>
          (await market.staff.call('GET', '/exceptions?status=open&limit=100')).body.items
        await breaks({ id, sku })
        const { status, body } = await market.staff.call('POST', '/audits', {}).finally(() => mends({ id, sku }))
        assert.equal(status, 200)
        const found = body.exceptions.filter((one: Exception) => one.check === check)
        assert.equal(found.length, 1, JSON.stringify(body.exceptions))
        const filed = (await open()).filter((one) => one.check === check)
        assert.deepEqual(
          filed.map(({ subject, message }) => [subject, message]),
          [[found[0].subject, found[0].message]],
        )
        await market.audit()
        assert.deepEqual(await open(), [])
        const { body: all } = await market.staff.call('GET', '/exceptions?status=settled&limit=100')
        const settled = all.items.find((one: Exception) => one.id === filed[0]?.id)
        assert.equal(settled.settledBy, 'system')
      })

    test('What staff have settled is not told again while it stays as it is; an order’s exceptions are found by its id.', async () => {
      const { id } = await buy()
      await market.shop.drain()
      await query('order', `update orders set payment_status = 'captured' where id = $1`, [id])
      await market.staff.call('POST', '/audits', {})
      const mine = `/exceptions?orderId=${id}`
      const [exception] = (await market.staff.call('GET', mine)).body.items
      const settlement = `/exceptions/${exception.id}/settlement`
      assert.equal((await market.staff.call('POST', settlement, { note: '' })).status, 400)
      const settled = await market.staff.call('POST', settlement, { note: 'Known: asked the provider.' })
      assert.deepEqual(
        [settled.status, settled.body.status, settled.body.settledBy, settled.body.note],
        [200, 'settled', 'staff', 'Known: asked the provider.'],
      )
      await market.staff.call('POST', '/audits', {})
      assert.deepEqual((await market.staff.call('GET', `${mine}&status=open`)).body.items, [])
      await query('order', `update orders set payment_status = 'refunded' where id = $1`, [id])
      await market.staff.call('POST', '/audits', {})
      assert.equal(
        (await market.staff.call('GET', `${mine}&status=open`)).body.items.length,
        1,
        'it is found otherwise',
      )
      await query('order', `update orders set payment_status = 'authorized' where id = $1`, [id])
      await market.audit()
    })

    test('Nobody but staff for orders sees or starts an audit, and there is nothing to settle where nothing was found.', async () => {
      assert.equal((await market.guest.call('POST', '/audits', {})).status, 401)
      assert.equal((await (await market.customer()).call('GET', '/exceptions')).status, 403)
      const unknown = await market.staff.call('POST', `/exceptions/${randomUUID()}/settlement`, { note: 'seen' })
      assert.equal(unknown.status, 404)
    })
  })
}
