import { redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { line, refuse } from '#lib/server/forms.ts'
import { rememberOrder } from '#lib/server/my-orders.ts'
import { personal } from '#lib/server/signed-in.ts'
import { formTexts } from '#lib/texts/forms.ts'
import { findAnswers } from '#lib/texts/order-words.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => personal(event)

export const actions: Actions = {
  default: async (event) => {
    const { shop, language } = event.locals
    const form = await event.request.formData()
    const asked = { number: line(form, 'number'), email: line(form, 'email') }
    let found: { id: string; accessToken: string }
    try {
      found = await shop.order.findOrder(asked)
    } catch (error) {
      return refuse(event, error, asked, {
        reasons: { not_found: findAnswers.none, too_many_requests: findAnswers.tooMany },
        fields: { number: findAnswers.number, email: formTexts.email },
      })
    }
    rememberOrder(event, found)
    redirect(303, inLanguage(language, `/orders/${found.id}`))
  },
}
