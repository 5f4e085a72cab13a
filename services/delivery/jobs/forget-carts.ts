import type { Job } from '@souk/platform/service.ts'
import { forgetCarts as forget } from '../delivery.sql.ts'
import type { Delivery } from '../needs.ts'

const month = 30 * 86_400_000

/** What we heard of a cart only bridges an outage of the cart-service; nobody checks out a cart that rests for a month. */
export const forgetCarts: Job<Delivery['context']> = {
  name: 'forget-carts',
  every: 3_600,
  run: ({ db, now }) => forget(db, new Date(now().getTime() - month)),
}
