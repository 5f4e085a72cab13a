import { SoukError } from '@souk/platform/errors.ts'
import type { Inventory } from '../needs.ts'
import { extendHold, type Line, reservationOf, reserve as reserveAll } from '../stock.sql.ts'

export const reserve: Inventory['operations']['reserve'] = async ({ orderId, lines, holdSeconds }, { db, now }) => {
  const expiresAt = new Date(now().getTime() + holdSeconds * 1_000)
  const summed = sumBySku(lines)
  const { reserved, shortages } = await reserveAll(db, orderId, summed, expiresAt)
  if (reserved) return { orderId, status: 'held', lines: summed, expiresAt: expiresAt.toISOString() }

  // Either the order has a reservation, whose pieces may be the very ones that seem to lack, or there is too little.
  if (await extendHold(db, orderId, expiresAt)) {
    const { expiresAt: until, ...reservation } = (await reservationOf(db, orderId)) ?? missing(orderId)
    return { ...reservation, ...(until === null ? {} : { expiresAt: until }) }
  }
  const status = (await reservationOf(db, orderId))?.status
  if (status !== undefined && status !== 'expired')
    throw new SoukError('conflict', 'reservation_closed', `The reservation of order ${orderId} is ${status} already.`)
  throw new SoukError(
    'conflict',
    'out_of_stock',
    `Too little stock of ${shortages.map(({ sku }) => sku).join(', ')}.`,
    {
      details: { lines: shortages },
    },
  )
}

/** Two lines that draw on the same stock are one demand. */
function sumBySku(lines: readonly Line[]): Line[] {
  const quantities = new Map<string, number>()
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity)
  return [...quantities].map(([sku, quantity]) => ({ sku, quantity }))
}

function missing(orderId: string): never {
  throw new Error(`the reservation of order ${orderId} is gone`)
}
