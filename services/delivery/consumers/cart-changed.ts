import { cart } from '@souk/contracts/cart.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { keepCart } from '../delivery.sql.ts'
import type { Delivery } from '../needs.ts'

export const cartChanged = consumer(cart, 'cart.changed.v1', async ({ data }, tx, { now }: Delivery['context']) =>
  keepCart(tx, data, now()),
)
