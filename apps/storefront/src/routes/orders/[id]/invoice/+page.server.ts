import { date } from '#lib/format.ts'
import { hasInvoice } from '#lib/server/order-state.ts'
import { orderToShow } from '#lib/server/order-to-show.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { language } = event.locals
  const order = await orderToShow(event, event.params.id)
  const sent = order.shipments[0]?.shippedAt
  const less = (amount: number) => ({ amount: order.total.amount - amount, currency: order.total.currency })
  return {
    order: { ...order, timeline: [] },
    isThere: hasInvoice(order),
    ordered: date(order.placedAt, language),
    sent: sent === undefined ? undefined : date(sent, language),
    net: less(order.taxIncluded.amount),
    left: less(order.refunded.amount),
    refunds: order.refunds.map(({ id, amount, refundedAt }) => ({ id, amount, at: date(refundedAt, language) })),
  }
}
