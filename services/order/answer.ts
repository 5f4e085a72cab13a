/** How a run ended, as the caller's answer. */
import { errorOf, type Outcome, type Run } from './advance.ts'
import type { Ordering } from './needs.ts'
import { toOrder } from './order-view.ts'

/**
 * The order as it is: 202 while it is not decided yet. The answer to whoever placed it holds the guest's access token.
 * @throws the refusal that the run ended with
 */
export function answerPlaced(context: Ordering['context'], { saga, order }: Run) {
  if (saga.refusal !== null) throw errorOf(saga.refusal)
  if (order.status === 'pending') context.answer.status = 202
  return toOrder(order, context, true)
}

/** The order as it is: 202 while the change is under way. @throws the refusal that the run ended with */
export function answerChanged(context: Ordering['context'], { saga, order }: Outcome) {
  if (saga?.status === 'failed' && saga.refusal !== null) throw errorOf(saga.refusal)
  if (saga?.status === 'running') context.answer.status = 202
  return toOrder(order, context)
}

/** As `answerChanged`: but what others began and were refused is no refusal of the one who went on with it. */
export function answerMended(context: Ordering['context'], { saga, order }: Outcome, kind: 'repair' | 'compensate') {
  return answerChanged(context, { saga: saga?.status === 'running' || saga?.kind === kind ? saga : undefined, order })
}
