import { fail } from '@souk/platform/errors.ts'
import { errorOf } from '../advance.ts'
import { answerChanged } from '../answer.ts'
import type { Ordering } from '../needs.ts'
import { whyNotRefundable } from '../order.ts'
import { factsOf } from '../order-view.ts'
import type { RefundInput } from '../refunding.ts'
import { perform } from '../sagas.ts'
import { orderInSight, sightOf } from '../sight.ts'

export const refundOrder: Ordering['operations']['refundOrder'] = async ({ id, amount, reason }, context) => {
  if (amount !== undefined && amount.amount <= 0)
    throw fail('invalid_input', 'amount: name a sum above nothing.', {
      errors: [{ path: '/amount/amount', message: 'must be above 0' }],
    })
  const input: RefundInput = { ...(amount === undefined ? {} : { amount }), ...(reason ? { reason } : {}) }
  const run = await perform(context, 'refund', input, async () => {
    const order = await orderInSight(context.db, id, sightOf(context.caller))
    const refusal = whyNotRefundable(factsOf(order), amount)
    if (refusal !== undefined) throw errorOf(refusal)
    return order
  })
  return answerChanged(context, run)
}
