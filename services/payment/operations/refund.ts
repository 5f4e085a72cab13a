import type { Payment } from '@souk/contracts/payment.ts'
import { fail, SoukError } from '@souk/platform/errors.ts'
import { ask, type Context, claim, stillBusy } from '../conversations.ts'
import type { Paying } from '../needs.ts'
import { isTaken, keyOf, toPayment } from '../payment.ts'
import * as payments from '../payments.sql.ts'
import * as refunds from '../refunds.sql.ts'

export const refund: Paying['operations']['refund'] = async ({ orderId, refundId, amount }, context) => {
  const before = await payments.paymentOf(context.db, orderId)
  if (before === undefined) throw fail('not_found', `Order ${orderId} has no payment.`)
  if ((await refunds.refundOf(context.db, refundId))?.status === 'succeeded') return toPayment(before)
  const row = await claim(context, orderId)
  try {
    return await give(context, row, refundId, amount)
  } finally {
    await payments.letGo(context.db, row)
  }
}

async function give(context: Context, row: payments.PaymentRow, refundId: string, amount: Payment['amount']) {
  const { db } = context
  if (!isTaken(row.status))
    throw new SoukError('conflict', 'not_captured', `There is no money to give back: the payment is ${row.status}.`)
  const existing = await refunds.refundOf(db, refundId)
  if (existing === undefined) {
    const opened = amount.currency === row.currency && (await refunds.openRefund(db, row, refundId, amount.amount))
    if (!opened) throw await exceeds(context, row)
  }
  const wanted = (existing ?? (await refunds.refundOf(db, refundId))) as refunds.RefundRow
  if (wanted.status === 'pending') await converse(context, row, wanted)
  return toPayment((await payments.paymentOf(db, row.orderId)) as payments.PaymentRow)
}

/** Under the refund's own key: asked again, it is given once. */
async function converse(context: Context, row: payments.PaymentRow, wanted: refunds.RefundRow) {
  const { db } = context
  const amount = { amount: wanted.amount, currency: row.currency }
  const request = { key: wanted.id, orderId: row.orderId, authorizationKey: keyOf(row, 'authorize'), amount }
  await payments.begin(db, row, 'refund', wanted.id, wanted.amount)
  const answer = await ask(context, row, 'refund', wanted.id, (provider) => provider.refund(request))
  await payments.noteEnd(db, wanted.id, answer?.outcome ?? 'lost', null)
  if (answer === undefined) throw stillBusy()
  if (answer.outcome === 'declined') {
    await refunds.dropRefund(db, wanted.id)
    throw await exceeds(context, row)
  }
  const data = { paymentId: row.id, orderId: row.orderId, refundId: wanted.id, amount }
  await refunds.endRefund(db, wanted, { type: 'payment.refunded.v1', data })
}

async function exceeds({ db }: Context, row: payments.PaymentRow) {
  const refundable = { amount: await refunds.leftToRefund(db, row.id), currency: row.currency }
  const message = `At most ${refundable.amount} ${refundable.currency} (minor units) can be given back.`
  return new SoukError('conflict', 'exceeds_refundable', message, { details: { refundable } })
}
