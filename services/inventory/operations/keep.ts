import { SoukError } from '@souk/platform/errors.ts'
import type { Inventory } from '../needs.ts'
import * as stock from '../stock.sql.ts'

export const keep: Inventory['operations']['keep'] = async ({ orderId }, { db }) => {
  if ((await stock.keep(db, orderId)) !== undefined) return
  const status = (await stock.reservationOf(db, orderId))?.status
  if (status === 'released' || status === 'shipped')
    throw new SoukError('conflict', 'reservation_closed', `The reservation of order ${orderId} is ${status} already.`)
  throw new SoukError('conflict', 'reservation_lost', `Order ${orderId} holds no stock (any more): reserve again.`)
}
