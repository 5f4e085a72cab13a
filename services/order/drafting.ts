/** What an order would be, from the cart as it is now; refused before anything is written where it cannot be. */
import { randomBytes } from 'node:crypto'
import { userIdOf } from '@souk/platform/auth.ts'
import { fail, isInDoubt } from '@souk/platform/errors.ts'
import { errorOf } from './advance.ts'
import type { Ordering } from './needs.ts'
import { demandOf, orderLineOf, totalsOf, whyNotAtThisPrice, whyNotOrderable } from './order.ts'
import { type NewOrder, orderOfCart, rememberedQuote } from './orders.sql.ts'

type Context = Ordering['context']
type Input = Parameters<Ordering['operations']['placeOrder']>[0]

/** @throws a declared refusal, or 503 where a neighbour that is needed is out of reach */
export async function draftOrder(input: Input, context: Context): Promise<NewOrder> {
  const { cartId, email, shippingAddress } = input
  const userId = userIdOf(context.caller)
  const cart = await context.calls.cart
    .readCart({ id: cartId, ...(userId === null ? {} : { userId }) })
    .catch(outOfReach)
  const refusal = whyNotOrderable(cart)
  if (refusal?.reason === 'cart_already_ordered') throw await alreadyOrdered(context, cartId)
  if (refusal !== undefined) throw errorOf(refusal)

  const option = await quote(input, cart, context)
  const { subtotal, total, taxIncluded } = totalsOf(cart.subtotal, option.price, context.config.taxPercent)
  const changed = whyNotAtThisPrice(cart, total, input.expectedTotal)
  if (changed !== undefined) throw errorOf(changed)
  return {
    id: context.newId(),
    cartId,
    userId,
    email,
    accessToken: randomBytes(32).toString('base64url'),
    currency: total.currency,
    subtotal: subtotal.amount,
    deliveryAmount: option.price.amount,
    total: total.amount,
    taxIncluded: taxIncluded.amount,
    lines: cart.lines.map(orderLineOf),
    demand: demandOf(cart.lines),
    weight: cart.weight,
    delivery: {
      optionId: input.deliveryOptionId,
      name: option.name,
      ...('estimate' in option ? { estimate: option.estimate } : {}),
    },
    shippingAddress,
    placedAt: context.now().toISOString(),
  }
}

/** @returns the refusal, which names the order where whoever asks owns it or, with a guest's cart, knows its id */
export async function alreadyOrdered({ db, caller }: Context, cartId: string) {
  const order = await orderOfCart(db, cartId)
  const known = order !== undefined && (order.userId === null || order.userId === userIdOf(caller))
  return errorOf({
    code: 'conflict',
    reason: 'cart_already_ordered',
    message: 'This cart has been ordered.',
    details: known ? { orderId: order.id } : {},
  })
}

type Parcel = { weight: number; subtotal: { amount: number; currency: string } }

/** While delivery-service is out of reach, selling goes on at the price that a like parcel cost before; no day is promised. */
async function quote(
  { deliveryOptionId: optionId, shippingAddress }: Input,
  { weight, subtotal }: Parcel,
  context: Context,
) {
  const { country, postcode } = shippingAddress
  try {
    return await context.calls.delivery.quote({ optionId, country, postcode, weight, subtotal })
  } catch (error) {
    if (!isInDoubt(error)) throw error
    const before = await rememberedQuote(context.db, { optionId, country, weight, subtotal })
    if (before === undefined) return outOfReach(error)
    context.log.warn({ err: error, optionId, country }, 'delivery is out of reach: a remembered price is taken')
    return { name: before.name, price: { amount: before.amount, currency: subtotal.currency } }
  }
}

function outOfReach(error: unknown): never {
  if (!isInDoubt(error)) throw error
  const message =
    'The shop cannot take orders right now. Nothing was charged and your cart is kept: try again in a moment.'
  throw fail('unavailable', message, { retryAfter: 2, cause: error })
}
