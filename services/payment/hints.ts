/**
 * What a provider tells of its own accord is only a hint to look: it is asked how things are, and its answers are settled
 * like all others, in the payment's turn. So hints may come late, twice, at once or out of order.
 */
import { inTransaction } from '@souk/platform/database/pool.ts'
import { SoukError } from '@souk/platform/errors.ts'
import * as attempts from './attempts.sql.ts'
import { find, newAttempt } from './conversation.ts'
import { isOfThePayment, seeTo } from './doubts.ts'
import type { Context } from './needs.ts'
import { type Attempt, authorizationKeyOf, isStray, keyOf, type PaymentRow } from './payment.ts'
import { paymentOf } from './payments.sql.ts'
import type { Answer, Hint, TellingProvider } from './provider.ts'
import { isTaken, keepEvent } from './providers/stripe.sql.ts'
import { isGiven } from './refunds.sql.ts'
import { settleAs } from './settlement.ts'
import { busy, inTurn, type Turn } from './turn.ts'

type Seen = { attempt: Attempt; answer: Answer }

/** @throws where the provider has to tell it again: nothing of it is kept then */
export async function takeHint(context: Context, provider: TellingProvider, hint: Hint): Promise<void> {
  const { db } = context
  if (await isTaken(db, hint.id)) return
  if (hint.about === undefined) {
    await keepEvent(db, hint)
    return
  }
  const { orderId, key } = hint.about
  if ((await paymentOf(db, orderId)) === undefined)
    throw new SoukError('not_found', 'unknown_payment', `There is no payment of order ${orderId} (yet).`)
  await inTurn(context, orderId, (turn, payment) => look(turn, payment, provider, hint, key))
}

async function look(
  turn: Turn,
  payment: PaymentRow,
  provider: TellingProvider,
  hint: Hint,
  key: string | undefined,
): Promise<void> {
  const { context } = turn
  if (await isTaken(context.db, hint.id)) return
  const open = await attempts.inDoubt(context.db, payment.id)
  const seen: Seen[] = []
  for (const attempt of open.filter((one) => isOfThePayment(payment, one))) {
    const answer = await ask(turn, payment, attempt)
    if (answer !== undefined) seen.push({ attempt, answer })
  }
  seen.push(...(await withoutUs(turn, payment, provider, key)))
  if (key !== undefined) await watchRefund(turn, payment, key)
  // What nobody waits for any more is let go, which takes conversations of its own: before the hint counts as taken.
  for (const attempt of open) if (isStray(payment, attempt) && attempt.key === key) await seeTo(turn, payment, attempt)
  await inTransaction(context, async (tx, joined) => {
    await keepEvent(tx, hint)
    for (const { attempt, answer } of seen) await settleAs(joined, payment, attempt, answer)
  })
}

async function ask(turn: Turn, payment: PaymentRow, attempt: Attempt): Promise<Answer | undefined> {
  const found = await find(turn, payment, attempt)
  if (found.outcome === 'lost') throw busy('The provider did not answer what became of it.')
  return found.outcome === 'unknown' ? undefined : found
}

/** Money that we hold may have been taken or let go without us: by hand at the provider, or by lapse of time. */
async function withoutUs(
  { context }: Turn,
  payment: PaymentRow,
  provider: TellingProvider,
  key: string | undefined,
): Promise<Seen[]> {
  if (payment.status !== 'authorized' || key !== payment.attemptId) return []
  const where = await provider.whereabouts(authorizationKeyOf(payment))
  if (where !== 'captured' && where !== 'voided') return []
  const kind = where === 'captured' ? 'capture' : 'void'
  const attempt = newAttempt(context, { ...payment, kind, key: keyOf(kind, authorizationKeyOf(payment)) })
  return [{ attempt, answer: { outcome: 'succeeded' } }]
}

/** Money that was given back and came back from the customer's bank: a person has to give it back in another way. */
async function watchRefund(turn: Turn, payment: PaymentRow, key: string) {
  const { db, log, now } = turn.context
  if (!(await isGiven(db, payment.id, key))) return
  const { method, amount, currency } = payment
  const question = newAttempt(turn.context, { kind: 'refund', key, method, amount, currency })
  const answer = await ask(turn, payment, question)
  if (answer?.outcome !== 'declined') return
  const note = `the refund failed afterwards: ${answer.code}`
  log.error({ payment: payment.id, orderId: payment.orderId, key, code: answer.code }, 'a refund failed afterwards')
  await attempts.noteQuestion(db, payment.id, newAttempt(turn.context, question), {
    outcome: 'failed',
    note,
    now: now(),
  })
}
