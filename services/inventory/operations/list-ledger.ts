import { numberFromCursor, pageOf } from '@souk/platform/page.ts'
import type { Inventory } from '../needs.ts'
import * as stock from '../stock.sql.ts'

export const listLedger: Inventory['operations']['listLedger'] = async ({ sku, limit = 50, cursor }, { db }) => {
  const rows = await stock.listLedger(db, sku, numberFromCursor(cursor), limit + 1)
  const entries = rows.map(({ reference, note, ...row }) => ({
    ...row,
    ...(reference === null ? {} : { reference }),
    ...(note === null ? {} : { note }),
  }))
  return pageOf(entries, limit, ({ id }) => String(id))
}
