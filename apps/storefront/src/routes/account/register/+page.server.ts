import { randomUUID } from 'node:crypto'
import { redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { isSignedIn, takeCartAlong } from '#lib/server/entering.ts'
import { line, refuse, secret } from '#lib/server/forms.ts'
import { nextOf, personal } from '#lib/server/signed-in.ts'
import { registerAnswers } from '#lib/texts/account-answers.ts'
import { formTexts } from '#lib/texts/forms.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  personal(event)
  if (await isSignedIn(event)) redirect(303, nextOf(event))
  return { next: event.url.searchParams.get('next'), key: randomUUID() }
}

export const actions: Actions = {
  default: async (event) => {
    const { shop, language } = event.locals
    const form = await event.request.formData()
    const name = line(form, 'name')
    const email = line(form, 'email')
    const password = secret(form, 'password')
    try {
      // Sent twice, the form makes one account.
      await shop.user.register({ email, password, name }, { key: line(form, 'key') || randomUUID() })
    } catch (error) {
      return refuse(
        event,
        error,
        { name, email },
        {
          reasons: { email_taken: registerAnswers.taken, key_reused: registerAnswers.again },
          fields: { name: formTexts.name, email: formTexts.email, password: formTexts.password },
        },
      )
    }
    try {
      await shop.user.signIn({ email, password })
    } catch {
      // The account is there; signing in is all that is left to do.
      const next = encodeURIComponent(nextOf(event))
      redirect(303, `${inLanguage(language, '/account/sign-in')}?after=registered&next=${next}`)
    }
    await takeCartAlong(event)
    redirect(303, nextOf(event))
  },
}
