import { line, refusal, refuse } from '#lib/server/forms.ts'
import { personal } from '#lib/server/signed-in.ts'
import { linkAnswers } from '#lib/texts/account-answers.ts'
import type { Actions, PageServerLoad } from './$types'

/**
 * Looking at the page verifies nothing: what reads mail for people, to keep them safe, follows every link in it. That would
 * verify an address that somebody mistyped, without its owner knowing.
 */
export const load: PageServerLoad = (event) => {
  personal(event)
  const { language } = event.locals
  const token = event.url.searchParams.get('token')
  return { token, refused: token === null ? refusal(linkAnswers.verifyExpired[language]) : undefined }
}

export const actions: Actions = {
  default: async (event) => {
    const token = line(await event.request.formData(), 'token')
    try {
      await event.locals.shop.user.verifyEmail({ token })
    } catch (error) {
      const words = {
        reasons: { link_expired: linkAnswers.verifyExpired, invalid_input: linkAnswers.verifyExpired },
      }
      return refuse(event, error, {}, words)
    }
    return { verified: true }
  },
}
