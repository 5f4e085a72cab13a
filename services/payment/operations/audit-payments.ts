import * as books from '../audit.sql.ts'
import type { Payments } from '../needs.ts'

export const auditPayments: Payments['operations']['auditPayments'] = async ({ limit = 1_000, ...which }, { db }) => {
  const rows = await books.auditPayments(db, which, limit)
  return {
    items: rows.map(({ currency, amount, captured, refunded, ...row }) => ({
      ...row,
      amount: { amount, currency },
      captured: { amount: captured, currency },
      refunded: { amount: refunded, currency },
    })),
  }
}
