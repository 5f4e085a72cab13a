/** Cancelling a confirmed order: its money and its stock go back. Undoing already, it has no way back but on. */
import { advance, type Run, refuse, reload } from './advance.ts'
import { giveMoneyBack } from './money-back.ts'
import type { Ordering } from './needs.ts'
import { whyNotCancellable } from './order.ts'
import { cancelledEvent, factsOf } from './order-view.ts'

export type CancelInput = { by: 'customer' | 'staff'; reason?: string }

export async function cancel(context: Ordering['context'], run: Run): Promise<Run> {
  return (await proceed(context, run)) ?? reload(context, run.saga.id)
}

async function proceed(context: Ordering['context'], run: Run) {
  const refusal = whyNotCancellable(factsOf(run.order))
  if (refusal !== undefined) return refuse(context, run, refusal)
  const { by, reason } = run.saga.input as CancelInput
  const [money, stock] = await Promise.allSettled([
    giveMoneyBack(context, run),
    context.calls.inventory.release({ orderId: run.order.id }),
  ])
  if (money.status === 'rejected') throw money.reason
  if (stock.status === 'rejected') throw stock.reason
  return advance(context, run, {
    saga: 'done',
    order: { ...money.value.order, status: 'cancelled', fulfilmentStatus: 'cancelled' },
    timeline: [
      ...money.value.timeline,
      { what: 'stock_released', by: 'system' },
      { what: 'cancelled', by, ...(reason ? { details: { reason } } : {}) },
    ],
    events: (after) => [...money.value.events(after), cancelledEvent(after, reason)],
  })
}

/**
 * Cancels an order that is still being placed: from here on its own saga undoes it.
 * @returns undefined where its placing ended, either way, before this: look again
 */
export function cancelPlacing(context: Ordering['context'], placing: Run, { by, reason }: CancelInput) {
  return advance(context, placing, {
    saga: 'running',
    turnBack: true,
    order: { status: 'cancelled', fulfilmentStatus: 'cancelled' },
    timeline: [{ what: 'cancelled', by, ...(reason ? { details: { reason } } : {}) }],
    events: (after) => [cancelledEvent(after, reason)],
  })
}
