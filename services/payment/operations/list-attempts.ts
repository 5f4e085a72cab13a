import * as attempts from '../attempts.sql.ts'
import type { Payments } from '../needs.ts'

export const listAttempts: Payments['operations']['listAttempts'] = async ({ orderId }, { db }) => {
  const rows = await attempts.listAttempts(db, orderId)
  return {
    items: rows.map(({ id, kind, outcome, key, amount, currency, startedAt, endedAt, note }) => ({
      ...{ id, orderId, kind, outcome, key, amount: { amount, currency }, startedAt },
      ...(endedAt === null ? {} : { endedAt }),
      ...(note === null ? {} : { note }),
    })),
  }
}
