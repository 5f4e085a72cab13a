import type { Inventory } from '../needs.ts'
import * as restocks from '../restocks.sql.ts'

export const restock: Inventory['operations']['restock'] = async ({ id, orderId, lines }, { db }) => {
  await restocks.restock(db, id, orderId, lines)
}
