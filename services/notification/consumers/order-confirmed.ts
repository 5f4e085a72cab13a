import { order } from '@souk/contracts/order.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { type About, confirmed } from '../letters.ts'
import { rememberOrder } from '../mails.sql.ts'
import type { Notification } from '../needs.ts'
import { writeOrderMail } from '../writing.ts'

/** The one event that brings the recipient's name and a guest's access token: kept for the order's later letters. */
export const orderConfirmed = consumer(
  order,
  'order.confirmed.v1',
  async (event, tx, context: Notification['context']) => {
    const { orderId, shippingAddress, accessToken = null } = event.data
    const known = { name: shippingAddress.name, accessToken }
    const letter = (about: About) => confirmed(event.data, about)
    await Promise.all([
      rememberOrder(tx, orderId, known),
      writeOrderMail({ kind: 'order-confirmed', subjectId: orderId, letter, known }, event, tx, context),
    ])
  },
)
