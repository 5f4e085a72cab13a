/** The shop's services as a page may call them: typed by their contracts, with no more right than the person who asks for the page. */
import { cart } from '@souk/contracts/cart.ts'
import { delivery } from '@souk/contracts/delivery.ts'
import { inventory } from '@souk/contracts/inventory.ts'
import { order } from '@souk/contracts/order.ts'
import { payment } from '@souk/contracts/payment.ts'
import { product } from '@souk/contracts/product.ts'
import { user } from '@souk/contracts/user.ts'
import { anonymous } from '@souk/platform/auth.ts'
import type { Send } from '@souk/platform/call.ts'
import { clientsOf } from '@souk/platform/client.ts'

const nowhere: Send = () => Promise.reject(new Error('each page brings its own way'))
const clients = {
  user: clientsOf(user, nowhere),
  product: clientsOf(product, nowhere),
  inventory: clientsOf(inventory, nowhere),
  cart: clientsOf(cart, nowhere),
  order: clientsOf(order, nowhere),
  delivery: clientsOf(delivery, nowhere),
  payment: clientsOf(payment, nowhere),
}

export type Shop = { [K in keyof typeof clients]: ReturnType<(typeof clients)[K]> }

/**
 * @param send who calls is known where this leads, by the visitor's own cookie
 * @param patience milliseconds after which a page is shown without what has not come
 */
export function shopFor(send: Send, requestId: string, patience: number): Shop {
  const origin = { caller: anonymous, trail: { requestId, deadline: Date.now() + patience }, send }
  return {
    user: clients.user(origin),
    product: clients.product(origin),
    inventory: clients.inventory(origin),
    cart: clients.cart(origin),
    order: clients.order(origin),
    delivery: clients.delivery(origin),
    payment: clients.payment(origin),
  }
}
