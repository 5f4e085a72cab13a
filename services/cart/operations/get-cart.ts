import { cartFrom } from '../cart.ts'
import { readCart } from '../carts.sql.ts'
import { cartNamed, noSuchCart } from '../naming.ts'
import type { Cart } from '../needs.ts'

export const getCart: Cart['operations']['getCart'] = async ({ id }, { db, caller }) => {
  const row = await readCart(db, cartNamed(id, caller))
  if (row === undefined) throw noSuchCart()
  return cartFrom(row)
}
