/** An order for whoever may see it: the customer who placed it, or the guest who holds its access token. */
import { isHttpError, type RequestEvent, redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { needed } from './away.ts'
import { mayBeSignedIn } from './my-cart.ts'
import { readOrder, rememberOrder } from './my-orders.ts'
import { orSignIn, personal, signInFirst } from './signed-in.ts'

/**
 * The token of a letter's link opens the order once, and this browser remembers it: it does not stay in the address, which
 * people copy and browsers keep.
 */
export async function orderToShow(event: RequestEvent, id: string) {
  personal(event)
  const accessToken = event.url.searchParams.get('accessToken')
  try {
    const order = await readOrder(event, id)
    if (accessToken === null) return order
  } catch (error) {
    if (!isHttpError(error, 404)) throw error
    if (accessToken !== null) redirect(303, inLanguage(event.locals.language, '/orders/find'))
    // It may be theirs: who is not signed in is asked to, and finds there how a guest's order is found.
    if (!mayBeSignedIn(event)) return signInFirst(event)
    await needed(orSignIn(event, event.locals.shop.user.getMe({})))
    throw error
  }
  rememberOrder(event, { id, accessToken })
  redirect(303, event.url.pathname)
}
