import { hasReason } from '@souk/platform/errors.ts'
import { redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { missingParts } from '#lib/server/away.ts'
import { refuse } from '#lib/server/forms.ts'
import { listMyOrders } from '#lib/server/my-order-list.ts'
import { orderCard } from '#lib/server/order-card.ts'
import { forSignedIn, orSignIn } from '#lib/server/signed-in.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { shop, language } = event.locals
  const { missing, optional } = missingParts(event)
  const [me, orders] = await forSignedIn(event, (person) =>
    optional('orders', listMyOrders(shop, person, { limit: 3 })),
  )
  return {
    me: { name: me.name, email: me.email, emailVerified: me.emailVerified },
    orders: orders?.items.map((order) => orderCard(order, language)),
    missing,
  }
}

export const actions: Actions = {
  resend: async (event) => {
    try {
      await orSignIn(event, event.locals.shop.user.requestVerification({}))
    } catch (error) {
      return refuse(event, error, {}, {})
    }
    return { resent: true }
  },

  signOut: async (event) => {
    const { shop, language, origin } = event.locals
    try {
      await shop.user.signOut({})
    } catch (error) {
      // Whose session has ended is signed out; all that is left is the cookie.
      if (!hasReason(error, 'not_signed_in')) return refuse(event, error, {}, {})
      event.cookies.delete('souk_session', { path: '/', httpOnly: true, secure: origin.startsWith('https:') })
    }
    redirect(303, inLanguage(language, '/'))
  },
}
