import { redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { refuse, secret } from '#lib/server/forms.ts'
import { forgetGuestCart } from '#lib/server/my-cart.ts'
import { forSignedIn, orSignIn } from '#lib/server/signed-in.ts'
import { profileAnswers } from '#lib/texts/account-answers.ts'
import { formTexts } from '#lib/texts/forms.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const [{ email }] = await forSignedIn(event, async () => undefined)
  return { email, isAway: event.url.searchParams.has('away') }
}

export const actions: Actions = {
  delete: async (event) => {
    const password = secret(await event.request.formData(), 'password')
    try {
      await orSignIn(event, event.locals.shop.user.deleteMe({ password }))
    } catch (error) {
      const words = {
        reasons: { wrong_credentials: profileAnswers.wrongPassword, staff_account: profileAnswers.staff },
        fields: { password: formTexts.ownPassword },
      }
      return refuse(event, error, {}, words)
    }
    forgetGuestCart(event)
    redirect(303, inLanguage(event.locals.language, '/account/deleted'))
  },
}
