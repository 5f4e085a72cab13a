/** Letting money go, before it is held, while nobody knows whether it is, or after. */
import { SoukError } from '@souk/platform/errors.ts'
import {
  ask,
  askThenFind,
  type Context,
  claim,
  clearUp,
  leaveInDoubt,
  settle,
  settleAs,
  stillBusy,
} from './conversations.ts'
import { isTaken, keyOf } from './payment.ts'
import * as payments from './payments.sql.ts'

type Row = payments.PaymentRow

export async function voidOnce(context: Context, orderId: string): Promise<Row> {
  if (await payments.bury(context.db, context.newId(), orderId))
    return (await payments.paymentOf(context.db, orderId)) as Row
  const claimed = await claim(context, orderId)
  try {
    return await letGoOf(context, claimed.status === 'voided' ? claimed : await clearUp(context, claimed))
  } catch (error) {
    await payments.letGo(context.db, claimed)
    throw error
  }
}

async function letGoOf(context: Context, row: Row): Promise<Row> {
  if (isTaken(row.status))
    throw new SoukError('conflict', 'payment_captured', 'The money was taken already: refund it instead.')
  if (row.status === 'voided') {
    await payments.letGo(context.db, row)
    return row
  }
  if (row.status === 'declined') return settle(context, row, keyOf(row, 'void'), 'succeeded', { status: 'voided' })
  // Nobody knows (yet) of money held. The payment is closed now; the job goes on asking, and lets go what turns up.
  if (row.status === 'pending')
    return leaveInDoubt(context, row, 'voided', keyOf(row, 'authorize'), 'voided before its outcome was known')
  return voidHeld(context, row)
}

async function voidHeld(context: Context, row: Row): Promise<Row> {
  if (row.doubt === 'capture') throw stillBusy()
  const { orderId, amount, currency } = row
  const key = keyOf(row, 'void')
  await payments.begin(context.db, row, 'void', key, amount)
  const request = { key, orderId, authorizationKey: keyOf(row, 'authorize'), amount: { amount, currency } }
  const answer = await askThenFind(context, row, 'void', (provider) => provider.voidAuthorization(request))
  if (answer?.outcome === 'succeeded') return settleAs(context, row, 'void', key, answer)
  await leaveInDoubt(context, row, row.status, key, answer === undefined ? 'no answer' : answer.outcome)
  throw stillBusy()
}

/** What turned up of a payment that was voided while in doubt is let go at the provider. */
export async function voidLate(context: Context, row: Row): Promise<Row> {
  const key = keyOf(row, 'authorize')
  const found = await ask(context, row, 'find', key, (provider) => provider.find(key))
  if (found === undefined || found.outcome === 'unknown')
    return leaveInDoubt(context, row, 'voided', key, 'not found yet')
  if (found.outcome === 'declined') return settle(context, row, key, 'declined', { status: 'voided' })
  const { orderId, amount, currency } = row
  const voidKey = keyOf(row, 'void')
  const request = { key: voidKey, orderId, authorizationKey: key, amount: { amount, currency } }
  const answer = await ask(context, row, 'void', voidKey, (provider) => provider.voidAuthorization(request))
  if (answer?.outcome !== 'succeeded') return leaveInDoubt(context, row, 'voided', key, 'void not answered')
  return settleAs(context, row, 'void', key, answer)
}
