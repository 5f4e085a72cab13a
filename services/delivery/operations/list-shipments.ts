import * as delivery from '../delivery.sql.ts'
import type { Delivery } from '../needs.ts'

export const listShipments: Delivery['operations']['listShipments'] = async ({ orderId }, { db }) => ({
  items: await delivery.listShipments(db, orderId),
})
