import { errorOf } from '../advance.ts'
import { answerChanged } from '../answer.ts'
import type { Ordering } from '../needs.ts'
import type { ReceiveInput } from '../receiving.ts'
import { returnOf } from '../returning.ts'
import { whyNotReceivable } from '../returns.ts'
import { perform } from '../sagas.ts'
import { orderInSight, sightOf } from '../sight.ts'

export const receiveReturn: Ordering['operations']['receiveReturn'] = async (
  { id, returnId, lines, refundDelivery = false, note },
  context,
) => {
  const input: ReceiveInput = { returnId, lines, refundDelivery, ...(note ? { note } : {}) }
  const run = await perform(context, 'receive_return', input, async () => {
    const order = await orderInSight(context.db, id, sightOf(context.caller))
    const refusal = whyNotReceivable(order, returnOf(order, returnId), lines)
    if (refusal !== undefined) throw errorOf(refusal)
    return order
  })
  return answerChanged(context, run)
}
