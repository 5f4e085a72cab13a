import type { Paying } from '../needs.ts'
import { toPayment } from '../payment.ts'
import { paymentOf } from '../payments.sql.ts'

export const listPayments: Paying['operations']['listPayments'] = async ({ orderId }, { db }) => {
  const row = await paymentOf(db, orderId)
  return { items: row === undefined ? [] : [toPayment(row)] }
}
