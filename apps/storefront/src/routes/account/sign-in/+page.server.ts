import { redirect } from '@sveltejs/kit'
import { isSignedIn, takeCartAlong } from '#lib/server/entering.ts'
import { line, refuse, secret } from '#lib/server/forms.ts'
import { nextOf, personal } from '#lib/server/signed-in.ts'
import { signInAnswers } from '#lib/texts/account-answers.ts'
import { formTexts } from '#lib/texts/forms.ts'
import type { Actions, PageServerLoad } from './$types'

const said = ['registered', 'reset'] as const

export const load: PageServerLoad = async (event) => {
  personal(event)
  if (await isSignedIn(event)) redirect(303, nextOf(event))
  const { searchParams } = event.url
  const after = said.find((one) => one === searchParams.get('after'))
  return { next: searchParams.get('next'), after }
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const email = line(form, 'email')
    try {
      await event.locals.shop.user.signIn({ email, password: secret(form, 'password') })
    } catch (error) {
      return refuse(
        event,
        error,
        { email },
        {
          reasons: { wrong_credentials: signInAnswers.wrong },
          fields: { email: formTexts.email, password: formTexts.ownPassword },
        },
      )
    }
    await takeCartAlong(event)
    redirect(303, nextOf(event))
  },
}
