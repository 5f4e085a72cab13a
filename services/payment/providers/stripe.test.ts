import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { hasReason } from '@souk/platform/errors.ts'
import { eur, kindsOf, openTill, type Till } from '../payments.testing.ts'
import { type StripeStandIn, startStripe } from './stripe-stand-in.ts'

let stripe: StripeStandIn
let till: Till

before(async () => {
  stripe = await startStripe()
  const environment = { ...stripe.environment, SOUK_URL: 'https://souk.example/', PAYMENT_PROVIDER_TIMEOUT_MS: '1000' }
  till = await openTill({ method: 'stripe', environment })
})
after(async () => {
  await till.shop.close()
  await stripe.close()
})

type ProviderBook = Awaited<ReturnType<Till['order']['auditProviders']>>['items'][number]

const visa = 'pm_card_visa'
const secure = 'pm_card_threeDSecure2Required'
const intentsOf = (orderId: string) =>
  [...stripe.books.intents.values()].filter(({ metadata }) => metadata.orderId === orderId)
const intentOf = (orderId: string) => {
  const [intent, ...more] = intentsOf(orderId)
  assert.ok(intent !== undefined && more.length === 0, 'one order, one intent')
  return intent
}
const statusOf = async (orderId: string) => (await till.order.listPayments({ orderId })).items[0]?.status

test('A good card: Stripe holds the money once under our key, takes it, gives it back; all books say the same.', async () => {
  const wanted = till.wanted(visa)
  const { orderId, attemptId } = wanted
  assert.equal((await till.order.authorize(wanted)).status, 'authorized')
  const intent = intentOf(orderId)
  assert.deepEqual([intent.amount, intent.currency, intent.status], [2_500, 'eur', 'requires_capture'])
  assert.deepEqual(intent.metadata, { orderId, key: attemptId })
  assert.equal((await till.order.capture({ orderId })).status, 'captured')
  const refunds = [eur(1_000), eur(1_500)].map((amount) => ({ orderId, refundId: randomUUID(), amount }))
  for (const refund of refunds) await till.order.refund(refund)
  assert.equal(await statusOf(orderId), 'refunded')
  for (const refund of refunds) await till.order.refund(refund)
  assert.deepEqual(kindsOf(await till.entries(orderId)), ['authorize', 'capture', 'refund', 'refund'])
  await till.assertBooksAgree(orderId)
})

test('Stripe’s books tell, page by page and by order, where the money of each authorization is.', async () => {
  const [held, voided, refunded] = [till.wanted(visa), till.wanted(visa), till.wanted(visa)]
  for (const wanted of [held, voided, refunded]) await till.order.authorize(wanted)
  await till.order.voidPayment({ orderId: voided.orderId })
  await till.order.capture({ orderId: refunded.orderId })
  await till.order.refund({ orderId: refunded.orderId, refundId: randomUUID(), amount: eur(700) })
  const facts = ({ orderId, state, captured, refunded: back }: ProviderBook) =>
    [orderId, state, captured.amount, back.amount] as const
  const expected = [
    [held.orderId, 'held', 0, 0],
    [voided.orderId, 'voided', 0, 0],
    [refunded.orderId, 'captured', 2_500, 700],
  ]
  const orderIds = [held.orderId, voided.orderId, refunded.orderId]
  const asked = await till.order.auditProviders({ orderIds })
  assert.deepEqual(asked.items.map(facts), expected)
  const paged: ProviderBook[] = []
  for (let after: string | undefined; ; ) {
    const page = await till.order.auditProviders({ limit: 1, ...(after === undefined ? {} : { after }) })
    paged.push(...page.items)
    after = page.next
    if (after === undefined) break
  }
  const mine = paged.filter(({ orderId }) => orderIds.includes(orderId))
  assert.deepEqual(mine.map(facts).sort(), expected.sort())
})

test('A declined card is answered with Stripe’s decline code and costs nothing; another attempt goes through.', async () => {
  const wanted = till.wanted('pm_card_chargeDeclinedInsufficientFunds')
  const { orderId } = wanted
  const declined = await till.order.authorize(wanted)
  assert.deepEqual([declined.status, declined.declineCode], ['declined', 'insufficient_funds'])
  assert.deepEqual(await till.entries(orderId), [])
  const again = { ...wanted, attemptId: randomUUID(), token: visa }
  assert.equal((await till.order.authorize(again)).status, 'authorized')
  assert.deepEqual(kindsOf(await till.entries(orderId)), ['authorize'])
  await till.assertBooksAgree(orderId)
})

test('What Stripe refuses as a request is declined by its code: there is no such card, or the amount is too small.', async () => {
  assert.equal((await till.order.authorize(till.wanted('no_card'))).declineCode, 'resource_missing')
  assert.equal((await till.order.authorize(till.wanted(visa, 10))).declineCode, 'amount_too_small')
})

test('An answer that gets lost is found out by our key, for each kind of request: each has its effect once.', async () => {
  const wanted = till.wanted(visa)
  const { orderId } = wanted
  stripe.disturb(/POST .*payment_intents$/, 'lost')
  assert.equal((await till.order.authorize(wanted)).status, 'authorized')
  stripe.disturb(/capture$/, 'lost')
  assert.equal((await till.order.capture({ orderId })).status, 'captured')
  stripe.disturb(/POST .*refunds$/, 'lost')
  const refunded = await till.order.refund({ orderId, refundId: randomUUID(), amount: eur(500) })
  assert.equal(refunded.refunded.amount, 500)
  const other = till.wanted(visa)
  await till.order.authorize(other)
  stripe.disturb(/cancel$/, 'lost')
  assert.equal((await till.order.voidPayment(other)).status, 'voided')
  assert.deepEqual(kindsOf(await till.entries(orderId)), ['authorize', 'capture', 'refund'])
  await till.assertBooksAgree(orderId)
  await till.assertBooksAgree(other.orderId)
})

for (const [what, how] of [
  ['answers too late', { late: 1_500 }],
  ['breaks the connection before', 'away'],
  ['has too many requests', 429],
  ['has a fault of its own', 500],
  ['is out of reach behind its gateway', 503],
] as const) {
  test(`While Stripe ${what} a payment is in doubt, and the same attempt again settles it: one charge.`, async () => {
    const wanted = till.wanted(visa)
    stripe.disturb(/POST .*payment_intents$/, how)
    assert.equal((await till.order.authorize(wanted)).status, 'pending')
    assert.equal((await till.order.authorize(wanted)).status, 'authorized')
    assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize'])
    await till.assertBooksAgree(wanted.orderId)
  })
}

test('Stripe working on the same request still (409) leaves it in doubt; nobody charges twice.', async () => {
  const wanted = till.wanted(visa)
  stripe.disturb(/POST .*payment_intents$/, { late: 1_500 })
  // Stripe’s list does not show the intent yet.
  stripe.disturb(/GET .*payment_intents$/, 500)
  assert.equal((await till.order.authorize(wanted)).status, 'pending')
  assert.equal((await till.order.authorize(wanted)).status, 'pending')
  assert.equal((await till.order.authorize(wanted)).status, 'authorized')
  assert.equal(intentsOf(wanted.orderId).length, 1)
})

test('A process that died before it kept Stripe’s id: its intent is found by our key, and asking charges nothing.', async () => {
  const [arrived, lost] = [till.wanted(visa), till.wanted(visa)]
  await till.order.authorize(arrived)
  await till.query('update stripe.requests set stripe_id = null where key = $1', [arrived.attemptId])
  await till.query('delete from attempts where key = $1', [arrived.attemptId])
  await till.query(`update payments set status = 'pending' where order_id = $1`, [arrived.orderId])
  await till.crashAt('authorize', { ...arrived, key: arrived.attemptId, amount: 2_500 })
  await till.crashAt('authorize', { ...lost, key: lost.attemptId, amount: 2_500 })
  await till.later(6)
  assert.equal(await statusOf(arrived.orderId), 'authorized')
  await till.assertBooksAgree(arrived.orderId)
  assert.equal(await statusOf(lost.orderId), 'pending')
  assert.deepEqual(intentsOf(lost.orderId), [])
  await till.later(100)
  assert.equal(await statusOf(lost.orderId), 'declined')
  assert.deepEqual(intentsOf(lost.orderId), [])
})

test('A card that asks its payer: the payment waits with the page to go to, and is held once the payer has agreed.', async () => {
  const wanted = till.wanted(secure)
  const { orderId } = wanted
  const waiting = await till.order.authorize(wanted)
  const { id, return_url } = intentOf(orderId)
  assert.deepEqual([waiting.status, waiting.action], ['pending', { redirectUrl: `${stripe.url}/action/${id}` }])
  assert.equal(return_url, `https://souk.example/checkout/confirming/${orderId}?returned=1`)
  assert.deepEqual(await till.entries(orderId), [])
  assert.deepEqual((await till.order.authorize(wanted)).action, waiting.action)
  stripe.books.act(id, 'complete')
  const held = await till.order.authorize(wanted)
  assert.deepEqual([held.status, held.action], ['authorized', undefined])
  assert.equal(intentsOf(orderId).length, 1)
  await till.assertBooksAgree(orderId)
})

test('A payer who refuses is a decline; another attempt may follow.', async () => {
  const wanted = till.wanted(secure)
  await till.order.authorize(wanted)
  stripe.books.act(intentOf(wanted.orderId).id, 'fail')
  const declined = await till.order.authorize(wanted)
  assert.deepEqual(
    [declined.status, declined.declineCode, declined.action],
    ['declined', 'payment_intent_authentication_failure', undefined],
  )
  const again = { ...wanted, attemptId: randomUUID(), token: visa }
  assert.equal((await till.order.authorize(again)).status, 'authorized')
  await till.assertBooksAgree(wanted.orderId)
})

test('Voided while the payer has not acted, the intent is canceled at once: acting later holds nothing.', async () => {
  const wanted = till.wanted(secure)
  const { orderId } = wanted
  await till.order.authorize(wanted)
  assert.equal((await till.order.voidPayment({ orderId })).status, 'voided')
  const { id } = intentOf(orderId)
  assert.equal(stripe.books.act(id, 'complete').status, 'canceled')
  assert.ok(hasReason(await till.order.authorize(wanted).catch((error) => error), 'payment_closed'))
  await till.assertBooksAgree(orderId)
})

test('A refund that Stripe has not carried out yet is not given back: it is when Stripe says so, or it is declined.', async () => {
  const wanted = till.wanted(visa)
  const { orderId } = wanted
  await till.order.authorize(wanted)
  await till.order.capture({ orderId })
  const [good, bad] = [randomUUID(), randomUUID()]
  stripe.books.delayRefunds(true)
  for (const refundId of [good, bad]) {
    const outcome = await till.order.refund({ orderId, refundId, amount: eur(700) }).catch((error) => error)
    assert.ok(hasReason(outcome, 'unavailable'), String(outcome))
  }
  stripe.books.delayRefunds(false)
  assert.equal((await till.order.listPayments({ orderId })).items[0]?.refunded.amount, 0)
  const [first, second] = [...stripe.books.refunds.values()].filter(({ metadata }) => metadata.orderId === orderId)
  stripe.books.endRefund(first?.id ?? '', 'succeeded')
  stripe.books.endRefund(second?.id ?? '', 'failed')
  await till.later(4_000)
  assert.equal((await till.order.listPayments({ orderId })).items[0]?.refunded.amount, 700)
  const refunds = (await till.attempts(orderId)).filter(({ kind }) => kind === 'refund')
  assert.deepEqual(
    refunds.map(({ outcome }) => outcome),
    ['succeeded', 'declined'],
    'the doubts of one payment are seen to in one go',
  )
  const refused = await till.order.refund({ orderId, refundId: bad, amount: eur(700) }).catch((error) => error)
  assert.ok(hasReason(refused, 'refund_declined'))
  assert.deepEqual(refused.details, { declineCode: 'lost_or_stolen_card' })
  await till.assertBooksAgree(orderId)
})

test('More than was taken is never given back, and what lapsed at Stripe cannot be taken.', async () => {
  const wanted = till.wanted(visa)
  const { orderId } = wanted
  await till.order.authorize(wanted)
  stripe.books.cancel(intentOf(orderId).id)
  assert.ok(hasReason(await till.order.capture({ orderId }).catch((error) => error), 'not_authorized'))
  assert.equal((await till.order.voidPayment({ orderId })).status, 'voided')
  await till.assertBooksAgree(orderId)
})

test('No key of the shop stands in an answer, the journal or an error, even where Stripe repeats it.', async () => {
  const wanted = till.wanted(visa)
  stripe.disturb(/POST .*payment_intents$/, 401)
  await till.order.authorize(wanted)
  const told = JSON.stringify([await till.attempts(wanted.orderId), await till.order.listPayments(wanted)])
  assert.match(told, /StripeAuthenticationError 401/)
  assert.doesNotMatch(told, /sk_test|whsec/)
})
