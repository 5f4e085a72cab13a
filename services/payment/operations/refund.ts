import { fail, SoukError } from '@souk/platform/errors.ts'
import { begin, carryOut, firstAskAt, isOpen, newAttempt } from '../conversation.ts'
import { clearUp } from '../doubts.ts'
import type { Payments } from '../needs.ts'
import { authorizationKeyOf, isTaken, type PaymentRow, refundable, refundKeyOf, toPayment } from '../payment.ts'
import { paymentOf } from '../payments.sql.ts'
import { openRefund, type RefundRow, refundOf } from '../refunds.sql.ts'
import { reload } from '../settlement.ts'
import { busy, claimOf, inTurn, type Turn } from '../turn.ts'

type Wanted = { refundId: string; amount: number; currency: string }

export const refund: Payments['operations']['refund'] = async ({ orderId, refundId, amount }, context) => {
  const wanted: Wanted = { refundId, ...amount }
  if (amount.amount <= 0) throw fail('invalid_input', 'amount: a refund is more than nothing')
  const known = await paymentOf(context.db, orderId)
  if (known === undefined) throw notCaptured('there is none')
  if (hasEnded(await refundOf(context.db, known.id, refundId), known, wanted))
    return toPayment(await reload(context, known))
  return toPayment(await inTurn(context, orderId, (turn, payment) => giveBack(turn, payment, wanted)))
}

async function giveBack(turn: Turn, before: PaymentRow, wanted: Wanted): Promise<PaymentRow> {
  const payment = await clearUp(turn, before)
  const existing = await refundOf(turn.context.db, payment.id, wanted.refundId)
  if (hasEnded(existing, payment, wanted)) return payment
  if (!isTaken(payment.status)) throw notCaptured(`it is ${payment.status}`)
  const { refundId, amount, currency } = wanted
  const key = refundKeyOf(refundId, authorizationKeyOf(payment))
  const subject = { kind: 'refund', key, method: payment.method, amount, currency } as const
  const attempt =
    existing === undefined ? await openNew(turn, payment, refundId, subject) : await begin(turn, payment, subject)
  const { heard, payment: after } = await carryOut(turn, payment, attempt)
  if (isOpen(heard)) throw busy('The provider has not said yet whether the money was given back.')
  if (heard.outcome === 'declined') throw declined(heard.code)
  return after
}

async function openNew(turn: Turn, payment: PaymentRow, refundId: string, subject: Parameters<typeof newAttempt>[1]) {
  const attempt = newAttempt(turn.context, subject)
  if (subject.currency !== payment.currency) throw exceeds(payment)
  const opened = await openRefund(turn.context.db, payment, refundId, attempt, claimOf(turn), firstAskAt(attempt))
  if (opened !== undefined) return attempt
  const now = await reload(turn.context, payment)
  throw subject.amount > refundable(now) ? exceeds(now) : busy()
}

/** @throws where it was declined, or asked for before with another amount */
function hasEnded(existing: RefundRow | undefined, { currency }: PaymentRow, wanted: Wanted) {
  if (existing === undefined) return false
  if (existing.amount !== wanted.amount || currency !== wanted.currency)
    throw fail('key_reused', 'This refund was asked for with another amount before. Use a new id for another refund.')
  if (existing.status === 'declined') throw declined(existing.declineCode ?? 'declined')
  return existing.status === 'succeeded'
}

function notCaptured(why: string) {
  return new SoukError('conflict', 'not_captured', `The payment holds no money that could be given back: ${why}.`)
}

function exceeds(payment: PaymentRow) {
  const left = { amount: refundable(payment), currency: payment.currency }
  const message = `At most ${left.amount} ${left.currency} (minor units) can be given back.`
  return new SoukError('conflict', 'exceeds_refundable', message, { details: { refundable: left } })
}

function declined(declineCode: string) {
  const message = `The provider refuses to give this money back (${declineCode}): give it back in another way.`
  return new SoukError('conflict', 'refund_declined', message, { details: { declineCode } })
}
