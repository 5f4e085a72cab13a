/** Puts pieces of something into a cart, or says what stands in the way. */
import type { Caller } from '@souk/platform/auth.ts'
import { fail, SoukError } from '@souk/platform/errors.ts'
import { cartFrom, mostLines } from './cart.ts'
import * as carts from './carts.sql.ts'
import { cartClosed, cartNamed, noSuchCart, unknownSku } from './naming.ts'

type Context = { db: Parameters<typeof carts.setLine>[0]; caller: Caller; now(): Date; newId(): string }

export async function putLine(id: string, line: carts.NewLine, { db, caller, now, newId }: Context) {
  const named = cartNamed(id, caller)
  for (let attempt = 1; attempt <= 3; attempt++) {
    const row =
      id === 'mine'
        ? await carts.setLineOfMine(db, newId(), named.userId, line, now())
        : await carts.setLine(db, named, line, now())
    if (row !== undefined) return cartFrom(row)
    refuseFor(await carts.obstaclesTo(db, named, line.sku), id, line.sku)
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
