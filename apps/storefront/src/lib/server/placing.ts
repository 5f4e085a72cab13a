/** Places an order, once, however often the same form is sent. */
import { createHash } from 'node:crypto'
import type { Address } from '@souk/contracts/fields.ts'
import type { Order } from '@souk/contracts/order.ts'
import type { RequestEvent } from '@sveltejs/kit'
import { redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { type Draft, forgetDraft, keepDraft } from './checkout-draft.ts'
import type { Asked } from './checkout-form.ts'
import { letOrderedCartGo } from './my-cart.ts'
import { rememberOrder } from './my-orders.ts'

export function placeOrder({ locals }: RequestEvent, asked: Asked, shippingAddress: Address): Promise<Order> {
  const { typed, cart: cartId, payment, total } = asked
  const content = {
    cartId,
    email: typed.email ?? '',
    shippingAddress,
    deliveryOptionId: typed.deliveryOptionId ?? '',
    payment,
    ...(total === undefined ? {} : { expectedTotal: total }),
  }
  return locals.shop.order.placeOrder(content, { key: keyOf(content, asked) })
}

/**
 * The same for the same content: a double click, a second tab, a refresh or another try after a lost answer are told what
 * became of the first. The attempt goes up with each refusal, so that a try after it counts as a new one. That one cart
 * becomes one order does not hang on this: order-service sees to it.
 */
function keyOf(content: object, { version, attempt }: Asked) {
  return createHash('sha256')
    .update(JSON.stringify([content, version, attempt]))
    .digest('base64url')
}

/** Leads to where the order is, and keeps what opens it. */
export function leadToOrder(event: RequestEvent, order: Order, { cart, version, attempt, typed }: Asked): never {
  rememberOrder(event, order)
  if (order.status === 'pending') keepDraft(event, { cart, version, attempt: attempt + 1, order: order.id, typed })
  else finishCheckout(event, { cart, version })
  redirect(303, inLanguage(event.locals.language, pathOfOrder(order)))
}

/** Where the buyer of an order belongs right after placing it. */
export function pathOfOrder({ id, status }: Pick<Order, 'id' | 'status'>) {
  return status === 'pending' ? `/checkout/confirming/${id}` : `/checkout/thanks/${id}`
}

export function finishCheckout(event: RequestEvent, { cart, version }: Pick<Draft, 'cart' | 'version'>) {
  forgetDraft(event)
  if (cart !== undefined) letOrderedCartGo(event, { id: cart, version: version ?? 0 })
}
