import { hasReason } from '@souk/platform/errors.ts'
import { fail, redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { isOutOfReach } from '#lib/server/away.ts'
import { claimGuestCart } from '#lib/server/my-cart.ts'
import { accessTokenOf, readOrder } from '#lib/server/my-orders.ts'
import { accountProblems } from '#lib/texts/account-made.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { id } = event.params
  const { search } = event.url
  const order = await readOrder(event, id)
  // Not decided yet, or decided against: the page that waits knows the way.
  if (order.status === 'pending' || order.status === 'declined')
    redirect(303, inLanguage(event.locals.language, `/checkout/confirming/${id}${search}`))
  const accessToken = accessTokenOf(event, id)
  return {
    order,
    /** With what opens it, so that its address can be kept. */
    path: `/orders/${id}${accessToken === undefined ? '' : `?accessToken=${encodeURIComponent(accessToken)}`}`,
    isGuest: accessToken !== undefined,
    isNew: event.url.searchParams.has('account'),
  }
}

export const actions: Actions = {
  /** An account for whoever placed the order, under its e-mail address and name. */
  register: async (event) => {
    const { shop, language } = event.locals
    const refuse = (status: number, why: keyof typeof accountProblems) =>
      fail(status, { fault: accountProblems[why][language], isTaken: why === 'taken' })
    const password = String((await event.request.formData()).get('password') ?? '')
    if (password.length < 8 || password.length > 128) return refuse(400, 'short')
    const { email, shippingAddress } = await readOrder(event, event.params.id)
    try {
      await shop.user.register({ email, password, name: shippingAddress.name })
      await shop.user.signIn({ email, password })
    } catch (error) {
      if (hasReason(error, 'email_taken')) return refuse(409, 'taken')
      if (hasReason(error, 'invalid_input')) return refuse(400, 'short')
      if (hasReason(error, 'too_many_requests')) return refuse(429, 'tooMany')
      if (isOutOfReach(error)) return refuse(503, 'away')
      throw error
    }
    // What the guest has in the cart by now comes along; where it cannot right now, the next page sees to it.
    await claimGuestCart(event).catch(() => undefined)
    const query = new URLSearchParams(event.url.searchParams)
    for (const name of [...query.keys()]) if (name.startsWith('/')) query.delete(name)
    query.set('account', 'new')
    redirect(303, inLanguage(language, `/checkout/thanks/${event.params.id}?${query}`))
  },
}
