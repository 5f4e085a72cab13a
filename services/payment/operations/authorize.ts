import { authorizeOnce } from '../authorizing.ts'
import { providerOf } from '../conversations.ts'
import type { Paying } from '../needs.ts'
import { toPayment } from '../payment.ts'

export const authorize: Paying['operations']['authorize'] = async (input, context) => {
  const { orderId, attemptId, method, token } = input
  providerOf(context, method)
  const { amount, currency } = input.amount
  return toPayment(
    await authorizeOnce(context, { id: context.newId(), orderId, attemptId, amount, currency, method, token }),
  )
}
