import { redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { line, refuse, secret } from '#lib/server/forms.ts'
import { personal } from '#lib/server/signed-in.ts'
import { linkAnswers } from '#lib/texts/account-answers.ts'
import { formTexts } from '#lib/texts/forms.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => {
  personal(event)
  return { hasLink: event.url.searchParams.has('token') }
}

export const actions: Actions = {
  /** With the link of the letter: sets the password. Without it: asks for the letter. */
  default: async (event) => {
    const { shop, language } = event.locals
    const form = await event.request.formData()
    const token = event.url.searchParams.get('token')
    if (token === null) {
      const email = line(form, 'email')
      try {
        await shop.user.requestPasswordReset({ email })
      } catch (error) {
        return refuse(event, error, { email }, { fields: { email: formTexts.email } })
      }
      return { asked: true }
    }
    try {
      await shop.user.resetPassword({ token, password: secret(form, 'password') })
    } catch (error) {
      const words = {
        reasons: { link_expired: linkAnswers.resetExpired, invalid_input: linkAnswers.resetExpired },
        fields: { password: formTexts.password },
      }
      return refuse(event, error, {}, words)
    }
    redirect(303, `${inLanguage(language, '/account/sign-in')}?after=reset`)
  },
}
