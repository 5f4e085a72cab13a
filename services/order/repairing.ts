/**
 * Makes the neighbours' books agree with an order as it stands: what it tells of as done is asked for again, each under the
 * id that it had. Where all agree, nothing happens.
 */
import { hasReason, isInDoubt, SoukError } from '@souk/platform/errors.ts'
import { advance, type Run, reload, unsettled } from './advance.ts'
import type { MoneyBack } from './money-back.ts'
import type { Ordering } from './needs.ts'
import type { OrderRow } from './orders.sql.ts'
import { newsOf, undo } from './undoing.ts'

type Context = Ordering['context']

export type RepairInput = { note?: string }

export async function repair(context: Context, run: Run): Promise<Run> {
  return (await proceed(context, run)) ?? reload(context, run.saga.id)
}

async function proceed(context: Context, run: Run) {
  const { note } = run.saga.input as RepairInput
  const retried = { what: 'retried', by: 'staff', details: note === undefined ? {} : { note } }
  try {
    const news = await agree(context, run)
    return await advance(context, run, {
      saga: 'done',
      order: news?.order ?? {},
      timeline: [retried, ...(news?.timeline ?? [])],
      events: news?.events ?? (() => []),
    })
  } catch (error) {
    if (isInDoubt(error) || !(error instanceof SoukError)) throw error
    const message = `The books cannot be made to agree with this order: ${error.message}`
    const refusal = { code: 'conflict', reason: 'not_repairable', message } as const
    return advance(context, run, { saga: 'failed', refusal, timeline: [retried] })
  }
}

/** @returns what the order did not know yet */
async function agree(context: Context, run: Run): Promise<MoneyBack | undefined> {
  const { order } = run
  if (order.status === 'confirmed') {
    await takeMoney(context, order)
    await holdStock(context, order)
  } else if (order.status === 'completed') {
    await takeMoney(context, order)
    await shipStock(context, order)
  } else if (!mayBeTakenUpAgain(order)) {
    return newsOf(await undo(context, run), run)
  }
  return undefined
}

/** Declined for its payment, an order keeps its stock for another try. */
function mayBeTakenUpAgain({ status, declinedReason }: OrderRow) {
  return status === 'declined' && declinedReason === 'payment_declined'
}

async function takeMoney({ calls: { payment } }: Context, { id: orderId, paymentStatus, refunds }: OrderRow) {
  if (paymentStatus === 'authorized') return
  const { status } = await payment.capture({ orderId })
  if (status === 'pending' || status === 'authorized') throw unsettled('The payment')
  for (const { id: refundId, amount } of refunds) await payment.refund({ orderId, refundId, amount })
}

async function holdStock({ calls: { inventory }, config }: Context, { id: orderId, lines }: OrderRow) {
  try {
    await inventory.keep({ orderId })
  } catch (error) {
    if (!hasReason(error, 'reservation_lost')) throw error
    const pieces = lines.map(({ sku, quantity }) => ({ sku, quantity }))
    await inventory.reserve({ orderId, lines: pieces, holdSeconds: config.holdSeconds })
    await inventory.keep({ orderId })
  }
}

async function shipStock({ calls: { inventory } }: Context, { id: orderId, returns }: OrderRow) {
  await inventory.ship({ orderId })
  for (const { id, restocked: lines = [] } of returns)
    if (lines.length > 0) await inventory.restock({ id, orderId, lines })
}
