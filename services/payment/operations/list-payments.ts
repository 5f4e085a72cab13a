import type { Payments } from '../needs.ts'
import { toPayment } from '../payment.ts'
import { paymentOf } from '../payments.sql.ts'

export const listPayments: Payments['operations']['listPayments'] = async ({ orderId }, { db }) => {
  const payment = await paymentOf(db, orderId)
  return { items: payment === undefined ? [] : [toPayment(payment)] }
}
