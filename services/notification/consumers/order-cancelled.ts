import { order } from '@souk/contracts/order.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { type About, cancelled } from '../letters.ts'
import type { Notification } from '../needs.ts'
import { writeOrderMail } from '../writing.ts'

export const orderCancelled = consumer(
  order,
  'order.cancelled.v1',
  async (event, tx, context: Notification['context']) => {
    const letter = (about: About) => cancelled(event.data, about)
    await writeOrderMail({ kind: 'order-cancelled', subjectId: event.data.orderId, letter }, event, tx, context)
  },
)
