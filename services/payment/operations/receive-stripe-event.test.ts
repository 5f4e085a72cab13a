import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Database } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { SoukError } from '@souk/platform/errors.ts'
import { eur, kindsOf, openTill, type Till } from '../payments.testing.ts'
import { type StripeStandIn, startStripe } from '../providers/stripe-stand-in.ts'
import type { StripeEvent } from '../providers/stripe-stand-in-books.ts'

let stripe: StripeStandIn
let till: Till

before(async () => {
  stripe = await startStripe()
  till = await openTill({
    method: 'stripe',
    environment: { ...stripe.environment, PAYMENT_PROVIDER_TIMEOUT_MS: '500' },
  })
})
after(async () => {
  await till.shop.close()
  await stripe.close()
})

const visa = 'pm_card_visa'
const secure = 'pm_card_threeDSecure2Required'

function intentOf(orderId: string) {
  const intent = [...stripe.books.intents.values()].find(({ metadata }) => metadata.orderId === orderId)
  assert.ok(intent !== undefined)
  return intent
}

/** What Stripe has to tell about an order, of this type, oldest first. */
function eventsOf(orderId: string, type?: string) {
  return stripe.books.events.filter(
    (event) =>
      (event.data.object as { metadata?: Record<string, string> }).metadata?.orderId === orderId &&
      (type === undefined || event.type === type),
  )
}

const deliver = (event: StripeEvent, options = {}) => till.order.receiveStripeEvent(stripe.signed(event, options))

async function refusedWith(delivery: Promise<unknown>) {
  const error = await delivery.then(() => undefined).catch((reason) => reason)
  assert.ok(error instanceof SoukError, String(error))
  return error.reason
}

const paymentOf = async (orderId: string) => (await till.order.listPayments({ orderId })).items[0]

async function isTaken({ id }: StripeEvent) {
  const db = till.shop.databases.get('payment') as Database
  const { taken } = await db.one(sql<{ taken: boolean }>`
    select exists (select from stripe.events where id = ${id}) as taken`)
  return taken
}

/** The payer has agreed at their bank, and nobody asks but Stripe tells. */
async function actedOn(how: 'complete' | 'fail' = 'complete') {
  const wanted = till.wanted(secure)
  await till.order.authorize(wanted)
  stripe.books.act(intentOf(wanted.orderId).id, how)
  const [event] = eventsOf(wanted.orderId).slice(-1)
  return { ...wanted, event: event as StripeEvent }
}

test('An event settles the payment that waits for it, once, although it comes three times at once and again.', async () => {
  const { orderId, event } = await actedOn()
  await Promise.all([deliver(event), deliver(event), deliver(event)])
  await deliver(event)
  assert.deepEqual([(await paymentOf(orderId))?.status, await isTaken(event)], ['authorized', true])
  assert.deepEqual(await till.told(orderId), { authorized: 1 })
  await till.assertBooksAgree(orderId)
})

test('An event of a payer who refused declines the payment with Stripe’s code.', async () => {
  const { orderId, event } = await actedOn('fail')
  await deliver(event)
  const { status, declineCode } = (await paymentOf(orderId)) ?? {}
  assert.deepEqual([status, declineCode], ['declined', 'payment_intent_authentication_failure'])
  assert.deepEqual(await till.told(orderId), { declined: 1 })
})

test('What is not signed with our secret, was changed, or was signed too long ago is refused and changes nothing.', async () => {
  const { orderId, event } = await actedOn()
  const { payload, signature } = stripe.signed(event)
  const receive = (given: { payload: string; signature: string }) => till.order.receiveStripeEvent(given)
  assert.equal(await refusedWith(deliver(event, { secret: 'whsec_of_a_stranger' })), 'bad_signature')
  assert.equal(await refusedWith(deliver(event, { secondsAgo: 301 })), 'bad_signature')
  assert.equal(await refusedWith(receive({ payload: `${payload} `, signature })), 'bad_signature')
  assert.equal(await refusedWith(receive({ payload, signature: '' })), 'bad_signature')
  assert.equal((await paymentOf(orderId))?.status, 'pending')
  await deliver(event, { secondsAgo: 290 })
  assert.equal((await paymentOf(orderId))?.status, 'authorized')
})

test('An event that comes before our own request is answered, or instead of the answer: one charge, told once.', async () => {
  const wanted = till.wanted(visa)
  const { orderId } = wanted
  stripe.disturb(/POST .*payment_intents$/, { late: 200 })
  const answer = till.order.authorize(wanted)
  const event = await first(() => eventsOf(orderId)[0])
  await Promise.all([deliver(event), answer])
  assert.equal((await answer).status, 'authorized')
  assert.deepEqual(await till.told(orderId), { authorized: 1 })

  const other = till.wanted(visa)
  stripe.disturb(/POST .*payment_intents$/, { late: 700 })
  assert.equal((await till.order.authorize(other)).status, 'pending')
  await deliver(eventsOf(other.orderId)[0] as StripeEvent)
  assert.equal((await paymentOf(other.orderId))?.status, 'authorized')
  for (const id of [orderId, other.orderId]) {
    assert.deepEqual(kindsOf(await till.entries(id)), ['authorize'])
    await till.assertBooksAgree(id)
  }
})

async function first<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    await new Promise(setImmediate)
  }
}

test('An event about a payment that is not known here (yet) is not taken, so that Stripe tells it again.', async () => {
  const { event } = await actedOn()
  const elsewhere = structuredClone(event)
  const object = elsewhere.data.object as { metadata: Record<string, string> }
  object.metadata.orderId = randomUUID()
  assert.equal(await refusedWith(deliver({ ...elsewhere, id: 'evt_elsewhere' })), 'unknown_payment')
  assert.equal(await isTaken({ ...elsewhere, id: 'evt_elsewhere' }), false)
  const nobodys = { ...elsewhere, id: 'evt_nobodys', data: { object: { metadata: {} } } }
  await deliver(nobodys)
  await deliver({ ...elsewhere, id: 'evt_other', type: 'balance.available' })
  assert.equal(await isTaken(nobodys), true)
})

test('While Stripe cannot be asked, an event is not taken, and has its effect when it comes again.', async () => {
  const { orderId, event } = await actedOn()
  stripe.disturb(/GET .*payment_intents/, 500)
  assert.equal(await refusedWith(deliver(event)), 'unavailable')
  assert.deepEqual([(await paymentOf(orderId))?.status, await isTaken(event)], ['pending', false])
  await deliver(event)
  assert.equal((await paymentOf(orderId))?.status, 'authorized')
})

test('Events that come late and in the wrong order do no harm: what Stripe says now is what counts.', async () => {
  const wanted = till.wanted(secure)
  const { orderId } = wanted
  await till.order.authorize(wanted)
  stripe.books.act(intentOf(orderId).id, 'complete')
  await till.order.authorize(wanted)
  await till.order.capture({ orderId })
  await till.order.refund({ orderId, refundId: randomUUID(), amount: eur(2_500) })
  const before = await paymentOf(orderId)
  assert.equal(before?.status, 'refunded')
  for (const event of eventsOf(orderId).toReversed()) await deliver(event)
  assert.deepEqual(await paymentOf(orderId), before)
  assert.deepEqual(await till.told(orderId), { authorized: 1, captured: 1, refunded: 1 })
  await till.assertBooksAgree(orderId)
})

test('Money that was taken or let go by hand at Stripe is taken or let go here too.', async () => {
  const [taken, lapsed] = [till.wanted(visa), till.wanted(visa)]
  for (const wanted of [taken, lapsed]) await till.order.authorize(wanted)
  stripe.books.capture(intentOf(taken.orderId).id)
  stripe.books.cancel(intentOf(lapsed.orderId).id)
  for (const { orderId } of [taken, lapsed]) for (const event of eventsOf(orderId)) await deliver(event)
  assert.deepEqual(
    [(await paymentOf(taken.orderId))?.status, (await paymentOf(lapsed.orderId))?.status],
    ['captured', 'voided'],
  )
  for (const { orderId } of [taken, lapsed]) await till.assertBooksAgree(orderId)
})

test('An authorization that turns up after its payment was given up is let go when Stripe tells of it.', async () => {
  const wanted = till.wanted(visa)
  const { orderId } = wanted
  stripe.disturb(/POST .*payment_intents$/, { late: 600 })
  stripe.disturb(/GET .*payment_intents$/, 500)
  await till.order.authorize(wanted)
  stripe.disturb(/GET .*payment_intents$/, 500)
  assert.equal((await till.order.voidPayment({ orderId })).status, 'voided')
  assert.equal(intentOf(orderId).status, 'requires_capture')
  await deliver(eventsOf(orderId)[0] as StripeEvent)
  assert.equal(intentOf(orderId).status, 'canceled')
  assert.deepEqual(await till.told(orderId), {})
  await till.assertBooksAgree(orderId)
})

test('A refund that the bank carries out later is given back when Stripe tells; one that fails after that is seen.', async () => {
  const wanted = till.wanted(visa)
  const { orderId } = wanted
  await till.order.authorize(wanted)
  await till.order.capture({ orderId })
  stripe.books.delayRefunds(true)
  await till.order.refund({ orderId, refundId: randomUUID(), amount: eur(900) }).catch(() => {})
  stripe.books.delayRefunds(false)
  const refund = [...stripe.books.refunds.values()].find(({ metadata }) => metadata.orderId === orderId)
  stripe.books.endRefund(refund?.id ?? '', 'succeeded')
  await deliver(eventsOf(orderId, 'refund.updated')[0] as StripeEvent)
  assert.equal((await paymentOf(orderId))?.refunded.amount, 900)
  assert.deepEqual(await till.told(orderId), { authorized: 1, captured: 1, refunded: 1 })

  stripe.books.endRefund(refund?.id ?? '', 'failed')
  const failure = eventsOf(orderId, 'refund.failed')[0] as StripeEvent
  await deliver(failure)
  await deliver(failure)
  const failed = (await till.attempts(orderId)).filter(({ outcome }) => outcome === 'failed')
  assert.deepEqual(
    failed.map(({ key, note }) => [key, note]),
    [[refund?.metadata.key, 'the refund failed afterwards: lost_or_stolen_card']],
  )
})

test('One can pay by what is set up: Stripe with the key for pages, and the test bank where it is on.', async () => {
  const { STRIPE_PUBLISHABLE_KEY: publishableKey } = stripe.environment
  assert.deepEqual((await till.order.listPaymentMethods({})).items, [
    { method: 'stripe', publishableKey },
    { method: 'test' },
  ])
})
