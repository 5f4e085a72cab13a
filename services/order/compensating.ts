/** Staff undo an order by hand, however far it came before it left the house. Undoing already, it has no way back but on. */
import { advance, type Run, refuse, reload } from './advance.ts'
import { cancel } from './cancelling.ts'
import type { Ordering } from './needs.ts'
import { whyNotCompensable } from './order.ts'
import { factsOf } from './order-view.ts'
import { newsOf, undo } from './undoing.ts'

export type CompensateInput = { by: 'staff'; note: string }

export async function compensate(context: Ordering['context'], run: Run): Promise<Run> {
  if (run.order.status === 'confirmed') return cancel(context, run)
  return (await undoAgain(context, run)) ?? reload(context, run.saga.id)
}

async function undoAgain(context: Ordering['context'], run: Run) {
  const refusal = whyNotCompensable(factsOf(run.order))
  if (refusal !== undefined) return refuse(context, run, refusal)
  const { note } = run.saga.input as CompensateInput
  const news = newsOf(await undo(context, run), run)
  // Its stock is held no longer, so a cart does not take it up again.
  const declinedReason = run.order.status === 'declined' ? 'compensated' : run.order.declinedReason
  return advance(context, run, {
    saga: 'done',
    order: { ...news.order, declinedReason },
    timeline: [...news.timeline, { what: 'compensated', by: 'staff', details: { note } }],
    events: news.events,
  })
}
