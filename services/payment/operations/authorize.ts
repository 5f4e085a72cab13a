import { fail, SoukError } from '@souk/platform/errors.ts'
import { authorizePayment } from '../authorizing.ts'
import type { Payments } from '../needs.ts'
import { toPayment } from '../payment.ts'

export const authorize: Payments['operations']['authorize'] = async (input, context) => {
  const { providers } = context.resources
  if (!Object.hasOwn(providers, input.method)) {
    const message = `Pay by one of: ${Object.keys(providers).join(', ')}.`
    throw new SoukError('unprocessable', 'unknown_payment_method', message)
  }
  if (input.amount.amount < 0) throw fail('invalid_input', 'amount: an amount to pay is not negative')
  return toPayment(await authorizePayment(context, input))
}
