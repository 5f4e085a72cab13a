import { userIdOf } from '@souk/platform/auth.ts'
import { withinDeadline } from '@souk/platform/client.ts'
import { fail, hasReason, isInDoubt } from '@souk/platform/errors.ts'
import { type CartFacts, cartOf } from '../delivery.sql.ts'
import type { Delivery } from '../needs.ts'
import { faultOfPostcode } from '../postcodes.ts'
import { optionsFor } from '../rates.ts'

/** A shopper waits for this: past it, what we last heard of the cart is the better answer. Milliseconds. */
const patience = 800

export const listOptions: Delivery['operations']['listOptions'] = async ({ cart, country, postcode }, context) => {
  const fault = postcode === undefined ? undefined : faultOfPostcode(country, postcode)
  if (fault !== undefined)
    throw fail('invalid_input', `postcode: ${fault}`, { errors: [{ path: '/postcode', message: fault }] })
  const [zones, { estimated, ...contents }] = await Promise.all([
    context.resources.zones.all(),
    contentsOf(cart, context),
  ])
  const items = optionsFor(zones, { country, ...contents }, context.now())
  return { items, ...(estimated ? { estimated } : {}) }
}

/** What is in the cart now, or else what we last heard of it. */
async function contentsOf(
  cart: string,
  { calls, caller, db, log }: Delivery['context'],
): Promise<CartFacts & { estimated: boolean }> {
  const userId = userIdOf(caller)
  try {
    const asked = calls.cart.readCart({ id: cart, ...(userId === null ? {} : { userId }) })
    const { weight, subtotal } = await withinDeadline(asked, Date.now() + patience, 'cart')
    return { weight, subtotal, estimated: false }
  } catch (error) {
    if (hasReason(error, 'not_found')) throw fail('not_found', 'There is no such cart.')
    if (!isInDoubt(error)) throw error
    log.debug({ err: error, cart }, 'the cart-service does not answer: taking what we last heard of the cart')
    const heard = await cartOf(db, cart)
    if (heard !== undefined) return { ...heard, estimated: true }
    throw fail('unavailable', 'We cannot look into the cart right now. Try again in a moment.', {
      retryAfter: 2,
      cause: error,
    })
  }
}
