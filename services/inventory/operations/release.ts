import { SoukError } from '@souk/platform/errors.ts'
import type { Inventory } from '../needs.ts'
import * as stock from '../stock.sql.ts'

export const release: Inventory['operations']['release'] = async ({ orderId }, { db }) => {
  if (await db.transaction((tx) => stock.release(tx, orderId))) return
  if ((await stock.reservationOf(db, orderId))?.status === 'shipped')
    throw new SoukError('conflict', 'reservation_shipped', `The pieces of order ${orderId} have left the house.`)
}
