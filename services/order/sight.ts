/** Whose orders a caller may see: ownership, as a filter of statements. What is out of sight does not exist. */
import { type Caller, holds, userIdOf } from '@souk/platform/auth.ts'
import type { Db } from '@souk/platform/database/pool.ts'
import { fail } from '@souk/platform/errors.ts'
import { type OrderRow, type Sight, visibleOrder } from './orders.sql.ts'

/** @param accessToken of a guest's order */
export function sightOf(caller: Caller, accessToken?: string): Sight {
  return { all: holds(caller, 'orders'), userId: userIdOf(caller), accessToken }
}

/** Staff act as such on the orders of others, and as customers on their own. */
export function actorOf(caller: Caller, order: OrderRow): 'customer' | 'staff' {
  return holds(caller, 'orders') && order.userId !== userIdOf(caller) ? 'staff' : 'customer'
}

/** @throws 404 `not_found` */
export async function orderInSight(db: Db, id: string, sight: Sight) {
  const order = await visibleOrder(db, id, sight)
  if (order === undefined) throw fail('not_found', 'There is no such order, or it is not yours.')
  return order
}
