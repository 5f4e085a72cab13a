/** Clearing up what is in doubt: by asking the provider about our keys. */
import * as attempts from './attempts.sql.ts'
import { begin, carryOut, find, isOpen, say } from './conversation.ts'
import { type Attempt, hasLasted, isStray, keyOf, type PaymentRow, patience, watch } from './payment.ts'
import * as payments from './payments.sql.ts'
import { settleAs } from './settlement.ts'
import type { Turn } from './turn.ts'

/** Asks about everything in doubt that the payment itself depends on. What the provider does not tell stays in doubt. */
export async function clearUp(turn: Turn, payment: PaymentRow): Promise<PaymentRow> {
  let after = payment
  for (const attempt of await attempts.inDoubt(turn.context.db, payment.id)) {
    if (isOfThePayment(after, attempt)) after = (await clearUpOne(turn, after, attempt)).payment
  }
  return after
}

const lateNote = 'its answer was lost; found by its key'

async function clearUpOne(turn: Turn, payment: PaymentRow, attempt: Attempt) {
  const found = await find(turn, payment, attempt)
  if (found.outcome === 'unknown' || found.outcome === 'lost') return { found, payment }
  const note = found.outcome === 'declined' ? found.code : payment.actionUrl === null ? lateNote : 'the payer has acted'
  return { found, payment: await settleAs(turn.context, payment, attempt, found, { note }) }
}

/** Whether the payment, as it stands, waits for the end of this conversation. */
export function isOfThePayment(payment: PaymentRow, attempt: Attempt) {
  const { kind, key } = attempt
  if (kind === 'authorize') return payment.status === 'pending' && key === payment.attemptId
  if (kind === 'refund') return true
  return (kind === 'capture' || kind === 'void') && isOfHeldMoney(payment, kind, key)
}

function isOfHeldMoney({ status, attemptId }: PaymentRow, kind: 'capture' | 'void', key: string) {
  return status === 'authorized' && attemptId !== null && key === keyOf(kind, attemptId)
}

/** Sees to one conversation that nobody else has seen to. */
export async function seeTo(turn: Turn, payment: PaymentRow, attempt: Attempt): Promise<void> {
  const { db, now } = turn.context
  const { kind, key } = attempt
  if (isStray(payment, attempt)) return seeToStray(turn, payment, attempt)
  if (!isOfThePayment(payment, attempt)) {
    // Overtaken: by a rival's answer to the same authorization, or by the opposite of what was begun.
    await attempts.end(db, payment.id, key, kind === 'authorize' ? 'succeeded' : 'failed', null, now())
    return
  }
  const { found } = await clearUpOne(turn, payment, attempt)
  if (found.outcome !== 'unknown') return
  // The token is the caller's to give again, so what never arrived is given up; the rest is said again under its key.
  if (kind !== 'authorize') await carryOut(turn, payment, await begin(turn, payment, attempt))
  else if (hasLasted(attempt, patience, now())) {
    const ending = { outcome: 'lost', note: 'never arrived', now: now(), releasing: null } as const
    await payments.settleAuthorization(db, payment, 'declined', 'no_answer', ending)
  }
}

/** An authorization that the payment no longer waits for holds money that nobody will take, should it turn up. */
async function seeToStray(turn: Turn, payment: PaymentRow, attempt: Attempt) {
  const { db, now, log } = turn.context
  const found = await find(turn, payment, attempt)
  if (found.outcome === 'succeeded') await letGo(turn, payment, attempt, attempts.endLate)
  else if (found.outcome === 'pending') await letGo(turn, payment, attempt)
  else if (found.outcome === 'declined') await attempts.end(db, payment.id, attempt.key, 'declined', found.code, now())
  else if (hasLasted(attempt, watch, now())) {
    log.warn(
      { payment: payment.id, key: attempt.key, found: found.outcome },
      'an authorization is no longer looked for',
    )
    await attempts.end(db, payment.id, attempt.key, 'failed', 'no longer looked for', now())
  }
}

/**
 * Lets an authorization go that is not the payment's (any more). What is not answered stays in doubt, for the job.
 * @param finish writes down that it is over
 */
export async function letGo(
  turn: Turn,
  payment: PaymentRow,
  authorization: Attempt,
  finish: typeof attempts.endLate = attempts.endReplaced,
): Promise<void> {
  const { db, now } = turn.context
  const voidKey = keyOf('void', authorization.key)
  const attempt = await begin(turn, payment, { ...authorization, kind: 'void', key: voidKey }, null)
  const heard = await say(turn, payment, attempt, (provider) =>
    provider.voidAuthorization({ key: voidKey, authorizationKey: authorization.key }),
  )
  if (isOpen(heard)) return
  await attempts.end(db, payment.id, voidKey, heard.outcome, heard.outcome === 'declined' ? heard.code : null, now())
  await finish(db, payment, authorization, now())
}
