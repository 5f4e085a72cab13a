import { order } from '@souk/contracts/order.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import type { About } from '../letters.ts'
import type { Notification } from '../needs.ts'
import { returnReceived } from '../return-letters.ts'
import { writeOrderMail } from '../writing.ts'

export const orderReturned = consumer(
  order,
  'order.returned.v1',
  async (event, tx, context: Notification['context']) => {
    const letter = (about: About) => returnReceived(event.data, about)
    await writeOrderMail({ kind: 'return-received', subjectId: event.data.returnId, letter }, event, tx, context)
  },
)
