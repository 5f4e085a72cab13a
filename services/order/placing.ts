/**
 * Placing an order: stock is held, then money, then the order is confirmed. Each step stands beside what undoes it, and all
 * of them are idempotent under the order's id (the payment also under the attempt's, which is the saga's), so recovery is
 * running it again from the top. Once turned back there is no way forward again: undoing leaves a mark at the neighbours
 * that a slower runner's step comes to nothing against.
 */
import type { Shortages } from '@souk/contracts/inventory.ts'
import type { Payment } from '@souk/contracts/payment.ts'
import { hasReason, isInDoubt, SoukError } from '@souk/platform/errors.ts'
import { advance, type Run, refusalOf, reload, unsettled } from './advance.ts'
import { giveMoneyBack } from './money-back.ts'
import type { Ordering } from './needs.ts'
import type { Refusal } from './order.ts'
import { askedItsPayer, confirmedEvent, declinedEvent } from './order-view.ts'

type Context = Ordering['context']

export type PlaceInput = { payment: { method: string; token: string }; supersedes: string[] }

export async function place(context: Context, run: Run): Promise<Run> {
  const end = run.saga.direction === 'back' ? await undo(context, run) : await proceed(context, run)
  if (end !== undefined) return end
  // Overtaken: by a cancellation, whose undoing may have come before our last step, or by another runner.
  const now = await reload(context, run.saga.id)
  return now.saga.status === 'running' && now.saga.direction === 'back' ? ((await undo(context, now)) ?? now) : now
}

async function proceed(context: Context, begun: Run): Promise<Run | undefined> {
  let run = begun
  /** What a shopper whose request this is would be told at once, instead of being kept waiting. */
  let lacking: 'inventory_unreachable' | 'payment_unreachable' | undefined = 'inventory_unreachable'
  try {
    await holdStock(context, run)
    lacking = 'payment_unreachable'
    const paid = await authorizePayment(context, run)
    lacking = undefined
    if (paid.status === 'declined') return await declinePayment(context, run, paid)
    if (paid.status !== 'authorized' && paid.status !== 'captured') {
      const noted = await noteAction(context, run, paid)
      if (noted === undefined) return undefined
      run = noted
      throw unsettled('The payment')
    }
    await keepStock(context, run)
    return await confirm(context, run, paid.status)
  } catch (error) {
    const isFirst = run.saga.attempts === 1
    if (hasReason(error, 'out_of_stock'))
      return refuseStock(context, run, error, isFirst && lacking === 'inventory_unreachable')
    if (hasReason(error, 'unknown_payment_method'))
      return turnBack(context, run, { reason: 'unknown_payment_method', refusal: refusalOf(error) })
    // A neighbour refuses for good: closed by whoever turned the saga back, or in a way that nobody foresaw.
    if (!isInDoubt(error)) return turnBack(context, run, unreachable('refused_by_neighbour', error))
    if (isFirst && lacking !== undefined) return turnBack(context, run, unreachable(lacking, error))
    if (waitedLongEnough(context, run)) return turnBack(context, run, gaveUp(run))
    throw error
  }
}

// Stock: held, kept, and given back.

async function holdStock({ calls: { inventory }, config }: Context, run: Run) {
  const { supersedes } = run.saga.input as PlaceInput
  const lines = run.order.lines.map(({ sku, quantity }) => ({ sku, quantity }))
  for (const orderId of supersedes) await inventory.release({ orderId })
  await inventory.reserve({ orderId: run.order.id, lines, holdSeconds: config.holdSeconds })
}

async function keepStock(context: Context, run: Run) {
  const { inventory } = context.calls
  try {
    await inventory.keep({ orderId: run.order.id })
  } catch (error) {
    if (!hasReason(error, 'reservation_lost')) throw error
    await holdStock(context, run)
    await inventory.keep({ orderId: run.order.id })
  }
}

async function releaseStock({ calls: { inventory } }: Context, { saga, order }: Run) {
  const { supersedes } = saga.input as PlaceInput
  for (const orderId of [order.id, ...supersedes]) await inventory.release({ orderId })
}

// Money: held; giveMoneyBack undoes it.

function authorizePayment({ calls: { payment } }: Context, run: Run): Promise<Payment> {
  const { id: orderId, total, currency } = run.order
  const { method, token } = (run.saga.input as PlaceInput).payment
  const amount = { amount: total, currency }
  return payment.authorize({ orderId, attemptId: run.saga.id, amount, method, token })
}

/** The order shows where its payer has to act, as long as they have to. */
function noteAction(context: Context, run: Run, { action }: Payment): Promise<Run | undefined> | Run {
  const paymentAction = action?.redirectUrl ?? null
  if (paymentAction === run.order.paymentAction) return run
  const isNew = paymentAction !== null && run.order.paymentAction === null
  return advance(context, run, {
    saga: 'running',
    order: { paymentAction },
    timeline: isNew ? [{ what: 'payment_action_required', by: 'system' }] : [],
  })
}

async function undo(context: Context, run: Run): Promise<Run | undefined> {
  // Both are tried, so that one neighbour's absence does not keep what is the other's.
  const [money, stock] = await Promise.allSettled([giveMoneyBack(context, run), releaseStock(context, run)])
  if (money.status === 'rejected') throw money.reason
  if (stock.status === 'rejected') throw stock.reason
  return advance(context, run, {
    saga: 'failed',
    order: money.value.order,
    timeline: [...money.value.timeline, { what: 'stock_released', by: 'system' }],
    events: money.value.events,
  })
}

// Ends.

function confirm(context: Context, run: Run, paymentStatus: 'authorized' | 'captured') {
  return advance(context, run, {
    saga: 'done',
    order: { status: 'confirmed', paymentStatus },
    timeline: ['stock_held', `payment_${paymentStatus}`, 'confirmed'].map((what) => ({ what, by: 'system' })),
    events: (after) => [confirmedEvent(after)],
  })
}

/** The stock stays held for another try, and goes back on sale when its time is up. */
function declinePayment(context: Context, run: Run, { declineCode = 'declined' }: Payment) {
  return advance(context, run, {
    saga: 'failed',
    refusal: paymentDeclined(run, declineCode, 'The payment was declined and nothing was charged. Try another one.'),
    order: { status: 'declined', paymentStatus: 'declined', declinedReason: 'payment_declined' },
    timeline: [{ what: 'payment_declined', by: 'system', details: { declineCode } }],
    events: (after) => [declinedEvent(after, 'payment_declined')],
  })
}

/** @param clean nobody ran this before and this was the first step: nothing happened at all, so nothing is undone */
function refuseStock(context: Context, run: Run, error: SoukError, clean: boolean) {
  const lines = (error.details as Shortages).lines
  const message = 'There is not enough stock. Nothing was charged. Change the cart and order again.'
  const refusal: Refusal = { code: 'conflict', reason: 'out_of_stock', message, details: { lines } }
  if (!clean) return turnBack(context, run, { reason: 'out_of_stock', refusal })
  return advance(context, run, {
    saga: 'failed',
    refusal,
    order: { status: 'declined', paymentStatus: 'voided', declinedReason: 'out_of_stock' },
    timeline: [{ what: 'declined', by: 'system', details: { reason: 'out_of_stock', lines } }],
    events: (after) => [declinedEvent(after, 'out_of_stock')],
  })
}

type Why = { reason: string; refusal: Refusal; freeKey?: boolean }

/** The decision is final and frees the cart at once; what may have happened is undone by the job, however long it takes. */
async function turnBack(context: Context, run: Run, { reason, refusal, freeKey = false }: Why) {
  const turned = await advance(context, run, {
    saga: 'running',
    turnBack: true,
    refusal,
    freeKey,
    order: { status: 'declined', declinedReason: reason },
    timeline: [{ what: 'declined', by: 'system', details: { reason } }],
    events: (after) => [declinedEvent(after, reason)],
  })
  if (turned !== undefined) context.wake('continue-sagas')
  return turned
}

/** Nothing was bought, and the same request may be made again: its key is free. */
function unreachable(reason: string, error: unknown): Why {
  const retryAfter = (error instanceof SoukError ? error.retryAfter : undefined) ?? 2
  const message =
    'The shop cannot take orders right now. Nothing was charged and your cart is kept: try again in a moment.'
  return { reason, freeKey: true, refusal: { code: 'unavailable', reason: 'unavailable', message, retryAfter } }
}

/** A payer takes longer to act than a provider to answer. */
function waitedLongEnough({ now, config }: Context, { saga, order }: Run) {
  const seconds = askedItsPayer(order) ? config.actionSeconds : config.giveUpSeconds
  return now().getTime() - Date.parse(saga.createdAt) >= seconds * 1_000
}

function gaveUp(run: Run): Why {
  if (askedItsPayer(run.order)) {
    const message = 'The payment was not confirmed at the bank in time. Nothing was charged. Order again.'
    return { reason: 'payment_not_confirmed', refusal: paymentDeclined(run, 'not_confirmed', message) }
  }
  const message = 'The payment could not be settled in time. Nothing was charged. Order again.'
  return { reason: 'payment_unreachable', refusal: paymentDeclined(run, 'no_answer', message) }
}

function paymentDeclined({ order }: Run, declineCode: string, message: string): Refusal {
  return { code: 'payment_required', reason: 'payment_declined', message, details: { orderId: order.id, declineCode } }
}
