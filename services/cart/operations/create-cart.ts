import { randomUUID } from 'node:crypto'
import { userIdOf } from '@souk/platform/auth.ts'
import { cartFrom, emptyCart } from '../cart.ts'
import { createGuestCart, openCart } from '../carts.sql.ts'
import type { Cart } from '../needs.ts'

export const createCart: Cart['operations']['createCart'] = async (_, { db, caller, config, now, newId }) => {
  const userId = userIdOf(caller)
  if (userId !== null) return cartFrom(await openCart(db, newId(), userId, config.currency, now()))

  // Whoever knows a guest's cart has it: its id must not be guessable from the time, as a UUIDv7 is in part.
  const id = randomUUID()
  await createGuestCart(db, id, config.currency, now())
  return emptyCart(id, config.currency)
}
