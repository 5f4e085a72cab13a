import { errorOf } from '../advance.ts'
import { answerChanged } from '../answer.ts'
import type { Ordering } from '../needs.ts'
import { whyNotShippable } from '../order.ts'
import { factsOf } from '../order-view.ts'
import { perform } from '../sagas.ts'
import type { ShipInput } from '../shipping.ts'
import { orderInSight, sightOf } from '../sight.ts'

export const shipOrder: Ordering['operations']['shipOrder'] = async ({ id, carrier, trackingNumber }, context) => {
  const input: ShipInput = {
    ...(carrier === undefined ? {} : { carrier }),
    ...(trackingNumber === undefined ? {} : { trackingNumber }),
  }
  const run = await perform(context, 'ship', input, async () => {
    const order = await orderInSight(context.db, id, sightOf(context.caller))
    const refusal = whyNotShippable(factsOf(order))
    if (refusal !== undefined) throw errorOf(refusal)
    return order
  })
  return answerChanged(context, run)
}
