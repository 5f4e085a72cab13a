/** Undoes a payment in whatever state it is: lets held money go, gives taken money back. For cancelling and for turning back. */
import type { Money } from '@souk/contracts/money.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { type Run, type Step, unsettled } from './advance.ts'
import type { Ordering } from './needs.ts'
import { refundedEvent } from './order-view.ts'
import type { OrderRow, TimelineRow } from './orders.sql.ts'

export type MoneyBack = {
  order: NonNullable<Step['order']>
  timeline: Omit<TimelineRow, 'at'>[]
  events(after: OrderRow): { type: string; data: unknown }[]
}

/** Also before or without a payment, and again: the refund, if it takes one, is the saga's and happens once. */
export async function giveMoneyBack(context: Ordering['context'], run: Run): Promise<MoneyBack> {
  const { payment } = context.calls
  const orderId = run.order.id
  try {
    const { status } = await payment.voidPayment({ orderId })
    if (status === 'pending' || status === 'authorized') throw unsettled('The payment')
    if (status === 'refunded') return refundedBefore
    return {
      order: { paymentStatus: 'voided' },
      timeline: [{ what: 'payment_voided', by: 'system' }],
      events: () => [],
    }
  } catch (error) {
    if (!hasReason(error, 'payment_captured')) throw error
    return refundRest(context, run)
  }
}

const refundedBefore: MoneyBack = { order: {}, timeline: [], events: () => [] }

async function refundRest({ calls: { payment }, now }: Ordering['context'], { saga, order }: Run): Promise<MoneyBack> {
  const amount: Money = { amount: order.total - order.refunded, currency: order.currency }
  if (amount.amount <= 0) return refundedBefore
  const after = await payment.refund({ orderId: order.id, refundId: saga.id, amount })
  if (after.refunded.amount < order.total) throw unsettled('The refund')
  const refund = { id: saga.id, amount, refundedAt: now().toISOString() }
  return {
    order: { paymentStatus: 'refunded', refunded: order.total, refunds: [...order.refunds, refund] },
    timeline: [{ what: 'refunded', by: 'system', details: { amount } }],
    events: (row) => [refundedEvent(row, refund)],
  }
}
