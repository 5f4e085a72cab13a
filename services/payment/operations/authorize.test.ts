import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { payment } from '@souk/contracts/payment.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asCustomer } from '@souk/platform/testing.ts'
import { eur, kindsOf, openTill, type Till } from '../payments.testing.ts'

let till: Till

before(async () => {
  till = await openTill()
})
after(() => till.shop.close())

test('A good card: the money is held once, both books say so, and followers hear of it.', async () => {
  const wanted = till.wanted('tok_ok')
  const paid = await till.order.authorize(wanted)
  assert.deepEqual(
    [paid.status, paid.amount, paid.captured, paid.refunded, paid.method],
    ['authorized', eur(2_500), eur(0), eur(0), 'test'],
  )
  assert.deepEqual(await till.order.listPayments(wanted), { items: [paid] })
  assert.deepEqual(
    (await till.entries(wanted.orderId)).map(({ key, kind, amount }) => ({ key, kind, amount })),
    [{ key: wanted.attemptId, kind: 'authorize', amount: eur(2_500) }],
  )
  assert.deepEqual(
    (await till.attempts(wanted.orderId)).map(({ kind, outcome, key }) => ({ kind, outcome, key })),
    [{ kind: 'authorize', outcome: 'succeeded', key: wanted.attemptId }],
  )
  assert.deepEqual(
    (await till.shop.published(payment, 'payment.authorized.v1')).filter(({ orderId }) => orderId === wanted.orderId),
    [{ paymentId: paid.id, orderId: wanted.orderId, amount: eur(2_500) }],
  )
})

test('A declined card is answered with its code, costs nothing, and stays declined for the same attempt.', async () => {
  const wanted = till.wanted('tok_declined')
  const declined = await till.order.authorize(wanted)
  assert.deepEqual([declined.status, declined.declineCode], ['declined', 'card_declined'])
  assert.equal((await till.order.authorize({ ...wanted, token: 'tok_ok' })).status, 'declined')
  assert.deepEqual(await till.entries(wanted.orderId), [])
  assert.deepEqual(await till.told(wanted.orderId), { declined: 1 })
  assert.equal((await till.order.authorize(till.wanted('tok_of_nobody'))).declineCode, 'invalid_token')
})

test('Decline, then success with a new attempt and another amount: one payment, one charge of the new amount.', async () => {
  const wanted = till.wanted('tok_declined')
  const declined = await till.order.authorize(wanted)
  const again = { ...wanted, attemptId: randomUUID(), token: 'tok_ok', amount: eur(3_000) }
  const paid = await till.order.authorize(again)
  assert.deepEqual([paid.id, paid.status, paid.amount], [declined.id, 'authorized', eur(3_000)])
  assert.equal(paid.declineCode, undefined)
  assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize'])
  assert.deepEqual(await till.told(wanted.orderId), { declined: 1, authorized: 1 })
  await till.assertBooksAgree(wanted.orderId)
})

for (const token of ['tok_ok', 'tok_slow', 'tok_lost_answer']) {
  test(`Five calls at once with one attempt and ${token} are one charge, and all hear of it.`, async () => {
    const wanted = till.wanted(token)
    const answers = await Promise.all(Array.from({ length: 5 }, () => till.order.authorize(wanted)))
    assert.deepEqual([...new Set(answers.map(({ id, status }) => `${id} ${status}`))], [`${answers[0]?.id} authorized`])
    assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize'])
    assert.deepEqual(await till.told(wanted.orderId), { authorized: 1 })
  })
}

test('Five attempts at once for one order are one charge.', async () => {
  const wanted = till.wanted('tok_ok')
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => till.order.authorize({ ...wanted, attemptId: randomUUID() })),
  )
  assert.ok(answers.every(({ status }) => status === 'authorized'))
  assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize'])
})

test('A payment that is held is answered as it is, whatever is asked for later.', async () => {
  const wanted = till.wanted('tok_ok')
  const paid = await till.order.authorize(wanted)
  const again = { ...wanted, attemptId: randomUUID(), amount: eur(9_999), token: 'tok_declined' }
  assert.deepEqual(await till.order.authorize(again), paid)
})

test('A lost answer is settled at once by asking for our key, and the journal says so.', async () => {
  const wanted = till.wanted('tok_lost_answer')
  assert.equal((await till.order.authorize(wanted)).status, 'authorized')
  assert.deepEqual(
    (await till.attempts(wanted.orderId)).map(({ kind, outcome, note }) => [kind, outcome, note]),
    [
      ['authorize', 'succeeded', undefined],
      ['find', 'succeeded', 'succeeded'],
    ],
  )
  await till.assertBooksAgree(wanted.orderId)
})

test('A provider that does not answer leaves the payment pending, for the same attempt and for another one.', async () => {
  const wanted = till.wanted('tok_unreachable')
  assert.equal((await till.order.authorize(wanted)).status, 'pending')
  assert.equal((await till.order.authorize(wanted)).status, 'pending')
  assert.equal((await till.order.authorize({ ...wanted, attemptId: randomUUID(), token: 'tok_ok' })).status, 'pending')
  assert.deepEqual(await till.entries(wanted.orderId), [])
  assert.deepEqual(await till.told(wanted.orderId), {})
})

test('A crash before the provider heard of it: the same attempt goes through under the same key.', async () => {
  const wanted = till.wanted('tok_ok')
  await till.crashAt('authorize', { ...wanted, key: wanted.attemptId, amount: 2_500 })
  assert.equal((await till.order.authorize(wanted)).status, 'authorized')
  assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize'])
})

test('A crash after the provider booked: the same attempt finds the charge, and another one takes it over.', async () => {
  for (const attemptId of [undefined, randomUUID()]) {
    const wanted = till.wanted('tok_ok')
    await till.crashAt('authorize', { ...wanted, key: wanted.attemptId, amount: 2_500 })
    await till.bookAuthorization(wanted.orderId, wanted.attemptId, 2_500)
    const paid = await till.order.authorize({ ...wanted, ...(attemptId === undefined ? {} : { attemptId }) })
    assert.equal(paid.status, 'authorized')
    assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize'])
    assert.deepEqual(await till.told(wanted.orderId), { authorized: 1 })
  }
})

test('A charge found with another amount than is wanted now is let go before the new one.', async () => {
  const wanted = till.wanted('tok_ok')
  await till.crashAt('authorize', { ...wanted, key: wanted.attemptId, amount: 2_500 })
  await till.bookAuthorization(wanted.orderId, wanted.attemptId, 2_500)
  const paid = await till.order.authorize({ ...wanted, attemptId: randomUUID(), amount: eur(1_800) })
  assert.deepEqual([paid.status, paid.amount], ['authorized', eur(1_800)])
  assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize', 'authorize', 'void'])
  await till.assertBooksAgree(wanted.orderId)
})

test('Another attempt waits while the first may be on its way, and goes through when it cannot be any more.', async () => {
  const wanted = till.wanted('tok_ok')
  await till.crashAt('authorize', { ...wanted, key: wanted.attemptId, amount: 2_500 })
  const other = { ...wanted, attemptId: randomUUID() }
  assert.equal((await till.order.authorize(other)).status, 'pending')
  await till.later(6)
  assert.equal((await till.order.authorize(other)).status, 'authorized')
  assert.deepEqual(
    (await till.entries(wanted.orderId)).map(({ key }) => key),
    [other.attemptId],
  )
})

test('An attempt that another one took the place of is over, even when its charge turned up and was let go.', async () => {
  const first = till.wanted('tok_ok')
  await till.crashAt('authorize', { ...first, key: first.attemptId, amount: 2_500 })
  await till.later(6)
  const second = { ...first, attemptId: randomUUID(), token: 'tok_declined' }
  assert.equal((await till.order.authorize(second)).status, 'declined')
  await till.bookAuthorization(first.orderId, first.attemptId, 2_500)
  await till.later(60)
  assert.deepEqual(kindsOf(await till.entries(first.orderId)), ['authorize', 'void'])
  assert.equal((await till.order.authorize(first)).status, 'declined')
  assert.equal((await till.order.authorize({ ...first, attemptId: randomUUID() })).status, 'authorized')
  await till.assertBooksAgree(first.orderId)
})

test('An unknown method, a negative amount and a customer are turned away.', async () => {
  const wanted = till.wanted('tok_ok')
  for (const method of ['cash', 'toString'])
    await assert.rejects(till.order.authorize({ ...wanted, method }), (error) =>
      hasReason(error, 'unknown_payment_method'),
    )
  await assert.rejects(till.order.authorize({ ...wanted, amount: eur(-1) }), (error) =>
    hasReason(error, 'invalid_input'),
  )
  const shopper = till.shop.client(payment, asCustomer())
  await assert.rejects(shopper.authorize(wanted), (error) => hasReason(error, 'not_allowed'))
  assert.deepEqual(await till.order.listPayments(wanted), { items: [] })
})
