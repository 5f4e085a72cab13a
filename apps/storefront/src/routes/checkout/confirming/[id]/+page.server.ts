import { hasReason } from '@souk/platform/errors.ts'
import { error, redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { isOutOfReach } from '#lib/server/away.ts'
import { keepDraft, readDraft } from '#lib/server/checkout-draft.ts'
import { accessTokenOf } from '#lib/server/my-orders.ts'
import { finishCheckout } from '#lib/server/placing.ts'
import type { PageServerLoad } from './$types'

/** Seconds in which people wait for a bank before they want to do something else. */
const patience = 60

/** Leads on as soon as the payment is decided; until then, and while orders are out of reach, it is a page to wait on. */
export const load: PageServerLoad = async (event) => {
  const { id } = event.params
  const { shop, language } = event.locals
  const accessToken = accessTokenOf(event, id)
  const query = accessToken === undefined ? {} : { accessToken }
  const order = await shop.order.getOrder({ id, ...query }).catch((reason) => {
    if (hasReason(reason, 'not_found', 'invalid_input')) error(404, 'not_found')
    if (!isOutOfReach(reason)) throw reason
    return undefined
  })
  const inUrl = event.url.search
  if (order === undefined) return { number: undefined, isLate: false, action: undefined, path: `/orders/${id}${inUrl}` }
  const draft = readDraft(event)
  if (order.status === 'declined') {
    keepDraft(event, { ...draft, order: id })
    redirect(303, inLanguage(language, '/checkout'))
  }
  if (order.status !== 'pending') {
    if (draft.order === id) finishCheckout(event, draft)
    redirect(303, inLanguage(language, `/checkout/thanks/${id}${inUrl}`))
  }
  const since = Date.parse(order.timeline.findLast(({ what }) => what.startsWith('placed'))?.at ?? order.placedAt)
  const action = order.paymentAction?.redirectUrl
  // Who has to act is not kept waiting by a slow bank.
  const isLate = action === undefined && Date.now() - since > patience * 1_000
  return { number: order.number, isLate, action, path: `/orders/${id}${inUrl}` }
}
