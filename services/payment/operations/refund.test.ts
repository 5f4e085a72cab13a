import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { payment } from '@souk/contracts/payment.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { eur, kindsOf, openTill, type Till } from '../payments.testing.ts'
import { testProvider } from '../providers/test.ts'

let till: Till

before(async () => {
  till = await openTill()
})
after(() => till.shop.close())

async function taken(amount = 2_500) {
  const wanted = till.wanted('tok_ok', amount)
  await till.order.authorize(wanted)
  await till.order.capture(wanted)
  return wanted
}

const refundOf = ({ orderId }: { orderId: string }, amount: number, refundId: string = randomUUID()) => ({
  ...{ orderId, refundId, amount: eur(amount) },
})

test('A part is given back, then the rest, and followers hear of each once.', async () => {
  const wanted = await taken()
  const first = refundOf(wanted, 1_000)
  const part = await till.order.refund(first)
  assert.deepEqual([part.status, part.refunded], ['partially_refunded', eur(1_000)])
  const rest = await till.order.refund(refundOf(wanted, 1_500))
  assert.deepEqual([rest.status, rest.refunded, rest.captured], ['refunded', eur(2_500), eur(2_500)])
  const told = await till.shop.published(payment, 'payment.refunded.v1')
  assert.deepEqual(
    told.filter((event) => event.refundId === first.refundId),
    [{ paymentId: part.id, orderId: wanted.orderId, refundId: first.refundId, amount: eur(1_000) }],
  )
  assert.deepEqual(await till.told(wanted.orderId), { authorized: 1, captured: 1, refunded: 2 })
  await till.assertBooksAgree(wanted.orderId)
})

test('One refund asked for many times is given once, and never with another amount.', async () => {
  const wanted = await taken()
  const refund = refundOf(wanted, 700)
  const answers = await Promise.all(Array.from({ length: 5 }, () => till.order.refund(refund)))
  assert.ok(answers.every(({ refunded }) => refunded.amount === 700))
  assert.equal((await till.order.refund(refund)).refunded.amount, 700)
  assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize', 'capture', 'refund'])
  await assert.rejects(till.order.refund({ ...refund, amount: eur(800) }), (error) => hasReason(error, 'key_reused'))
})

test('Refunds at once never add up to more than was taken.', async () => {
  const wanted = await taken(1_000)
  const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => till.order.refund(refundOf(wanted, 300))))
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 3)
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue
    assert.ok(hasReason(outcome.reason, 'exceeds_refundable'), String(outcome.reason))
    assert.deepEqual(outcome.reason.details, { refundable: eur(100) })
  }
  await till.assertBooksAgree(wanted.orderId)
})

test('A refund in doubt counts as given, is a 503 to its caller, and is finished by the job.', async () => {
  const wanted = await taken(1_000)
  const refund = refundOf(wanted, 800)
  const key = `${wanted.attemptId}:refund:${refund.refundId}`
  await till.query(`insert into test_provider.faults values ($1, 'unreachable')`, [key])
  await assert.rejects(till.order.refund(refund), (error) => hasReason(error, 'unavailable') && error.retryAfter === 1)
  await assert.rejects(till.order.refund(refundOf(wanted, 300)), (error) => {
    assert.ok(hasReason(error, 'exceeds_refundable'))
    assert.deepEqual(error.details, { refundable: eur(200) })
    return true
  })
  await till.query('delete from test_provider.faults where key = $1', [key])
  await till.later(6)
  assert.equal((await till.order.refund(refund)).refunded.amount, 800)
  assert.deepEqual(await till.told(wanted.orderId), { authorized: 1, captured: 1, refunded: 1 })
  await till.assertBooksAgree(wanted.orderId)
})

test('A refund whose answer was lost is found by its key.', async () => {
  const wanted = await taken()
  const refund = refundOf(wanted, 900)
  await till.breakAfter(`${wanted.attemptId}:refund:${refund.refundId}`)
  assert.equal((await till.order.refund(refund)).refunded.amount, 900)
  await till.assertBooksAgree(wanted.orderId)
})

test('A refund that reaches the provider only after it was asked for again is given once.', async () => {
  const wanted = await taken()
  const refund = refundOf(wanted, 700)
  const key = `${wanted.attemptId}:refund:${refund.refundId}`
  await till.query(`insert into test_provider.faults values ($1, 'unreachable')`, [key])
  await assert.rejects(till.order.refund(refund), (error) => hasReason(error, 'unavailable'))
  await till.query('delete from test_provider.faults where key = $1', [key])
  assert.equal((await till.order.refund(refund)).refunded.amount, 700)
  const provider = testProvider(till.shop.databases.get('payment') as Database, 0)
  await provider.refund({ key, authorizationKey: wanted.attemptId, amount: eur(700) })
  await till.later(6)
  assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize', 'capture', 'refund'])
  await till.assertBooksAgree(wanted.orderId)
})

test('A refund that the provider refuses is told, stays refused, and sets nothing aside.', async () => {
  const wanted = await taken(1_000)
  const refund = refundOf(wanted, 600)
  await till.query(
    `insert into test_provider.requests (key, order_id, kind, authorization_key, amount, currency, outcome, code)
     values ($1, $2, 'refund', $3, 600, 'EUR', 'declined', 'account_closed')`,
    [`${wanted.attemptId}:refund:${refund.refundId}`, wanted.orderId, wanted.attemptId],
  )
  for (let turn = 0; turn < 2; turn++)
    await assert.rejects(till.order.refund(refund), (error) => {
      assert.ok(hasReason(error, 'refund_declined'), String(error))
      assert.deepEqual(error.details, { declineCode: 'account_closed' })
      return true
    })
  assert.equal((await till.order.refund(refundOf(wanted, 1_000))).status, 'refunded')
})

test('Nothing is given back that was not taken, in another currency, or of no amount.', async () => {
  const [none, onlyHeld] = [till.wanted('tok_ok'), till.wanted('tok_ok')]
  await till.order.authorize(onlyHeld)
  for (const one of [none, onlyHeld])
    await assert.rejects(till.order.refund(refundOf(one, 100)), (error) => hasReason(error, 'not_captured'))
  const wanted = await taken()
  const dollars = { ...refundOf(wanted, 100), amount: { amount: 100, currency: 'USD' } }
  await assert.rejects(till.order.refund(dollars), (error) => hasReason(error, 'exceeds_refundable'))
  for (const amount of [0, -5])
    await assert.rejects(till.order.refund(refundOf(wanted, amount)), (error) => hasReason(error, 'invalid_input'))
  await till.assertBooksAgree(wanted.orderId)
})
