import { fail } from '@souk/platform/errors.ts'
import type { Inventory } from '../needs.ts'
import { reservationOf } from '../stock.sql.ts'

export const getReservation: Inventory['operations']['getReservation'] = async ({ orderId }, { db }) => {
  const reservation = await reservationOf(db, orderId)
  // One that was given back before it was made holds a place, and nothing else.
  if (reservation === undefined || reservation.lines.length === 0)
    throw fail('not_found', `Order ${orderId} has no reservation.`)
  const { expiresAt, ...rest } = reservation
  return { ...rest, ...(expiresAt === null ? {} : { expiresAt }) }
}
