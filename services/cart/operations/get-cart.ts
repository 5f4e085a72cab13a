import { cartFrom } from '../cart.ts'
import { openCart, readCart } from '../carts.sql.ts'
import { cartNamed, noSuchCart } from '../naming.ts'
import type { Cart } from '../needs.ts'

export const getCart: Cart['operations']['getCart'] = async ({ id }, { db, caller, config, now, newId }) => {
  const named = cartNamed(id, caller)
  const row = await readCart(db, named)
  if (row !== undefined) return cartFrom(row)
  if (id !== 'mine') throw noSuchCart()
  return cartFrom(await openCart(db, newId(), named.userId, config.currency, now()))
}
