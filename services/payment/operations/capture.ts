import { SoukError } from '@souk/platform/errors.ts'
import { begin, carryOut, isOpen } from '../conversation.ts'
import { clearUp } from '../doubts.ts'
import type { Payments } from '../needs.ts'
import { authorizationKeyOf, isTaken, keyOf, type PaymentRow, toPayment } from '../payment.ts'
import { paymentOf } from '../payments.sql.ts'
import { busy, inTurn, type Turn } from '../turn.ts'

export const capture: Payments['operations']['capture'] = async ({ orderId }, context) => {
  const known = await paymentOf(context.db, orderId)
  if (known === undefined) throw notAuthorized('there is none')
  if (isTaken(known.status)) return toPayment(known)
  return toPayment(await inTurn(context, orderId, take))
}

async function take(turn: Turn, before: PaymentRow): Promise<PaymentRow> {
  const payment = await clearUp(turn, before)
  if (isTaken(payment.status)) return payment
  if (payment.status !== 'authorized') throw notAuthorized(`it is ${payment.status}`)
  const key = keyOf('capture', authorizationKeyOf(payment))
  const attempt = await begin(turn, payment, { ...payment, kind: 'capture', key })
  const { heard, payment: after } = await carryOut(turn, payment, attempt)
  if (isOpen(heard)) throw busy('The provider has not said yet whether the money was taken.')
  if (isTaken(after.status)) return after
  throw notAuthorized(heard.outcome === 'declined' ? `the provider says ${heard.code}` : `it is ${after.status}`)
}

function notAuthorized(why: string) {
  return new SoukError('conflict', 'not_authorized', `The payment holds no money that could be taken: ${why}.`)
}
