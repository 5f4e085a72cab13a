/** A whole purchase by card over Stripe, through the gateway: with and without 3-D Secure, told by events or found out. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Placement } from '@souk/platform/host.ts'
import { type StripeStandIn, startStripe } from '../services/payment/providers/stripe-stand-in.ts'
import type { StripeEvent } from '../services/payment/providers/stripe-stand-in-books.ts'
import { type Market, openMarket, shopAddress } from './market.ts'

const secure = 'pm_card_threeDSecure2Required'

for (const placement of ['memory', 'http'] as Placement[])
  suite(`Paying by Stripe, with services placed in ${placement}`, () => {
    let stripe: StripeStandIn
    let market: Market
    let sku: string

    before(async () => {
      stripe = await startStripe()
      market = await openMarket({ placement, environment: stripe.environment })
      sku = await market.onSale({ onHand: 1_000, price: 2_000 })
    })
    after(async () => {
      await market.close()
      await stripe.close()
    })

    async function place(token: string, cart?: string) {
      const cartId = cart ?? (await market.cartOf(market.guest, { [sku]: 1 }))
      const email = `stripe-${randomUUID().slice(0, 8)}@souk.example`
      const order = { ...(await market.orderOf(market.guest, cartId)), email, payment: { method: 'stripe', token } }
      const answer = await market.guest.call('POST', '/orders', order, { 'idempotency-key': randomUUID() })
      return { ...answer, cartId, email }
    }

    const intentsOf = (orderId: string) =>
      [...stripe.books.intents.values()].filter(({ metadata }) => metadata.orderId === orderId)
    const lastEventOf = (orderId: string) =>
      stripe.books.events.findLast(
        ({ data }) => (data.object as { metadata?: Record<string, string> }).metadata?.orderId === orderId,
      ) as StripeEvent

    /** Over the network, as Stripe does. */
    async function deliver(event: StripeEvent, options = {}) {
      const { payload, signature } = stripe.signed(event, options)
      const headers = { 'stripe-signature': signature, 'content-type': 'application/json; charset=utf-8' }
      return (await market.guest.call('POST', '/payments/stripe/webhook', payload, headers)).status
    }

    /** The order when it is no longer pending; it gets no push but Stripe's event. */
    async function decided({ id, accessToken }: { id: string; accessToken?: string }) {
      for (let looks = 0; ; looks++) {
        const { body } = await market.guest.call('GET', `/orders/${id}?accessToken=${accessToken}`)
        if (body.status !== 'pending') return body
        assert.ok(looks < 300, 'the order is not decided')
        await sleep(50)
      }
    }

    async function isOneOrder(placed: { body: { id: string }; email: string }) {
      assert.equal((await market.orderLetters(placed.email)).length, 1)
      const { body } = await market.staff.call('GET', `/provider-entries?orderId=${placed.body.id}`)
      assert.deepEqual(
        body.items.map(({ kind }: { kind: string }) => kind),
        ['authorize'],
      )
    }

    test('Stripe is offered with its key for pages.', async () => {
      const { status, body } = await market.guest.call('GET', '/payment-methods')
      assert.equal(status, 200)
      assert.deepEqual(body.items[0], { method: 'stripe', publishableKey: stripe.environment.STRIPE_PUBLISHABLE_KEY })
    })

    test('A card that works: confirmed at once, taken when it ships, given back in full.', async () => {
      const placed = await place('pm_card_visa')
      const { id } = placed.body
      assert.deepEqual([placed.status, placed.body.status], [201, 'confirmed'])
      await isOneOrder(placed)
      assert.equal((await market.staff.call('POST', `/orders/${id}/shipments`, {})).body.paymentStatus, 'captured')
      assert.equal((await market.staff.call('POST', `/orders/${id}/refunds`, {})).body.paymentStatus, 'refunded')
      const [intent] = intentsOf(id)
      assert.deepEqual([intent?.status, intent?.amount_received], ['succeeded', placed.body.total.amount])
      assert.deepEqual(
        [...stripe.books.refunds.values()]
          .filter(({ metadata }) => metadata.orderId === id)
          .map(({ amount }) => amount),
        [placed.body.total.amount],
      )
    })

    test('3-D Secure: the order waits with the way to the bank; the event, three times at once, confirms it once.', async () => {
      const placed = await place(secure)
      const { id, status, paymentAction } = placed.body
      const [intent] = intentsOf(id)
      assert.deepEqual([placed.status, status], [202, 'pending'])
      assert.deepEqual(paymentAction, { redirectUrl: `${stripe.url}/action/${intent?.id}` })
      const back = await fetch(paymentAction.redirectUrl, {
        ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ how: 'complete' }) },
      })
      assert.equal(
        back.headers.get('location'),
        `${shopAddress}/checkout/confirming/${id}?returned=1&payment_intent=${intent?.id}`,
      )
      const event = lastEventOf(id)
      assert.deepEqual(await Promise.all([deliver(event), deliver(event), deliver(event)]), [204, 204, 204])
      const confirmed = await decided(placed.body)
      assert.deepEqual([confirmed.status, confirmed.paymentAction], ['confirmed', undefined])
      assert.equal(await deliver(event), 204)
      await isOneOrder(placed)
    })

    test('3-D Secure without any event, as when Stripe cannot reach the shop: the order asks by itself.', async () => {
      const placed = await place(secure)
      stripe.books.act(intentsOf(placed.body.id)[0]?.id ?? '', 'complete')
      assert.equal((await decided(placed.body)).status, 'confirmed')
      assert.equal(await deliver(lastEventOf(placed.body.id)), 204)
      await isOneOrder(placed)
    })

    test('Refused at the bank, the order is declined, and the same cart goes through with another card: one charge.', async () => {
      const placed = await place(secure)
      stripe.books.act(intentsOf(placed.body.id)[0]?.id ?? '', 'fail')
      await deliver(lastEventOf(placed.body.id))
      assert.equal((await decided(placed.body)).status, 'declined')
      const again = await place('pm_card_visa', placed.cartId)
      assert.deepEqual([again.status, again.body.id], [201, placed.body.id])
      assert.deepEqual(
        intentsOf(placed.body.id)
          .map(({ status }) => status)
          .sort(),
        ['requires_capture', 'requires_payment_method'],
      )
    })

    test('Cancelled while its payer is at the bank: the intent is canceled, and agreeing then holds nothing.', async () => {
      const { body } = await place(secure)
      const path = `/orders/${body.id}/cancel?accessToken=${body.accessToken}`
      assert.equal((await market.guest.call('POST', path, {})).body.status, 'cancelled')
      await market.shop.drain()
      const [intent] = intentsOf(body.id)
      assert.equal(stripe.books.act(intent?.id ?? '', 'complete').status, 'canceled')
    })

    test('A declined card is told with Stripe’s code; an event of a stranger’s is refused at the door.', async () => {
      const declined = await place('pm_card_chargeDeclined')
      assert.deepEqual(
        [declined.status, declined.body.reason, declined.body.details.declineCode],
        [402, 'payment_declined', 'generic_decline'],
      )
      const event = lastEventOf(declined.body.details.orderId)
      assert.equal(await deliver(event, { secret: 'whsec_of_a_stranger' }), 400)
      assert.equal(await deliver(event, { secondsAgo: 600 }), 400)
      assert.equal(await deliver(event), 204)
    })
  })
