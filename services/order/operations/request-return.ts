import { errorOf } from '../advance.ts'
import { answerChanged } from '../answer.ts'
import type { Ordering } from '../needs.ts'
import type { RequestInput } from '../returning.ts'
import { whyNotReturnable } from '../returns.ts'
import { perform } from '../sagas.ts'
import { actorOf, orderInSight, sightOf } from '../sight.ts'

export const requestReturn: Ordering['operations']['requestReturn'] = async (
  { id, accessToken, lines, reason },
  context,
) => {
  const sight = sightOf(context.caller, accessToken)
  const by = actorOf(context.caller, await orderInSight(context.db, id, sight))
  const input: RequestInput = { by, lines, reason }
  const run = await perform(context, 'request_return', input, async () => {
    const order = await orderInSight(context.db, id, sight)
    const askedAt = by === 'customer' ? context.now() : undefined
    const refusal = whyNotReturnable(order, lines, context.config.returnDays, askedAt)
    if (refusal !== undefined) throw errorOf(refusal)
    return order
  })
  return answerChanged(context, run)
}
