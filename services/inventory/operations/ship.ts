import { fail, SoukError } from '@souk/platform/errors.ts'
import type { Inventory } from '../needs.ts'
import * as stock from '../stock.sql.ts'

export const ship: Inventory['operations']['ship'] = async ({ orderId }, { db }) => {
  if (await stock.ship(db, orderId)) return
  const status = (await stock.reservationOf(db, orderId))?.status
  if (status === undefined) throw fail('not_found', `Order ${orderId} has no reservation.`)
  if (status !== 'shipped')
    throw new SoukError('conflict', 'reservation_closed', `The reservation of order ${orderId} is ${status} already.`)
}
