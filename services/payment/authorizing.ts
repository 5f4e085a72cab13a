/** Holding money for an order, once, however often and by however many it is asked for. */
import { SoukError } from '@souk/platform/errors.ts'
import { askThenFind, type Context, claim, clearUp, leaveInDoubt, overtaken, settleAs } from './conversations.ts'
import { isHeldOrTaken, keyOf } from './payment.ts'
import * as payments from './payments.sql.ts'

type Row = payments.PaymentRow

export async function authorizeOnce(context: Context, wanted: payments.Opening): Promise<Row> {
  const opened = await payments.open(context.db, wanted)
  if (opened !== undefined) return converse(context, opened)

  const before = (await payments.paymentOf(context.db, wanted.orderId)) as Row
  if (isDecided(before, wanted)) return before
  const row = await claim(context, wanted.orderId)
  try {
    return await takeUp(context, await clearUp(context, row), wanted)
  } catch (error) {
    await payments.letGo(context.db, row)
    throw error
  }
}

/** Nothing to ask the provider: the money is held, or this very attempt was declined. */
function isDecided(row: Row, { attemptId }: payments.Opening) {
  if (row.status === 'voided') throw closed(row)
  return isHeldOrTaken(row.status) || (row.status === 'declined' && row.attemptId === attemptId)
}

/** @param row claimed, and cleared up as far as anybody knows */
async function takeUp(context: Context, row: Row, wanted: payments.Opening): Promise<Row> {
  if (isDecided(row, wanted)) {
    await payments.letGo(context.db, row)
    return row
  }
  if (row.status === 'declined')
    return converse(context, (await payments.reopen(context.db, row, wanted)) ?? overtaken())
  // In doubt. The same attempt is asked for again under the same key, which charges once; another has to wait for it.
  if (row.attemptId === wanted.attemptId) {
    await payments.begin(context.db, row, 'authorize', keyOf(row, 'authorize'), row.amount)
    return converse(context, row)
  }
  await payments.letGo(context.db, row)
  return row
}

async function converse(context: Context, row: Row): Promise<Row> {
  const { orderId, token, currency } = row
  const amount = { amount: row.amount, currency }
  const answer = await askThenFind(context, row, 'authorize', (provider, key) =>
    provider.authorize({ key, orderId, amount, token }),
  )
  const key = keyOf(row, 'authorize')
  if (answer === undefined) return leaveInDoubt(context, row, 'pending', key, 'no answer')
  return settleAs(context, row, 'authorize', key, answer)
}

function closed({ orderId }: Row) {
  return new SoukError(
    'conflict',
    'payment_closed',
    `The payment of order ${orderId} was let go and cannot be made again.`,
  )
}
