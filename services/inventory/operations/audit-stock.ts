import * as books from '../audit.sql.ts'
import type { Inventory } from '../needs.ts'

export const auditStock: Inventory['operations']['auditStock'] = async ({ after, ids, limit = 1_000 }, { db }) => ({
  items: await books.auditStock(db, after, ids, limit),
})
