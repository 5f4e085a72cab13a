import { errorOf } from '../advance.ts'
import { answerMended } from '../answer.ts'
import { cancelPlacing } from '../cancelling.ts'
import type { CompensateInput } from '../compensating.ts'
import type { Ordering } from '../needs.ts'
import { whyNotCompensable } from '../order.ts'
import { factsOf } from '../order-view.ts'
import type { OrderRow } from '../orders.sql.ts'
import { runningSagaOf, type SagaRow } from '../sagas.sql.ts'
import { goOnNow, keepForKey, perform, runSaga } from '../sagas.ts'
import { orderInSight, sightOf } from '../sight.ts'

type Context = Ordering['context']

export const compensateOrder: Ordering['operations']['compensateOrder'] = async ({ id, note }, context) => {
  const input: CompensateInput = { by: 'staff', note }
  const outcome = await perform(context, 'compensate', input, async () => {
    const order = await orderInSight(context.db, id, sightOf(context.caller))
    const saga = await runningSagaOf(context.db, id)
    if (saga !== undefined && order.status === 'pending') return (await turnBack(context, saga, order, input)) ?? order
    if (saga?.direction === 'back') {
      await keepForKey(context, 'compensate', id, input)
      return goOnNow(context, { saga, order }, { what: 'compensated', by: 'staff', details: { note } })
    }
    const refusal = whyNotCompensable(factsOf(order))
    if (refusal !== undefined) throw errorOf(refusal)
    return order
  })
  return answerMended(context, outcome, 'compensate')
}

/** @returns undefined where the placing ended before this */
async function turnBack(context: Context, placing: SagaRow, order: OrderRow, input: CompensateInput) {
  const turned = await cancelPlacing(context, { saga: placing, order }, input)
  if (turned === undefined) return undefined
  await keepForKey(context, 'compensate', order.id, input)
  return runSaga(context, turned)
}
