import { randomUUID } from 'node:crypto'
import type { Order } from '@souk/contracts/order.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { error, fail, type RequestEvent, redirect } from '@sveltejs/kit'
import { date } from '#lib/format.ts'
import { inLanguage } from '#lib/language.ts'
import { line, refusal, refuse } from '#lib/server/forms.ts'
import { mayBeSignedIn } from '#lib/server/my-cart.ts'
import { accessTokenOf } from '#lib/server/my-orders.ts'
import { returnableNow } from '#lib/server/order-returns.ts'
import { orderToShow } from '#lib/server/order-to-show.ts'
import { signInFirst } from '#lib/server/signed-in.ts'
import { returnAnswers } from '#lib/texts/order-words.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { language } = event.locals
  const order = await orderToShow(event, event.params.id)
  const returnable = returnableNow(order, new Date())
  if (returnable === undefined) redirect(303, inLanguage(language, `/orders/${order.id}`))
  const { id, number } = order
  return { id, number, until: date(returnable.until, language), lines: returnable.lines, key: randomUUID() }
}

export const actions: Actions = {
  default: async (event) => {
    const { id } = event.params
    const { language, shop } = event.locals
    const form = await event.request.formData()
    const reason = line(form, 'reason').replaceAll('\r\n', '\n')
    const lines = chosen(form)
    const given = { reason, ...Object.fromEntries(lines.map(({ sku, quantity }) => [sku, String(quantity)])) }
    if (lines.length === 0) return fail(400, refusal(returnAnswers.nothing[language], given))
    const accessToken = accessTokenOf(event, id)
    const key = line(form, 'key')
    try {
      await shop.order.requestReturn(
        { id, lines, reason, ...(accessToken === undefined ? {} : { accessToken }) },
        key === '' ? {} : { key },
      )
    } catch (failure) {
      if (hasReason(failure, 'not_found')) return notTheirs(event)
      return refuse(event, failure, given, {
        reasons: { not_returnable: returnAnswers.tooLate, exceeds_returnable: returnAnswers.tooMany },
        fields: { reason: returnAnswers.reason },
      })
    }
    redirect(303, inLanguage(language, `/orders/${id}`))
  },
}

/** The lines with a mark, each with its number; what is no number is left to the order to refuse. */
function chosen(form: FormData): Pick<Order['lines'][number], 'sku' | 'quantity'>[] {
  return form.getAll('sku').map((value) => {
    const sku = String(value)
    return { sku, quantity: Number(form.get(`quantity ${sku}`) ?? 1) }
  })
}

function notTheirs(event: RequestEvent) {
  return mayBeSignedIn(event) ? error(404, 'not_found') : signInFirst(event)
}
