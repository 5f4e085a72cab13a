import { line, refuse, secret } from '#lib/server/forms.ts'
import { forSignedIn, orSignIn } from '#lib/server/signed-in.ts'
import { profileAnswers } from '#lib/texts/account-answers.ts'
import { formTexts } from '#lib/texts/forms.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const [{ name, email }] = await forSignedIn(event, async () => undefined)
  return { name, email }
}

export const actions: Actions = {
  name: async (event) => {
    const name = line(await event.request.formData(), 'name')
    try {
      await orSignIn(event, event.locals.shop.user.updateMe({ name }))
    } catch (error) {
      return refuse(event, error, { name }, { fields: { name: formTexts.name } })
    }
    return { saved: 'name' as const }
  },

  password: async (event) => {
    const form = await event.request.formData()
    const passwords = { current: secret(form, 'current'), password: secret(form, 'password') }
    try {
      await orSignIn(event, event.locals.shop.user.changePassword(passwords))
    } catch (error) {
      const words = {
        reasons: { wrong_credentials: profileAnswers.wrongPassword },
        fields: { current: formTexts.ownPassword, password: formTexts.password },
      }
      return refuse(event, error, {}, words)
    }
    return { saved: 'password' as const }
  },
}
