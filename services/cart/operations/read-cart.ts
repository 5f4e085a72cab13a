import { cartFrom } from '../cart.ts'
import { readCart as read } from '../carts.sql.ts'
import { noSuchCart } from '../naming.ts'
import type { Cart } from '../needs.ts'

export const readCart: Cart['operations']['readCart'] = async ({ id, userId = null }, { db }) => {
  const row = await read(db, { id, userId })
  if (row === undefined) throw noSuchCart()
  return cartFrom(row)
}
