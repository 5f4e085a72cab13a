import { pageOf } from '@souk/platform/page.ts'
import type { Inventory } from '../needs.ts'
import * as stock from '../stock.sql.ts'

export const listStock: Inventory['operations']['listStock'] = async ({ q, limit = 50, cursor }, { db }) => {
  const rows = await stock.listStock(db, q, cursor, limit + 1)
  return pageOf(rows, limit, ({ sku }) => sku)
}
