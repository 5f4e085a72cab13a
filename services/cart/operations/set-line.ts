import { fail, SoukError } from '@souk/platform/errors.ts'
import { cartFrom, mostLines } from '../cart.ts'
import * as carts from '../carts.sql.ts'
import { cartClosed, cartNamed, noSuchCart, unknownSku } from '../naming.ts'
import type { Cart } from '../needs.ts'
import { removeLine } from './remove-line.ts'

export const setLine: Cart['operations']['setLine'] = async ({ id, sku, quantity }, context) => {
  if (quantity === 0) return removeLine({ id, sku }, context)
  const { db, caller, now, newId } = context
  const named = cartNamed(id, caller)
  for (let attempt = 1; attempt <= 3; attempt++) {
    const row =
      id === 'mine'
        ? await carts.setLineOfMine(db, newId(), named.userId, { sku, quantity }, now())
        : await carts.setLine(db, named, { sku, quantity }, now())
    if (row !== undefined) return cartFrom(row)
    refuseFor(await carts.obstaclesTo(db, named, sku), id, sku)
    // What stood in the way is gone meanwhile.
  }
  throw fail('unavailable', 'This cart is changing all the time. Try again in a moment.', { retryAfter: 1 })
}

function refuseFor({ status, currency, otherLines, active, offeredIn }: carts.Obstacles, id: string, sku: string) {
  if (status === null && id !== 'mine') throw noSuchCart()
  if (status === 'ordered' || status === 'merged') throw cartClosed(status)
  if (active === null) throw unknownSku(`Nothing is sold here as '${sku}'.`)
  if (!active) throw unknownSku(`'${sku}' is no longer sold.`)
  if (currency !== null && currency !== offeredIn)
    throw unknownSku(`'${sku}' is not sold in ${currency}, the currency of what is in this cart.`)
  if (otherLines >= mostLines)
    throw new SoukError('conflict', 'too_many_lines', `A cart holds ${mostLines} different items: order these first.`)
}
