import type { Ordering } from '../needs.ts'
import { toOrder } from '../order-view.ts'
import { findOrder, sightOf } from '../sight.ts'

export const getOrder: Ordering['operations']['getOrder'] = async ({ id, accessToken }, { db, caller }) =>
  toOrder(await findOrder(db, id, sightOf(caller, accessToken)))
