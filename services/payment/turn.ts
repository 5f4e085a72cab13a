/** Conversations with a provider about one payment go one after another, across all replicas, without a lock in between. */
import { setTimeout as sleep } from 'node:timers/promises'
import { fail } from '@souk/platform/errors.ts'
import type { Context } from './needs.ts'
import type { PaymentRow } from './payment.ts'
import * as payments from './payments.sql.ts'

/** Whose turn it is to speak with the provider about a payment. */
export type Turn = { context: Context; id: string }

/** How long a turn may be silent before another may have it, and how often whoever has it says that they live. In milliseconds. */
const [silence, renewEvery] = [2_500, 800]

export function claimOf({ context: { now }, id }: Turn): payments.Claim {
  return { by: id, until: new Date(now().getTime() + silence) }
}

/** Keeps the turn for as long as the work takes: who dies in it is followed by another within seconds. */
export async function keeping<T>(turn: Turn, paymentId: string, work: () => Promise<T>): Promise<T> {
  const renewal = setInterval(
    () => payments.renew(turn.context.db, paymentId, claimOf(turn)).catch(() => {}),
    renewEvery,
  )
  try {
    return await work()
  } finally {
    clearInterval(renewal)
  }
}

/** Waits for its turn while there is time for what is to be said then. @throws 503 `unavailable` where there is none */
export async function inTurn<T>(
  context: Context,
  orderId: string,
  work: (turn: Turn, payment: PaymentRow) => Promise<T>,
): Promise<T> {
  const lastChance = context.trail.deadline - context.config.providerTimeout - 500
  for (let pause = 4; ; pause = Math.min(pause * 1.5, 150)) {
    const done = await ifFree(context, orderId, work)
    if (done !== undefined) return done.result
    if (Date.now() + pause > lastChance) throw busy()
    await sleep(pause)
  }
}

/** @returns undefined while it is somebody else's turn */
export async function ifFree<T>(
  context: Context,
  orderId: string,
  work: (turn: Turn, payment: PaymentRow) => Promise<T>,
): Promise<{ result: T } | undefined> {
  const turn: Turn = { context, id: context.newId() }
  const payment = await payments.take(context.db, orderId, claimOf(turn), context.now())
  if (payment === undefined) return undefined
  try {
    return { result: await keeping(turn, payment.id, () => work(turn, payment)) }
  } finally {
    await payments.release(context.db, payment.id, turn.id)
  }
}

/** Also where a turn was lost, or the provider owes an answer: the caller's repetition finds out what became of it. */
export function busy(message = 'The payment is being worked on.') {
  return fail('unavailable', `${message} Try again in a moment.`, { retryAfter: 1 })
}
