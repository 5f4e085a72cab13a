import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { SoukError } from '@souk/platform/errors.ts'
import { eur, openTill, type Till } from './payments.testing.ts'

let till: Till

before(async () => {
  till = await openTill({ slow: 350 })
})
after(() => till.shop.close())

/** The same walk for the same seed. */
function chance(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

const tokens = ['tok_ok', 'tok_ok', 'tok_ok', 'tok_declined', 'tok_lost_answer', 'tok_slow', 'tok_unreachable'] as const

async function walk(seed: number) {
  const roll = chance(seed)
  const orderId = randomUUID()
  let attemptId = randomUUID()
  const refunds: { refundId: string; amount: number }[] = []
  const step = async () => {
    const { order } = till
    switch (roll(7)) {
      case 0:
        attemptId = randomUUID()
        return order.authorize(authorization())
      case 1:
        return order.authorize(authorization())
      case 2:
        await till.query('insert into test_provider.faults values ($1, $2) on conflict do nothing', [
          `${attemptId}:${roll(2) === 0 ? 'capture' : 'void'}`,
          'lost_answer',
        ])
        return order.capture({ orderId })
      case 3:
        return roll(3) === 0 ? order.voidPayment({ orderId }) : order.capture({ orderId })
      case 4:
        refunds.push({ refundId: randomUUID(), amount: 1 + roll(1_500) })
        return refundLast()
      case 5:
        return refundLast()
      default:
        return till.later(roll(10))
    }
  }
  const authorization = () => ({
    ...{ orderId, attemptId, amount: eur(1_000 + roll(3) * 500), method: 'test' },
    token: tokens[roll(tokens.length)] as string,
  })
  const refundLast = async () => {
    const last = refunds.at(-1)
    if (last !== undefined) await till.order.refund({ orderId, refundId: last.refundId, amount: eur(last.amount) })
  }
  for (let count = 0; count < 8; count++) {
    // Two at a time: a caller's retry, another replica, a person and a job.
    for (const outcome of await Promise.allSettled([step(), step()])) {
      if (outcome.status === 'fulfilled') continue
      assert.ok(outcome.reason instanceof SoukError, String(outcome.reason))
      assert.notEqual(outcome.reason.reason, 'internal', `seed ${seed}`)
    }
  }
  return orderId
}

// All walks share one clock, so that a step may also outlive its turn, as a process does that was stopped for a while.
test('After any walk through the operations, two at a time, both sets of books say the same.', async () => {
  const orders = await Promise.all(Array.from({ length: 12 }, (_, seed) => walk(seed)))
  // What the provider books late comes in, and silence ends: it answers about every key again.
  await new Promise((done) => setTimeout(done, 400))
  await till.query('delete from test_provider.faults', [])
  for (const seconds of [10, 100, 4_000, 4_000]) await till.later(seconds)
  const statuses = new Set<string>()
  for (const orderId of orders) {
    await till.assertBooksAgree(orderId)
    const [payment] = (await till.order.listPayments({ orderId })).items
    if (payment !== undefined) statuses.add(payment.status)
    assert.notEqual(payment?.status, 'pending')
  }
  assert.ok(statuses.size >= 4, `only ${[...statuses]}`)
})
