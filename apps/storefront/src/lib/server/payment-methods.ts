/** How one can pay, for the checkout. */
import type { RequestEvent } from '@sveltejs/kit'
import { isOutOfReach, soon } from './away.ts'

export type PaymentMethods = {
  /** The key that Stripe's card fields are asked for with. */
  stripeKey: string | undefined
  /** The cards of the test bank are offered. */
  hasTestCards: boolean
  /** They cannot be looked up right now. */
  areAway: boolean
}

export async function paymentMethods({ locals }: RequestEvent): Promise<PaymentMethods> {
  try {
    const { items } = await soon(locals.shop.payment.listPaymentMethods({}))
    const stripeKey = items.find(({ method }) => method === 'stripe')?.publishableKey
    locals.letsStripeIn = stripeKey !== undefined
    return { stripeKey, hasTestCards: items.some(({ method }) => method === 'test'), areAway: false }
  } catch (error) {
    if (!isOutOfReach(error)) throw error
    return { stripeKey: undefined, hasTestCards: false, areAway: true }
  }
}
