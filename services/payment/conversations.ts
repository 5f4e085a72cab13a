/**
 * Talking to a provider: one conversation about a payment at a time, written down before it begins, never inside a
 * transaction of ours. What a lost answer leaves open is cleared up first by whoever talks next.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { fail, SoukError } from '@souk/platform/errors.ts'
import type { Paying } from './needs.ts'
import { assertTransition, declinedEvent, eventOf, keyOf } from './payment.ts'
import * as payments from './payments.sql.ts'
import { answered, type Found, type Outcome, type Provider, ProviderLost } from './provider.ts'

export type Context = Paying['context']
type Row = payments.PaymentRow

export function providerOf({ resources }: Context, method: string): Provider {
  const provider = resources.providers[method]
  if (provider === undefined) {
    const offered = Object.keys(resources.providers).join(', ')
    throw new SoukError('unprocessable', 'unknown_payment_method', `Pay with one of: ${offered}.`)
  }
  return provider
}

const lookAgain = 25

/** The payment, ours alone until it is settled or let go. Waits its turn for as long as the caller does. */
export async function claim(context: Context, orderId: string): Promise<Row> {
  for (;;) {
    const row = await payments.claim(context.db, orderId)
    if (row !== undefined) return row
    if (Date.now() + 500 > context.trail.deadline) throw stillBusy()
    await sleep(lookAgain)
  }
}

export function stillBusy() {
  return fail('unavailable', 'The provider has not answered about this payment yet. Try again in a moment.', {
    retryAfter: 1,
  })
}

/** Clears up what the last conversation left open. @returns the payment, still claimed; in doubt where nobody knows yet */
export async function clearUp(context: Context, row: Row): Promise<Row> {
  if (row.doubt === null) return row
  const kind = row.doubt
  const key = keyOf(row, kind)
  const found = await ask(context, row, kind, key, (provider) => provider.find(key))
  if (found === undefined) return row
  if (found.outcome === 'unknown' && kind === 'authorize') return row
  return kept(context, await settleAs(context, row, kind, key, found))
}

/** Changes the payment, by the table of what may follow what. @throws where somebody else has had it meanwhile */
export async function settle(
  { db }: Context,
  row: Row,
  key: string,
  outcome: string,
  to: payments.Settlement,
): Promise<Row> {
  assertTransition(row.status, to.status)
  return (await payments.settle(db, row, key, outcome, to)) ?? overtaken()
}

/** Leaves the payment in doubt, as `status`. @throws as above */
export async function leaveInDoubt(
  { db }: Context,
  row: Row,
  status: Row['status'],
  key: string,
  note: string,
): Promise<Row> {
  assertTransition(row.status, status)
  return (await payments.remainInDoubt(db, row, status, key, note)) ?? overtaken()
}

export function overtaken(): never {
  throw stillBusy()
}

/** What an answer makes of the payment. The payment is free afterwards. */
export function settleAs(context: Context, row: Row, kind: payments.Doubt, key: string, answer: Found): Promise<Row> {
  const { outcome } = answer
  if (kind === 'authorize') {
    if (outcome !== 'declined')
      return settle(context, row, key, outcome, { status: 'authorized', event: eventOf(row, 'authorized') })
    const { code } = answer
    return settle(context, row, key, outcome, {
      status: 'declined',
      declineCode: code,
      event: declinedEvent(row, code),
    })
  }
  if (outcome !== 'succeeded') return settle(context, row, key, 'failed', { status: row.status })
  if (kind === 'capture')
    return settle(context, row, key, outcome, {
      status: 'captured',
      captured: row.amount,
      event: eventOf(row, 'captured'),
    })
  return settle(context, row, key, outcome, { status: 'voided', event: eventOf(row, 'voided') })
}

/** Settling lets go; who has more to say takes the payment again. */
async function kept(context: Context, settled: Row) {
  return claim(context, settled.orderId)
}

/** One question. @returns undefined where no answer came */
export async function ask<T extends Found | Outcome>(
  context: Context,
  row: Row,
  kind: string,
  key: string,
  question: (provider: Provider) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await answered(question(providerOf(context, row.method)), context.config.providerTimeout)
  } catch (error) {
    if (!(error instanceof ProviderLost)) throw error
    context.log.warn({ orderId: row.orderId, kind, key, reason: error.message }, 'the provider did not answer')
    return undefined
  }
}

/** A step that has its own key, then, where its answer was lost, one question what became of it. */
export async function askThenFind(
  context: Context,
  row: Row,
  kind: payments.Doubt,
  question: (provider: Provider, key: string) => Promise<Outcome>,
): Promise<Outcome | undefined> {
  const key = keyOf(row, kind)
  const answer = await ask(context, row, kind, key, (provider) => question(provider, key))
  if (answer !== undefined) return answer
  if (Date.now() > context.trail.deadline) return undefined
  const found = await ask(context, row, 'find', key, (provider) => provider.find(key))
  return found === undefined || found.outcome === 'unknown' ? undefined : found
}
