import type { audit } from '@souk/contracts/audit.ts'
import { cart } from '@souk/contracts/cart.ts'
import { delivery } from '@souk/contracts/delivery.ts'
import { inventory } from '@souk/contracts/inventory.ts'
import { notification } from '@souk/contracts/notification.ts'
import { order } from '@souk/contracts/order.ts'
import { payment } from '@souk/contracts/payment.ts'
import { product } from '@souk/contracts/product.ts'
import { user } from '@souk/contracts/user.ts'
import { number } from '@souk/platform/config.ts'
import { withFeed } from '@souk/platform/events/standing.ts'
import type { Parts } from '@souk/platform/service.ts'

export const calls = {
  user: withFeed(user),
  product: withFeed(product),
  inventory: withFeed(inventory),
  cart: withFeed(cart),
  order: withFeed(order),
  payment: withFeed(payment),
  delivery: withFeed(delivery),
  notification: withFeed(notification),
}
export const config = {
  seconds: number('AUDIT_SECONDS', 'how far apart the audits are that nobody asks for; 0: none', 300),
  days: number('AUDIT_DAYS', 'how old orders may be that are compared although they are over', 90, 1),
  patience: number('AUDIT_PATIENCE_MS', 'for how long what does not agree is looked at again before it is told', 5_000),
}

/** When this process opened, in milliseconds since the epoch. */
export type Resources = { openedAt: number }
export type Auditing = Parts<typeof audit, typeof calls, typeof config, Resources>
export type Context = Auditing['context']
