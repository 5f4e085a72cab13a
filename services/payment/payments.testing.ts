/** What this service's tests share: a till with a clock of its own, and a look into both sets of books. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { payment } from '@souk/contracts/payment.ts'
import { asService, startTestShop } from '@souk/platform/testing.ts'
import service from './service.ts'

export type Till = Awaited<ReturnType<typeof openTill>>

export const eur = (amount: number) => ({ amount, currency: 'EUR' })

/** @param slow how long tok_slow takes; a provider may take 250 ms here */
export async function openTill({ slow = 40, method = 'test', environment = {} } = {}) {
  let now = new Date('2026-01-05T10:00:00Z')
  const shop = await startTestShop({
    services: [service],
    now: () => now,
    environment: { PAYMENT_PROVIDER_TIMEOUT_MS: '250', PAYMENT_TEST_SLOW_MS: String(slow), ...environment },
  })
  const order = shop.client(payment, asService('order'))
  const query = async (text: string, values: unknown[]) => {
    await shop.databases.get('payment')?.pool.query(text, values)
  }
  const entries = async (orderId: string) => (await order.listProviderEntries({ orderId })).items
  const attempts = async (orderId: string) => (await order.listAttempts({ orderId })).items
  return {
    ...{ shop, order, query, entries, attempts },
    now: () => now,
    /** Time goes by, and the job has seen to what is due. */
    async later(seconds: number) {
      now = new Date(now.getTime() + seconds * 1_000)
      await shop.drain()
    },
    /** What an order asks for to pay with this token. */
    wanted: (token: string, amount = 2_500, orderId: string = randomUUID()) => ({
      ...{ orderId, attemptId: randomUUID(), amount: eur(amount), method, token },
    }),
    /** The provider breaks the connection after it has booked the next request with this key. */
    breakAfter: (key: string) => query(`insert into test_provider.faults values ($1, 'lost_answer')`, [key]),
    /** A process died: its conversation has begun (and has been answered at the provider, where `booked`). */
    async crashAt(kind: 'authorize' | 'capture' | 'refund', wanted: Crash) {
      const { orderId, key, amount } = wanted
      await query(
        `insert into payments (id, order_id, status, amount, currency, method, attempt_id, created_at)
         values (uuidv7(), $1, 'pending', $2, 'EUR', $5, $3, $4) on conflict do nothing`,
        [orderId, amount, wanted.attemptId, now, method],
      )
      await query(
        `insert into attempts (payment_id, id, kind, key, method, amount, currency, outcome, started_at, ask_at)
         select id, uuidv7(), $2, $3, $7, $4, 'EUR', 'started', $5, $6 from payments where order_id = $1`,
        [orderId, kind, key, amount, now, new Date(now.getTime() + 5_000), method],
      )
      await query('update payments set busy_by = uuidv7(), busy_until = $2 where order_id = $1', [
        orderId,
        new Date(now.getTime() - 1),
      ])
    },
    /** The provider books an authorization that we have not heard of. */
    bookAuthorization: (orderId: string, key: string, amount: number) =>
      query(
        `insert into test_provider.requests
           (key, order_id, kind, authorization_key, amount, currency, outcome, state)
         values ($1, $2, 'authorize', $1, $3, 'EUR', 'succeeded', 'held')`,
        [key, orderId, amount],
      ),
    /** What was told of an order, in order, without the payment's name. */
    async told(orderId: string) {
      const types = ['authorized', 'declined', 'captured', 'voided', 'refunded'] as const
      const counts: Record<string, number> = {}
      for (const type of types) {
        const events = await shop.published(payment, `payment.${type}.v1`)
        const count = events.filter((event) => event.orderId === orderId).length
        if (count > 0) counts[type] = count
      }
      return counts
    },
    /** At rest, what we say is held, taken and given back is what the provider's books say. */
    async assertBooksAgree(orderId: string) {
      const [mine] = (await order.listPayments({ orderId })).items
      const booked = await entries(orderId)
      const sum = (kind: string) =>
        booked.filter((entry) => entry.kind === kind).reduce((total, { amount }) => total + amount.amount, 0)
      const held = sum('authorize') - sum('void') - sum('capture')
      assert.deepEqual(
        { held, captured: sum('capture'), refunded: sum('refund') },
        {
          held: mine?.status === 'authorized' ? mine.amount.amount : 0,
          captured: mine?.captured.amount ?? 0,
          refunded: mine?.refunded.amount ?? 0,
        },
        `the books of order ${orderId}, which is ${mine?.status}`,
      )
    },
  }
}

type Crash = { orderId: string; attemptId: string; key: string; amount: number }

export function kindsOf(entries: readonly { kind: string }[]) {
  return entries.map(({ kind }) => kind).sort()
}
