import { payment } from '@souk/contracts/payment.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import type { Ordering } from '../needs.ts'
import { hurryPlacing } from '../sagas.sql.ts'

/** Where an order waits for this, its saga asks again at once instead of at its next turn, and declines the order. */
export const paymentDeclined = consumer(
  payment,
  'payment.declined.v1',
  async ({ data }, tx, { now }: Ordering['context']) => {
    await hurryPlacing(tx, data.orderId, now())
  },
)
