/** Holding the money for an order: one payment, as many attempts as it takes, never two in flight, one charge. */
import type { Money } from '@souk/contracts/money.ts'
import { SoukError } from '@souk/platform/errors.ts'
import * as attempts from './attempts.sql.ts'
import { begin, find, firstAskAt, newAttempt, say } from './conversation.ts'
import { letGo } from './doubts.ts'
import type { Context } from './needs.ts'
import { type Attempt, hasLasted, moneyOf, type PaymentRow, settlingTime, whatNext } from './payment.ts'
import * as payments from './payments.sql.ts'
import { reload, settleAs } from './settlement.ts'
import { busy, claimOf, inTurn, keeping, type Turn } from './turn.ts'

export type Wanted = { orderId: string; attemptId: string; amount: Money; method: string; token: string }

export async function authorizePayment(context: Context, wanted: Wanted): Promise<PaymentRow> {
  const payment = (await openNew(context, wanted)) ?? (await takeUp(context, wanted))
  if (payment.status === 'voided') throw closed(wanted.orderId)
  return payment
}

/** The way of nearly all payments: one statement, the provider, one statement. */
async function openNew(context: Context, wanted: Wanted) {
  const turn: Turn = { context, id: context.newId() }
  const attempt = attemptOf(context, wanted)
  const id = context.newId()
  const opened = await payments.open(context.db, id, wanted.orderId, attempt, claimOf(turn), firstAskAt(attempt))
  if (opened === undefined) return undefined
  const payment = await keeping(turn, id, () => hold(turn, opened, attempt, wanted.token))
  if (payment.status === 'pending') await payments.release(context.db, id, turn.id)
  return payment
}

async function takeUp(context: Context, wanted: Wanted): Promise<PaymentRow> {
  const known = await payments.paymentOf(context.db, wanted.orderId)
  if (known === undefined) throw busy()
  const next = whatNext(known, wanted)
  if (next === 'answer' || next === 'closed') return known
  return inTurn(context, wanted.orderId, async (turn, payment) => {
    const then = whatNext(payment, wanted)
    if (then === 'resume') return resume(turn, payment, wanted)
    if (then !== 'replace' && then !== 'reopen') return payment
    // An attempt that another one took the place of is over: what it may have held is let go, whatever its key answers.
    if (await attempts.isKnown(context.db, payment.id, wanted.attemptId)) return payment
    return then === 'replace' ? replace(turn, payment, wanted) : reopen(turn, payment, wanted)
  })
}

/** The same attempt again: found by its key, or asked for under the same key, which charges once. */
async function resume(turn: Turn, payment: PaymentRow, wanted: Wanted): Promise<PaymentRow> {
  const current = await currentAttempt(turn, payment)
  const found = await find(turn, payment, current)
  if (found.outcome === 'lost') return payment
  if (found.outcome !== 'unknown') return settleAs(turn.context, payment, current, found)
  return hold(turn, payment, await begin(turn, payment, current), wanted.token)
}

/** Another attempt while the first is in doubt: it waits until that one is known not to be on its way. */
async function replace(turn: Turn, payment: PaymentRow, wanted: Wanted): Promise<PaymentRow> {
  const { context } = turn
  const current = await currentAttempt(turn, payment)
  const found = await find(turn, payment, current)
  if (found.outcome === 'lost') return payment
  if (found.outcome === 'unknown' && !hasLasted(current, settlingTime, context.now())) return payment
  if (found.outcome === 'unknown') return reopen(turn, payment, wanted)
  if (found.outcome === 'succeeded') {
    const same = current.amount === wanted.amount.amount && current.currency === wanted.amount.currency
    if (same) return settleAs(context, payment, current, found)
    return reopen(turn, payment, wanted, current)
  }
  const declined = await settleAs(context, payment, current, found)
  return declined.status === 'declined' ? reopen(turn, declined, wanted) : declined
}

/**
 * @param replaced holds another amount than is wanted now. It is let go once it is no longer the payment's, so that nobody
 * can take it for the payment meanwhile; should that fail, the job does it.
 */
async function reopen(turn: Turn, payment: PaymentRow, wanted: Wanted, replaced?: Attempt): Promise<PaymentRow> {
  const attempt = attemptOf(turn.context, wanted)
  const opened = await payments.reopen(turn.context.db, payment, attempt, claimOf(turn), firstAskAt(attempt))
  if (opened === undefined) return reload(turn.context, payment)
  if (replaced !== undefined) await letGo(turn, opened, replaced)
  return hold(turn, opened, attempt, wanted.token)
}

/** @returns the payment, still pending where no answer came */
async function hold(turn: Turn, payment: PaymentRow, attempt: Attempt, token: string): Promise<PaymentRow> {
  const { key } = attempt
  const { orderId } = payment
  const amount = moneyOf(attempt)
  const heard = await say(turn, payment, attempt, (provider) => provider.authorize({ key, orderId, amount, token }))
  if (heard.outcome === 'lost') return payment
  return settleAs(turn.context, payment, attempt, heard, { releasing: turn.id })
}

function attemptOf(context: Context, { attemptId, amount, method }: Wanted) {
  return newAttempt(context, { kind: 'authorize', key: attemptId, method, ...amount })
}

/** The latest conversation about the attempt that the payment waits for. */
async function currentAttempt({ context }: Turn, payment: PaymentRow): Promise<Attempt> {
  const open = await attempts.inDoubt(context.db, payment.id)
  const current = open.find(({ kind, key }) => kind === 'authorize' && key === payment.attemptId)
  if (current === undefined) throw busy()
  return current
}

function closed(orderId: string) {
  const message = `The payment of order ${orderId} was let go and cannot be made any more.`
  return new SoukError('conflict', 'payment_closed', message)
}
