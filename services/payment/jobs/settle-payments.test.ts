import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { hasReason } from '@souk/platform/errors.ts'
import { kindsOf, openTill, type Till } from '../payments.testing.ts'

let till: Till

before(async () => {
  // Longer than a provider may take here: what it is asked with tok_slow, it books after we have stopped waiting.
  till = await openTill({ slow: 400 })
})
after(() => till.shop.close())

const statusOf = async (wanted: { orderId: string }) => (await till.order.listPayments(wanted)).items[0]?.status

async function booked({ orderId }: { orderId: string }) {
  while ((await till.entries(orderId)).length === 0) await sleep(10)
}

test('A charge that is booked after we stopped waiting is heard of though nobody calls.', async () => {
  const wanted = till.wanted('tok_slow')
  assert.equal((await till.order.authorize(wanted)).status, 'pending')
  await booked(wanted)
  await till.later(4)
  assert.equal(await statusOf(wanted), 'pending')
  await till.later(2)
  assert.equal(await statusOf(wanted), 'authorized')
  assert.deepEqual(await till.told(wanted.orderId), { authorized: 1 })
})

test('A charge that is booked after its payment was voided is let go.', async () => {
  const wanted = till.wanted('tok_slow')
  await till.order.authorize(wanted)
  assert.equal((await till.order.voidPayment(wanted)).status, 'voided')
  await booked(wanted)
  assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize'])
  await till.later(6)
  assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize', 'void'])
  await till.later(3_600)
  assert.deepEqual(kindsOf(await till.entries(wanted.orderId)), ['authorize', 'void'])
  await till.assertBooksAgree(wanted.orderId)
})

test('A crash after the provider’s booking is settled by the job, and a crash before it is given up in time.', async () => {
  const [heard, unheard] = [till.wanted('tok_ok'), till.wanted('tok_ok')]
  for (const one of [heard, unheard]) await till.crashAt('authorize', { ...one, key: one.attemptId, amount: 2_500 })
  await till.bookAuthorization(heard.orderId, heard.attemptId, 2_500)
  await till.later(6)
  assert.deepEqual([await statusOf(heard), await statusOf(unheard)], ['authorized', 'pending'])
  for (let turn = 0; turn < 4; turn++) await till.later(40)
  const [given] = (await till.order.listPayments(unheard)).items
  assert.deepEqual([given?.status, given?.declineCode], ['declined', 'no_answer'])
  assert.deepEqual(await till.told(unheard.orderId), { declined: 1 })
  // Should it arrive after all, its money is let go.
  await till.bookAuthorization(unheard.orderId, unheard.attemptId, 2_500)
  await till.later(3_600)
  assert.deepEqual(kindsOf(await till.entries(unheard.orderId)), ['authorize', 'void'])
  await till.assertBooksAgree(unheard.orderId)
})

test('A provider that stays silent is asked less and less often, and not for ever about a payment nobody wants.', async () => {
  const wanted = till.wanted('tok_unreachable')
  await till.order.authorize(wanted)
  const questions = async () => (await till.attempts(wanted.orderId)).filter(({ kind }) => kind === 'find').length
  for (let second = 0; second < 60; second += 5) await till.later(5)
  assert.equal(await statusOf(wanted), 'pending')
  assert.ok((await questions()) <= 4, `${await questions()} questions in a minute`)
  await till.order.voidPayment(wanted)
  await till.later(25 * 3_600)
  const asked = await questions()
  await till.later(25 * 3_600)
  assert.equal(await questions(), asked)
  const [first] = await till.attempts(wanted.orderId)
  assert.deepEqual([first?.outcome, first?.note], ['failed', 'no longer looked for'])
})

test('While a process that died still has its turn, callers hear that the payment is being worked on.', async () => {
  const wanted = till.wanted('tok_ok')
  await till.order.authorize(wanted)
  await till.query('update payments set busy_by = uuidv7(), busy_until = $2 where order_id = $1', [
    wanted.orderId,
    new Date(till.now().getTime() + 2_000),
  ])
  const began = performance.now()
  const waiting = till.order.capture(wanted)
  await sleep(100)
  await till.later(2.1)
  assert.equal((await waiting).status, 'captured')
  assert.ok(performance.now() - began < 2_000)
  assert.ok(!hasReason(await waiting, 'unavailable'))
})
