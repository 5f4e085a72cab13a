/** All services of the shop. Which of them a process hosts is its own choice. */
import audit from '@souk/audit-service'
import cart from '@souk/cart-service'
import delivery from '@souk/delivery-service'
import inventory from '@souk/inventory-service'
import notification from '@souk/notification-service'
import order from '@souk/order-service'
import payment from '@souk/payment-service'
import type { AnyService } from '@souk/platform/service.ts'
import product from '@souk/product-service'
import user from '@souk/user-service'

export const services: readonly AnyService[] = [
  user,
  product,
  inventory,
  cart,
  order,
  payment,
  delivery,
  notification,
  audit,
]
