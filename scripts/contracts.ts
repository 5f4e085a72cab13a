/** The contracts of all services, for who reaches any of them: the gateway. */
import { audit } from '@souk/contracts/audit.ts'
import { cart } from '@souk/contracts/cart.ts'
import { delivery } from '@souk/contracts/delivery.ts'
import { inventory } from '@souk/contracts/inventory.ts'
import { notification } from '@souk/contracts/notification.ts'
import { order } from '@souk/contracts/order.ts'
import { payment } from '@souk/contracts/payment.ts'
import { product } from '@souk/contracts/product.ts'
import { user } from '@souk/contracts/user.ts'
import type { Contract } from '@souk/platform/contract.ts'

export const contracts: readonly Contract[] = [
  ...[user, product, inventory, cart, order],
  ...[payment, delivery, notification, audit],
] as never
