import { errorOf } from '../advance.ts'
import { answerChanged } from '../answer.ts'
import type { Ordering } from '../needs.ts'
import { type DecideInput, returnOf } from '../returning.ts'
import { whyNotDecidable } from '../returns.ts'
import { perform } from '../sagas.ts'
import { orderInSight, sightOf } from '../sight.ts'

export const decideReturn: Ordering['operations']['decideReturn'] = async (
  { id, returnId, approved, note },
  context,
) => {
  const input: DecideInput = { returnId, approved, ...(note ? { note } : {}) }
  const run = await perform(context, 'decide_return', input, async () => {
    const order = await orderInSight(context.db, id, sightOf(context.caller))
    const refusal = whyNotDecidable(returnOf(order, returnId), approved)
    if (refusal !== undefined) throw errorOf(refusal)
    return order
  })
  return answerChanged(context, run)
}
