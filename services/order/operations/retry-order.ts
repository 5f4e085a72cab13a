import { answerMended } from '../answer.ts'
import type { Ordering } from '../needs.ts'
import type { RepairInput } from '../repairing.ts'
import { runningSagaOf } from '../sagas.sql.ts'
import { goOnNow, keepForKey, perform } from '../sagas.ts'
import { orderInSight, sightOf } from '../sight.ts'

export const retryOrder: Ordering['operations']['retryOrder'] = async ({ id, note }, context) => {
  const input: RepairInput = note ? { note } : {}
  const outcome = await perform(context, 'repair', input, async () => {
    const order = await orderInSight(context.db, id, sightOf(context.caller))
    const saga = await runningSagaOf(context.db, id)
    if (saga === undefined) return order
    await keepForKey(context, 'repair', id, input)
    return goOnNow(context, { saga, order }, { what: 'retried', by: 'staff', details: input })
  })
  return answerMended(context, outcome, 'repair')
}
