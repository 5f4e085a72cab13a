import { SoukError } from '@souk/platform/errors.ts'
import { inDoubt } from '../attempts.sql.ts'
import { begin, carryOut, isOpen } from '../conversation.ts'
import { clearUp, letGo } from '../doubts.ts'
import type { Payments } from '../needs.ts'
import { authorizationKeyOf, isTaken, keyOf, type PaymentRow, toPayment } from '../payment.ts'
import { close, paymentOf, tombstone } from '../payments.sql.ts'
import { busy, inTurn, type Turn } from '../turn.ts'

export const voidPayment: Payments['operations']['voidPayment'] = async ({ orderId }, context) => {
  const known =
    (await paymentOf(context.db, orderId)) ?? (await tombstone(context.db, context.newId(), orderId, context.now()))
  if (known?.status === 'voided') return toPayment(known)
  return toPayment(await inTurn(context, orderId, voidHeld))
}

async function voidHeld(turn: Turn, before: PaymentRow): Promise<PaymentRow> {
  const payment = await clearUp(turn, before)
  if (payment.status === 'voided') return payment
  if (isTaken(payment.status)) throw captured()
  if (payment.status !== 'authorized') {
    // Should its authorization turn up at the provider later on, the job lets that go.
    const closed = await close(turn.context.db, payment)
    if (closed === undefined) throw busy()
    // The payer's page is shut at once, and not when the job comes to it.
    if (payment.actionUrl !== null) await shutAction(turn, closed)
    return closed
  }
  const key = keyOf('void', authorizationKeyOf(payment))
  const attempt = await begin(turn, payment, { ...payment, kind: 'void', key })
  const { heard, payment: after } = await carryOut(turn, payment, attempt)
  if (isOpen(heard)) throw busy('The provider has not said yet whether the money was let go.')
  if (isTaken(after.status)) throw captured()
  return after
}

async function shutAction(turn: Turn, closed: PaymentRow) {
  const open = await inDoubt(turn.context.db, closed.id)
  const awaited = open.find(({ kind, key }) => kind === 'authorize' && key === closed.attemptId)
  if (awaited !== undefined) await letGo(turn, closed, awaited)
}

function captured() {
  return new SoukError('conflict', 'payment_captured', 'The money was taken already: refund it instead.')
}
