import { userIdOf } from '@souk/platform/auth.ts'
import { isDuplicate, type Transaction } from '@souk/platform/database/pool.ts'
import { cartFrom } from '../cart.ts'
import * as carts from '../carts.sql.ts'
import { cartClosed, noSuchCart } from '../naming.ts'
import type { Cart } from '../needs.ts'

type Context = Cart['context']

export const claimCart: Cart['operations']['claimCart'] = async ({ id }, context) => {
  for (let attempt = 1; ; attempt++) {
    try {
      return cartFrom(await context.db.transaction((tx) => claim(tx, id, context)))
    } catch (error) {
      if (attempt === 3 || !isLostRace(error)) throw error
    }
  }
}

async function claim(tx: Transaction, id: string, { caller, config, now, newId }: Context) {
  const userId = userIdOf(caller)
  const locked = await carts.lockForClaim(tx, id, userId)
  const claimed = locked.find((cart) => cart.id === id.toLowerCase())
  const own = locked.find((cart) => cart.userId === userId && cart.status === 'open')
  if (claimed === undefined || (claimed.userId ?? userId) !== userId) throw noSuchCart()
  if (claimed.status === 'ordered') throw cartClosed(claimed.status)

  // Claimed before, or never a guest's: the answer is the cart that the person has now.
  if (claimed.userId !== null) return carts.openCart(tx, newId(), userId, config.currency, now())
  if (own === undefined) return carts.adopt(tx, id, userId, now())
  return carts.merge(tx, id, { id: own.id, userId }, now())
}

/** Another tab opened a cart for the person meanwhile, or locks crossed with a batch of events: the next attempt sees it. */
function isLostRace(error: unknown) {
  return isDuplicate(error, 'one_open_cart') || (error as { code?: string }).code === '40P01'
}
