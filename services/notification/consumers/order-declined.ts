import { order } from '@souk/contracts/order.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { type About, declined } from '../letters.ts'
import type { Notification } from '../needs.ts'
import { writeMail } from '../writing.ts'

export const orderDeclined = consumer(
  order,
  'order.declined.v1',
  async (event, tx, context: Notification['context']) => {
    const letter = (about: About) => declined(event.data, about)
    await writeMail({ kind: 'order-declined', subjectId: event.data.orderId, letter }, event, tx, context)
  },
)
