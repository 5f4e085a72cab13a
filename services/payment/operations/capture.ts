import { fail, SoukError } from '@souk/platform/errors.ts'
import { askThenFind, claim, clearUp, leaveInDoubt, settleAs, stillBusy } from '../conversations.ts'
import type { Paying } from '../needs.ts'
import { isTaken, keyOf, toPayment } from '../payment.ts'
import * as payments from '../payments.sql.ts'

export const capture: Paying['operations']['capture'] = async ({ orderId }, context) => {
  const before = await payments.paymentOf(context.db, orderId)
  if (before === undefined) throw fail('not_found', `Order ${orderId} has no payment.`)
  if (isTaken(before.status)) return toPayment(before)
  const claimed = await claim(context, orderId)
  try {
    const row = await clearUp(context, claimed)
    if (isTaken(row.status)) {
      await payments.letGo(context.db, row)
      return toPayment(row)
    }
    if (row.status !== 'authorized')
      throw new SoukError('conflict', 'not_authorized', `There is no money held to take: the payment is ${row.status}.`)
    if (row.doubt === 'void') throw stillBusy()
    const { amount, currency } = row
    const key = keyOf(row, 'capture')
    await payments.begin(context.db, row, 'capture', key, amount)
    const request = { key, orderId, authorizationKey: keyOf(row, 'authorize'), amount: { amount, currency } }
    const answer = await askThenFind(context, row, 'capture', (provider) => provider.capture(request))
    if (answer?.outcome === 'succeeded') return toPayment(await settleAs(context, row, 'capture', key, answer))
    await leaveInDoubt(context, row, row.status, key, answer === undefined ? 'no answer' : answer.outcome)
    throw stillBusy()
  } catch (error) {
    await payments.letGo(context.db, claimed)
    throw error
  }
}
