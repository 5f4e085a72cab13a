import type { Ordering } from '../needs.ts'
import { toOrder } from '../order-view.ts'
import { orderInSight, sightOf } from '../sight.ts'

export const getOrder: Ordering['operations']['getOrder'] = async ({ id, accessToken }, { db, caller }) =>
  toOrder(await orderInSight(db, id, sightOf(caller, accessToken)))
