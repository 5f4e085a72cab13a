/**
 * Refunding: held money is taken first, then given back under the saga's id. One saga of an order runs at a time, so what
 * was refundable at its beginning is so until its end, and refunds at once never add up to too much.
 */

import type { Money } from '@souk/contracts/money.ts'
import { isInDoubt, type SoukError } from '@souk/platform/errors.ts'
import { advance, type Run, refusalOf, refuse, reload, type Step, unsettled } from './advance.ts'
import type { Ordering } from './needs.ts'
import { refundable, whyNotRefundable } from './order.ts'
import { factsOf, refundedEvent } from './order-view.ts'
import type { OrderRow } from './orders.sql.ts'
import { capture } from './taking-money.ts'

export type RefundInput = { amount?: Money; reason?: string }

export async function refund(context: Ordering['context'], run: Run): Promise<Run> {
  return (await proceed(context, run)) ?? reload(context, run.saga.id)
}

async function proceed(context: Ordering['context'], run: Run): Promise<Run | undefined> {
  const { amount = refundable(factsOf(run.order)), reason } = run.saga.input as RefundInput
  const refusal = whyNotRefundable(factsOf(run.order), amount)
  if (refusal !== undefined) return refuse(context, run, refusal)
  let taken: Run | undefined = run
  try {
    taken = await capture(context, run)
    if (taken === undefined) return undefined
    await giveBack(context, taken, amount)
  } catch (error) {
    if (isInDoubt(error)) throw error
    return refuse(context, taken ?? run, refusalFor(error as SoukError))
  }
  const entry = { id: run.saga.id, amount, ...(reason ? { reason } : {}), refundedAt: context.now().toISOString() }
  return advance(context, taken, {
    saga: 'done',
    order: refundedBy(taken.order, entry),
    timeline: [{ what: 'refunded', by: 'staff', details: { amount, ...(reason ? { reason } : {}) } }],
    events: (after) => [refundedEvent(after, entry)],
  })
}

/** Under the saga's id, so that it happens once. @throws where the payment refuses, or does not know the end itself yet */
export async function giveBack({ calls: { payment } }: Ordering['context'], { order, saga }: Run, amount: Money) {
  const after = await payment.refund({ orderId: order.id, refundId: saga.id, amount })
  if (after.refunded.amount < order.refunded + amount.amount) throw unsettled('The refund')
}

/** An order after a refund. */
export function refundedBy(order: OrderRow, entry: OrderRow['refunds'][number]): NonNullable<Step['order']> {
  const refunded = order.refunded + entry.amount.amount
  return {
    refunded,
    paymentStatus: refunded === order.total ? 'refunded' : 'partially_refunded',
    refunds: [...order.refunds, entry],
  }
}

/** What a payment that refuses for good means to who asked for the refund. */
export function refusalFor(error: SoukError) {
  if (error.reason === 'exceeds_refundable') return refusalOf(error)
  return { code: 'conflict', reason: 'not_refundable', message: `Nothing can be refunded: ${error.message}` } as const
}
