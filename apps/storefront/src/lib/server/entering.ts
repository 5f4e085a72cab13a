/** What happens when somebody has signed in. */
import type { RequestEvent } from '@sveltejs/kit'
import { isOutOfReach } from './away.ts'
import { claimGuestCart } from './my-cart.ts'

/** Takes the guest's cart along. Where that fails it is done with the next page: nobody is kept out for it. */
export async function takeCartAlong(event: RequestEvent) {
  try {
    await claimGuestCart(event)
  } catch (error) {
    if (!isOutOfReach(error)) event.platform?.report(error, event.platform.visit.requestId)
  }
}

/** Whether somebody is signed in, as far as can be known. */
export async function isSignedIn({ locals, cookies }: RequestEvent) {
  if (cookies.get('souk_session') === undefined) return false
  return locals.shop.user.getMe({}).then(
    () => true,
    () => false,
  )
}
