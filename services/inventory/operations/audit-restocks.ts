import * as books from '../audit.sql.ts'
import type { Inventory } from '../needs.ts'

export const auditRestocks: Inventory['operations']['auditRestocks'] = async ({ limit = 1_000, ...which }, { db }) => ({
  items: await books.auditRestocks(db, which, limit),
})
