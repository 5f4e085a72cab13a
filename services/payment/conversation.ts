/** Speaking with a provider: what is said stands in the journal before, and its end after. Never in a transaction. */

import * as attempts from './attempts.sql.ts'
import type { Context } from './needs.ts'
import { type Attempt, authorizationKeyOf, moneyOf, type PaymentRow, settlingTime } from './payment.ts'
import { type Answer, answerWithin, type Found, type Provider, ProviderLost, type Undecided } from './provider.ts'
import { settleAs } from './settlement.ts'
import { busy, claimOf, type Turn } from './turn.ts'

type Lost = { outcome: 'lost'; note: string }
export type Heard = Answer | Lost

/** Whether it took effect, or will, is not known yet. */
export function isOpen(heard: Heard): heard is Lost | Undecided {
  return heard.outcome === 'lost' || heard.outcome === 'pending'
}

type Subject = Pick<Attempt, 'kind' | 'key' | 'method' | 'amount' | 'currency'>

export function newAttempt({ newId, now }: Context, { kind, key, method, amount, currency }: Subject): Attempt {
  return { id: newId(), kind, key, method, amount, currency, startedAt: now().toISOString() }
}

/** When the job asks about a conversation that begins now, should nobody else do so. */
export function firstAskAt({ startedAt }: Attempt) {
  return new Date(Date.parse(startedAt) + settlingTime)
}

/** @param askAt null where another conversation of the journal stands for this one too */
export async function begin(turn: Turn, payment: PaymentRow, subject: Subject, askAt?: null): Promise<Attempt> {
  const attempt = newAttempt(turn.context, subject)
  const begun = await attempts.begin(
    turn.context.db,
    payment,
    attempt,
    claimOf(turn),
    askAt === null ? null : firstAskAt(attempt),
  )
  if (!begun) throw busy()
  return attempt
}

/** Says what the journal has as begun. A broken connection is followed by the question what became of it. */
export async function say(
  turn: Turn,
  payment: PaymentRow,
  attempt: Attempt,
  call: (provider: Provider) => Promise<Answer>,
): Promise<Heard> {
  const heard = await listen(turn.context, attempt.method, call)
  if (heard.outcome !== 'lost') return heard
  if (!heard.timedOut) {
    const found = await find(turn, payment, attempt)
    if (found.outcome !== 'unknown' && found.outcome !== 'lost') return found
  }
  await attempts.lose(turn.context.db, payment.id, attempt.id, heard.note, turn.context.now())
  return heard
}

/** Takes, lets go or gives back as the journal has it, and settles the payment accordingly. */
export async function carryOut(turn: Turn, payment: PaymentRow, attempt: Attempt) {
  const { key } = attempt
  const authorizationKey = authorizationKeyOf(payment)
  const heard = await say(turn, payment, attempt, (provider) => {
    if (attempt.kind === 'void') return provider.voidAuthorization({ key, authorizationKey })
    const request = { key, authorizationKey, amount: moneyOf(attempt) }
    return attempt.kind === 'capture' ? provider.capture(request) : provider.refund(request)
  })
  if (heard.outcome === 'lost') return { heard, payment }
  return { heard, payment: await settleAs(turn.context, payment, attempt, heard) }
}

/** Asks what became of a key. */
export async function find(turn: Turn, payment: PaymentRow, subject: Subject): Promise<Found | Lost> {
  const { context } = turn
  const question = newAttempt(context, subject)
  const heard = await listen(context, subject.method, (provider) => provider.find(subject.key))
  const note = heard.outcome === 'lost' ? heard.note : heard.outcome
  const outcome = heard.outcome === 'lost' ? 'lost' : 'succeeded'
  await attempts.noteQuestion(context.db, payment.id, question, { outcome, note, now: context.now() })
  return heard
}

async function listen<T extends Found>(
  context: Context,
  method: string,
  call: (provider: Provider) => Promise<T>,
): Promise<T | (Lost & { timedOut: boolean })> {
  const { config, resources, trail, log } = context
  const provider = resources.providers[method]
  try {
    if (provider === undefined) throw new ProviderLost(`the payment method ${method} is not set up`, true)
    // The caller is still to hear of it.
    const left = Math.min(config.providerTimeout, trail.deadline - Date.now() - 200)
    return await answerWithin(left, () => call(provider))
  } catch (error) {
    const { message } = error as Error
    if (!(error instanceof ProviderLost)) log.warn({ err: error, method }, 'a payment provider failed')
    return { outcome: 'lost', note: message.slice(0, 300), timedOut: error instanceof ProviderLost && error.timedOut }
  }
}
