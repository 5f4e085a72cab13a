import type { Ordering } from '../needs.ts'
import { toOrder } from '../order-view.ts'
import { orderInSight, sightOf } from '../sight.ts'

export const getOrder: Ordering['operations']['getOrder'] = async ({ id, accessToken }, context) =>
  toOrder(await orderInSight(context.db, id, sightOf(context.caller, accessToken)), context)
