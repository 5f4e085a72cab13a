import type { Order } from '@souk/contracts/order.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { error } from '@sveltejs/kit'
import { date } from '#lib/format.ts'
import { money } from '#lib/money.ts'
import { line, refuse } from '#lib/server/forms.ts'
import { mayBeSignedIn } from '#lib/server/my-cart.ts'
import { accessTokenOf } from '#lib/server/my-orders.ts'
import { historyOf, progressOf, writtenReason } from '#lib/server/order-progress.ts'
import { returnableNow, returnsOf } from '#lib/server/order-returns.ts'
import * as states from '#lib/server/order-state.ts'
import { orderToShow } from '#lib/server/order-to-show.ts'
import { signInFirst } from '#lib/server/signed-in.ts'
import { cancelAnswers } from '#lib/texts/order-words.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { language } = event.locals
  const order = await orderToShow(event, event.params.id)
  const now = new Date()
  const state = states.stateOf(order, now)
  const returnable = returnableNow(order, now)
  return {
    order: shown(order),
    placed: date(order.placedAt, language),
    badge: states.badgeOf(state, language),
    sentence: states.sentenceOf(state, language),
    payment: states.paymentWords(order, language),
    steps: progressOf(order, language, now),
    history: historyOf(order, language),
    parcels: order.shipments.map((parcel) => ({ ...parcel, shippedAt: date(parcel.shippedAt, language) })),
    refunds: order.refunds.map(({ id, amount, reason, refundedAt }) => ({
      id,
      amount: money(amount, language),
      at: date(refundedAt, language),
      reason: reason === undefined ? undefined : writtenReason({ details: { reason } }),
    })),
    returns: returnsOf(order, language),
    returnableUntil: returnable === undefined ? undefined : date(returnable.until, language),
    isOpen: state === 'pending' || state === 'declined' ? state : undefined,
    isMoving: states.isMoving(order),
    isCancellable: states.isCancellable(order),
    hasInvoice: states.hasInvoice(order),
    isSignedIn: mayBeSignedIn(event),
  }
}

/** Its timeline and returns are put into words here; what is not sent has no day on which it arrives. */
function shown({ timeline: _, returns: _returns, returnable: _returnable, ...order }: Order): Order {
  const { estimate, ...delivery } = order.delivery
  const isOff = order.status === 'cancelled' || order.status === 'declined'
  return {
    ...order,
    delivery: isOff || estimate === undefined ? delivery : { ...delivery, estimate },
    returns: [],
    timeline: [],
  }
}

export const actions: Actions = {
  cancel: async (event) => {
    const { id } = event.params
    const form = await event.request.formData()
    const reason = line(form, 'reason').replaceAll('\r\n', '\n')
    const accessToken = accessTokenOf(event, id)
    try {
      const { status } = await event.locals.shop.order.cancelOrder({
        id,
        ...(accessToken === undefined ? {} : { accessToken }),
        ...(reason === '' ? {} : { reason }),
      })
      return { cancelled: status === 'cancelled' }
    } catch (refusal) {
      if (hasReason(refusal, 'not_found')) return mayBeSignedIn(event) ? error(404, 'not_found') : signInFirst(event)
      const words = { reasons: { not_cancellable: cancelAnswers.tooLate }, fields: { reason: cancelAnswers.reason } }
      return refuse(event, refusal, { reason }, words)
    }
  },
}
