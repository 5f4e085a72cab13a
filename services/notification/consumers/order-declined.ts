import { order } from '@souk/contracts/order.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { type About, declined } from '../letters.ts'
import type { Notification } from '../needs.ts'
import { writeOrderMail } from '../writing.ts'

/** Told by letter is what became of a payment. Who hears on the page that something is sold out needs no letter for it. */
const worthALetter = ['payment_declined', 'payment_unreachable', 'payment_not_confirmed']

export const orderDeclined = consumer(
  order,
  'order.declined.v1',
  async (event, tx, context: Notification['context']) => {
    if (!worthALetter.includes(event.data.reason)) return
    const letter = (about: About) => declined(event.data, about)
    await writeOrderMail({ kind: 'order-declined', subjectId: event.data.orderId, letter }, event, tx, context)
  },
)
