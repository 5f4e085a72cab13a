import { order } from '@souk/contracts/order.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { type About, refunded } from '../letters.ts'
import type { Notification } from '../needs.ts'
import { writeOrderMail } from '../writing.ts'

export const orderRefunded = consumer(
  order,
  'order.refunded.v1',
  async (event, tx, context: Notification['context']) => {
    const letter = (about: About) => refunded(event.data, about)
    await writeOrderMail({ kind: 'order-refunded', subjectId: event.data.refundId, letter }, event, tx, context)
  },
)
