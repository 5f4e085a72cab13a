import { cartFrom } from '../cart.ts'
import * as carts from '../carts.sql.ts'
import { cartClosed, cartNamed, unknownSku } from '../naming.ts'
import type { Cart } from '../needs.ts'
import { getCart } from './get-cart.ts'

/** Removing what the cart does not hold (any more) answers the cart as it is. */
export const removeLine: Cart['operations']['removeLine'] = async ({ id, sku }, context) => {
  const { db, caller, now } = context
  const row = await carts.removeLine(db, cartNamed(id, caller), sku, now())
  if (row !== undefined) return cartFrom(row)

  const cart = await getCart({ id }, context)
  if (cart.status !== 'open') throw cartClosed(cart.status)
  if (!(await carts.isKnown(db, sku))) throw unknownSku(`Nothing is sold here as '${sku}'.`)
  return cart
}
