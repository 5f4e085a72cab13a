import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hasReason } from '@souk/platform/errors.ts'
import { kindsOf, openTill, type Till } from '../payments.testing.ts'

let till: Till

before(async () => {
  till = await openTill()
})
after(() => till.shop.close())

async function held(amount = 2_500) {
  const wanted = till.wanted('tok_ok', amount)
  await till.order.authorize(wanted)
  return wanted
}

test('Held money is taken once, however often that is asked for.', async () => {
  const wanted = await held()
  const answers = await Promise.all(Array.from({ length: 4 }, () => till.order.capture(wanted)))
  assert.ok(answers.every(({ status, captured }) => status === 'captured' && captured.amount === 2_500))
  assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize', 'capture'])
  assert.deepEqual(await till.told(wanted.orderId), { authorized: 1, captured: 1 })
})

test('Nothing is taken without a payment, after a decline, while it is in doubt, or after it was let go.', async () => {
  const [none, declined, pending] = [till.wanted('tok_ok'), till.wanted('tok_declined'), till.wanted('tok_unreachable')]
  await till.order.authorize(declined)
  await till.order.authorize(pending)
  const voided = await held()
  await till.order.voidPayment(voided)
  for (const one of [none, declined, pending, voided])
    await assert.rejects(till.order.capture(one), (error) => hasReason(error, 'not_authorized'))
})

test('A capture whose answer was lost is found, and happens once.', async () => {
  const wanted = await held()
  await till.breakAfter(`${wanted.attemptId}:capture`)
  assert.equal((await till.order.capture(wanted)).status, 'captured')
  assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize', 'capture'])
  await till.assertBooksAgree(wanted.orderId)
})

test('A provider that does not answer a capture is a 503, and the job takes the money when it answers again.', async () => {
  const wanted = await held()
  const key = `${wanted.attemptId}:capture`
  await till.query(`insert into test_provider.faults values ($1, 'unreachable')`, [key])
  await assert.rejects(till.order.capture(wanted), (error) => hasReason(error, 'unavailable') && error.retryAfter === 1)
  assert.deepEqual(await till.told(wanted.orderId), { authorized: 1 })
  await till.query('delete from test_provider.faults where key = $1', [key])
  await till.later(6)
  const [payment] = (await till.order.listPayments(wanted)).items
  assert.equal(payment?.status, 'captured')
  assert.deepEqual(await till.told(wanted.orderId), { authorized: 1, captured: 1 })
  await till.assertBooksAgree(wanted.orderId)
})

test('Held money is let go once, and cannot be taken or held again.', async () => {
  const wanted = await held()
  const answers = await Promise.all(Array.from({ length: 4 }, () => till.order.voidPayment(wanted)))
  assert.ok(answers.every(({ status }) => status === 'voided'))
  assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize', 'void'])
  assert.deepEqual(await till.told(wanted.orderId), { authorized: 1, voided: 1 })
  await assert.rejects(till.order.authorize(wanted), (error) => hasReason(error, 'payment_closed'))
  await till.assertBooksAgree(wanted.orderId)
})

test('A void that comes before its payment wins.', async () => {
  const wanted = till.wanted('tok_ok')
  const [one, other] = await Promise.all([till.order.voidPayment(wanted), till.order.voidPayment(wanted)])
  assert.deepEqual([one.status, one.amount.amount, other.id], ['voided', 0, one.id])
  await assert.rejects(till.order.authorize(wanted), (error) => hasReason(error, 'payment_closed'))
  assert.deepEqual(await till.entries(wanted.orderId), [])
  assert.deepEqual(await till.told(wanted.orderId), {})
})

test('A payment in doubt is voided at once; the provider’s books stay empty.', async () => {
  const wanted = till.wanted('tok_unreachable')
  assert.equal((await till.order.authorize(wanted)).status, 'pending')
  assert.equal((await till.order.voidPayment(wanted)).status, 'voided')
  assert.equal((await till.order.voidPayment(wanted)).status, 'voided')
  await assert.rejects(till.order.authorize(wanted), (error) => hasReason(error, 'payment_closed'))
  assert.deepEqual(await till.entries(wanted.orderId), [])
})

test('A charge that was in doubt is found by the void and let go; a declined payment is closed.', async () => {
  const wanted = till.wanted('tok_ok')
  await till.crashAt('authorize', { ...wanted, key: wanted.attemptId, amount: 2_500 })
  await till.bookAuthorization(wanted.orderId, wanted.attemptId, 2_500)
  assert.equal((await till.order.voidPayment(wanted)).status, 'voided')
  assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize', 'void'])
  const declined = till.wanted('tok_declined')
  await till.order.authorize(declined)
  assert.equal((await till.order.voidPayment(declined)).status, 'voided')
})

test('A void whose answer was lost is found; one that is not answered is finished by the job.', async () => {
  const lost = await held()
  await till.breakAfter(`${lost.attemptId}:void`)
  assert.equal((await till.order.voidPayment(lost)).status, 'voided')
  await till.assertBooksAgree(lost.orderId)

  const silent = await held()
  const key = `${silent.attemptId}:void`
  await till.query(`insert into test_provider.faults values ($1, 'unreachable')`, [key])
  await assert.rejects(till.order.voidPayment(silent), (error) => hasReason(error, 'unavailable'))
  await till.query('delete from test_provider.faults where key = $1', [key])
  await till.later(6)
  assert.equal((await till.order.listPayments(silent)).items[0]?.status, 'voided')
  assert.deepEqual(await till.told(silent.orderId), { authorized: 1, voided: 1 })
  await till.assertBooksAgree(silent.orderId)
})

test('Money that was taken is not let go: it is refunded.', async () => {
  const wanted = await held()
  await till.order.capture(wanted)
  await assert.rejects(till.order.voidPayment(wanted), (error) => hasReason(error, 'payment_captured'))
})

test('A capture in doubt that happened is heard of by the void; one that did not is overtaken by it.', async () => {
  const taken = await held()
  const key = `${taken.attemptId}:capture`
  await till.crashAt('capture', { ...taken, key, amount: 2_500 })
  await till.query(`update test_provider.requests set state = 'captured', captured = amount where key = $1`, [
    taken.attemptId,
  ])
  await till.query(
    `insert into test_provider.requests (key, order_id, kind, authorization_key, amount, currency, outcome)
     values ($1, $2, 'capture', $3, 2500, 'EUR', 'succeeded')`,
    [key, taken.orderId, taken.attemptId],
  )
  await assert.rejects(till.order.voidPayment(taken), (error) => hasReason(error, 'payment_captured'))
  await till.assertBooksAgree(taken.orderId)

  const free = await held()
  await till.crashAt('capture', { ...free, key: `${free.attemptId}:capture`, amount: 2_500 })
  assert.equal((await till.order.voidPayment(free)).status, 'voided')
  const capture = (await till.attempts(free.orderId)).find(({ kind }) => kind === 'capture')
  assert.equal(capture?.outcome, 'failed')
  await till.assertBooksAgree(free.orderId)
})

test('Capture against void at the same instant, fifty times: one of them wins, and the provider’s books say which.', async () => {
  const wins = { captured: 0, voided: 0 }
  for (let round = 0; round < 50; round++) {
    const wanted = await held()
    const rivals = [() => till.order.capture(wanted), () => till.order.voidPayment(wanted)]
    const outcomes = await Promise.allSettled((round % 2 === 0 ? rivals : rivals.reverse()).map((rival) => rival()))
    const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.status] : []))
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        assert.ok(hasReason(outcome.reason, 'not_authorized', 'payment_captured'), String(outcome.reason))
    assert.equal(won.length, 1)
    wins[won[0] as keyof typeof wins] += 1
    await till.assertBooksAgree(wanted.orderId)
  }
  assert.ok(wins.captured > 0 && wins.voided > 0, JSON.stringify(wins))
})
