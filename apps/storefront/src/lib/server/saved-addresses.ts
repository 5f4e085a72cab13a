import type { SavedAddress } from '@souk/contracts/user.ts'
import { hasReason } from '@souk/platform/errors.ts'
import type { RequestEvent } from '@sveltejs/kit'
import { isOutOfReach, soon } from './away.ts'
import { mayBeSignedIn } from './my-cart.ts'

/** A customer's addresses, the one they use most first. While accounts are out of reach there are none: one can be typed. */
export async function savedAddresses(event: Pick<RequestEvent, 'cookies' | 'locals'>): Promise<SavedAddress[]> {
  if (!mayBeSignedIn(event)) return []
  try {
    const { items } = await soon(event.locals.shop.user.listAddresses({}))
    return items.toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault))
  } catch (error) {
    if (hasReason(error, 'not_signed_in', 'not_allowed') || isOutOfReach(error)) return []
    throw error
  }
}
