/** What a provider's answer makes of a payment: state, journal and event in one statement, whoever brings the answer. */
import * as attempts from './attempts.sql.ts'
import type { Context } from './needs.ts'
import type { Attempt, PaymentRow } from './payment.ts'
import * as payments from './payments.sql.ts'
import type { Answer } from './provider.ts'
import * as refunds from './refunds.sql.ts'

type Options = { note?: string; releasing?: string }

/** @returns the payment as it is then, also where it had moved on before this answer came */
export async function settleAs(
  context: Context,
  payment: PaymentRow,
  attempt: Attempt,
  answer: Answer,
  options: Options = {},
): Promise<PaymentRow> {
  const changed = await settle(context, payment, attempt, answer, options)
  return changed ?? reload(context, payment)
}

export async function reload({ db }: Context, { orderId }: PaymentRow): Promise<PaymentRow> {
  const payment = await payments.paymentOf(db, orderId)
  if (payment === undefined) throw new Error(`the payment of order ${orderId} is gone`)
  return payment
}

async function settle(
  { db, now }: Context,
  payment: PaymentRow,
  { kind, key }: Attempt,
  answer: Answer,
  { note: found, releasing }: Options,
): Promise<PaymentRow | undefined> {
  if (answer.outcome === 'pending')
    return kind === 'authorize' ? payments.awaitPayer(db, payment, answer.redirectUrl ?? null) : undefined
  const { outcome } = answer
  const code = outcome === 'declined' ? answer.code : null
  const note = found ?? code
  if (kind === 'authorize') {
    const status = outcome === 'succeeded' ? 'authorized' : 'declined'
    const ending = { outcome, note, now: now(), releasing: releasing ?? null }
    return payments.settleAuthorization(db, payment, status, code, ending)
  }
  if (kind === 'refund') return refunds.settleRefund(db, payment, key, code, now(), note)
  if (kind === 'capture' && outcome === 'succeeded')
    return payments.settleHeld(db, payment, 'captured', { capture: 'succeeded', void: 'failed' }, now(), note)
  if (kind === 'void' && code === 'captured')
    return payments.settleHeld(db, payment, 'captured', { capture: 'succeeded', void: 'declined' }, now(), note)
  // Declined, there is nothing held to let go (any more), which comes to the same.
  if (kind === 'void')
    return payments.settleHeld(db, payment, 'voided', { capture: 'failed', void: outcome }, now(), note)
  await attempts.end(db, payment.id, key, 'declined', note, now())
  return undefined
}
