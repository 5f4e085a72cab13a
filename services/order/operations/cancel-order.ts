import { errorOf } from '../advance.ts'
import { answerChanged } from '../answer.ts'
import { type CancelInput, cancelPlacing } from '../cancelling.ts'
import type { Ordering } from '../needs.ts'
import { whyNotCancellable } from '../order.ts'
import { factsOf } from '../order-view.ts'
import type { OrderRow } from '../orders.sql.ts'
import { runningSagaOf } from '../sagas.sql.ts'
import { keepForKey, perform, runSaga } from '../sagas.ts'
import { actorOf, orderInSight, sightOf } from '../sight.ts'

type Context = Ordering['context']

/** Again for a cancelled order: the same answer. */
export const cancelOrder: Ordering['operations']['cancelOrder'] = async ({ id, accessToken, reason }, context) => {
  const sight = sightOf(context.caller, accessToken)
  const order = await orderInSight(context.db, id, sight)
  const input: CancelInput = { by: actorOf(context.caller, order), ...(reason ? { reason } : {}) }
  const run = await perform(context, 'cancel', input, async () => {
    const now = await orderInSight(context.db, id, sight)
    if (now.status === 'cancelled') return { saga: await runningSagaOf(context.db, id), order: now }
    if (now.status === 'pending') return (await cancelWhilePlaced(context, now, input)) ?? now
    const refusal = whyNotCancellable(factsOf(now))
    if (refusal !== undefined) throw errorOf(refusal)
    return now
  })
  return answerChanged(context, run)
}

/** @returns undefined where the placing ended before this */
async function cancelWhilePlaced(context: Context, order: OrderRow, input: CancelInput) {
  const saga = await runningSagaOf(context.db, order.id)
  const turned = saga === undefined ? undefined : await cancelPlacing(context, { saga, order }, input)
  if (turned === undefined) return undefined
  // The placing's own saga undoes it.
  await keepForKey(context, 'cancel', order.id, input)
  return runSaga(context, turned)
}
