import { payment } from '@souk/contracts/payment.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { enterLateRelease } from '../late-payments.sql.ts'
import type { Ordering } from '../needs.ts'

/** Whoever looks at an order that was given up sees what became of the money that came after that. */
export const paymentLateHoldReleased = consumer(
  payment,
  'payment.late-hold-released.v1',
  async ({ data, time }, tx, _context: Ordering['context']) => {
    await enterLateRelease(tx, data.orderId, time, { amount: data.amount, attemptId: data.attemptId })
  },
)
