import { order } from '@souk/contracts/order.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { type About, shipped } from '../letters.ts'
import type { Notification } from '../needs.ts'
import { writeOrderMail } from '../writing.ts'

export const orderShipped = consumer(order, 'order.shipped.v1', async (event, tx, context: Notification['context']) => {
  const letter = (about: About) => shipped(event.data, about)
  await writeOrderMail({ kind: 'order-shipped', subjectId: event.data.shipmentId, letter }, event, tx, context)
})
