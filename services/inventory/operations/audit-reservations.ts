import * as books from '../audit.sql.ts'
import type { Inventory } from '../needs.ts'

export const auditReservations: Inventory['operations']['auditReservations'] = async (
  { limit = 1_000, ...which },
  { db },
) => {
  const rows = await books.auditReservations(db, which, limit)
  return { items: rows.map(({ expiresAt, ...row }) => ({ ...row, ...(expiresAt === null ? {} : { expiresAt }) })) }
}
