import type { Paying } from '../needs.ts'
import { attemptsOf } from '../payments.sql.ts'

export const listAttempts: Paying['operations']['listAttempts'] = async ({ orderId }, { db }) => {
  const rows = await attemptsOf(db, orderId)
  return {
    items: rows.map(({ amount, currency, endedAt, note, ...row }) => ({
      ...row,
      orderId,
      amount: { amount, currency },
      ...(endedAt === null ? {} : { endedAt }),
      ...(note === null ? {} : { note }),
    })),
  }
}
