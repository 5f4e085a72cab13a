/** Cancelling a confirmed order: its money and its stock go back. Undoing already, it has no way back but on. */
import { advance, type Run, refuse, reload } from './advance.ts'
import type { Ordering } from './needs.ts'
import { whyNotCancellable } from './order.ts'
import { cancelledEvent, factsOf } from './order-view.ts'
import { undo } from './undoing.ts'

export type CancelInput = {
  by: 'customer' | 'staff'
  reason?: string
  /** Of staff who undo the order by hand: for them alone. */
  note?: string
}

export async function cancel(context: Ordering['context'], run: Run): Promise<Run> {
  return (await proceed(context, run)) ?? reload(context, run.saga.id)
}

async function proceed(context: Ordering['context'], run: Run) {
  const refusal = whyNotCancellable(factsOf(run.order))
  if (refusal !== undefined) return refuse(context, run, refusal)
  const { by, reason } = run.saga.input as CancelInput
  const money = await undo(context, run)
  return advance(context, run, {
    saga: 'done',
    order: { ...money.order, status: 'cancelled', fulfilmentStatus: 'cancelled' },
    timeline: [
      ...money.timeline,
      { what: 'stock_released', by: 'system' },
      { what: 'cancelled', by, ...(reason ? { details: { reason } } : {}) },
      ...compensated(run.saga.input as CancelInput),
    ],
    events: (after) => [...money.events(after), cancelledEvent(after, reason)],
  })
}

function compensated({ by, note }: CancelInput) {
  return note === undefined ? [] : [{ what: 'compensated', by, details: { note } }]
}

/**
 * Cancels an order that is still being placed: from here on its own saga undoes it.
 * @returns undefined where its placing ended, either way, before this: look again
 */
export function cancelPlacing(context: Ordering['context'], placing: Run, input: CancelInput) {
  const { by, reason } = input
  return advance(context, placing, {
    saga: 'running',
    turnBack: true,
    order: { status: 'cancelled', fulfilmentStatus: 'cancelled' },
    timeline: [{ what: 'cancelled', by, ...(reason ? { details: { reason } } : {}) }, ...compensated(input)],
    events: (after) => [cancelledEvent(after, reason)],
  })
}
