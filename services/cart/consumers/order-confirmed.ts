import { order } from '@souk/contracts/order.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { closeOrdered } from '../carts.sql.ts'
import type { Cart } from '../needs.ts'

export const orderConfirmed = consumer(order, 'order.confirmed.v1', ({ data }, tx, { now }: Cart['context']) =>
  closeOrdered(tx, data.cartId, now()),
)
