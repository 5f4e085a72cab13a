import { cartFrom } from '../cart.ts'
import * as carts from '../carts.sql.ts'
import { cartClosed, cartNamed, unknownSku } from '../naming.ts'
import type { Cart } from '../needs.ts'
import { getCart } from './get-cart.ts'

/** Removing what the cart does not hold (any more) answers the cart as it is. */
export const removeLine: Cart['operations']['removeLine'] = async ({ id, sku }, context) => {
  const { db, caller, now } = context
  const named = cartNamed(id, caller)
  const row = await carts.removeLine(db, named, sku, now())
  if (row !== undefined) return cartFrom(row)

  const cart = await getCart({ id }, context)
  if (cart.status !== 'open') throw cartClosed(cart.status)
  const { active } = await carts.obstaclesTo(db, named, sku)
  if (active === null) throw unknownSku(`Nothing is sold here as '${sku}'.`)
  return cart
}
