/** Runs sagas: at once for whoever asked, later where somebody died or a neighbour was out of reach. */
import { setTimeout as sleep } from 'node:timers/promises'
import { fail, SoukError } from '@souk/platform/errors.ts'
import { keyReused, scopeOf } from '@souk/platform/idempotency.ts'
import { inSpan } from '@souk/platform/spans.ts'
import { leaseUntil, type Outcome, type Run, reload } from './advance.ts'
import { cancel } from './cancelling.ts'
import { compensate } from './compensating.ts'
import type { Ordering } from './needs.ts'
import type { NewSaga, OrderRow } from './orders.sql.ts'
import { place } from './placing.ts'
import { receiveReturn } from './receiving.ts'
import { refund } from './refunding.ts'
import { repair } from './repairing.ts'
import { decideReturn, requestReturn } from './returning.ts'
import * as sagas from './sagas.sql.ts'
import { ship } from './shipping.ts'

type Context = Ordering['context']

const ways: Record<sagas.Kind, (context: Context, run: Run) => Promise<Run>> = {
  place,
  cancel,
  refund,
  ship,
  request_return: requestReturn,
  decide_return: decideReturn,
  receive_return: receiveReturn,
  repair,
  compensate,
}

/** A runner renews its lease three times in its length. In milliseconds. */
const renewEvery = 1_000

/** Runs a saga that is leased to the caller. @returns how it stands then: ended, or still running where it must wait */
export async function runSaga(context: Context, run: Run): Promise<Run> {
  const { saga } = run
  const renewal = setInterval(
    () => sagas.renew(context.db, saga, leaseUntil(context.now())).catch(() => {}),
    renewEvery,
  )
  try {
    return await inSpan(`saga ${saga.kind}`, aboutOf(saga), () => ways[saga.kind](context, run))
  } catch (error) {
    context.log.warn({ err: error, saga: saga.id, kind: saga.kind, orderId: saga.orderId }, 'a saga waits')
    const known = error instanceof SoukError ? error : fail('internal', 'Something went wrong on our side.')
    const now = context.now()
    await sagas.postpone(context.db, saga, known, now, new Date(now.getTime() + pause(saga.attempts)))
    return reload(context, saga.id)
  } finally {
    clearInterval(renewal)
  }
}

/** What a trace tells of a saga; its steps are calls and statements within it. */
function aboutOf({ id, orderId, direction, attempts }: sagas.SagaRow) {
  return {
    'souk.saga.id': id,
    'souk.order.id': orderId,
    'souk.saga.direction': direction,
    'souk.saga.attempts': attempts,
  }
}

/** @returns milliseconds until the next attempt: 1 s, 2 s, then 3 s, so that an order ends within seconds of its neighbours' return */
function pause(attempts: number) {
  return Math.min(attempts, 3) * 1_000
}

/** How many sagas one process takes over at once; for how long it does so in one turn, and how often it looks, in milliseconds. */
const most = 20
const oneTurn = 10_000
const look = 500

/**
 * Takes over what is due, also while what it took before waits for a neighbour: nobody waits for somebody else's bank.
 * @returns how many were taken over; what must wait is due later, so nothing is done twice in a row for nothing
 */
export async function continueDue(context: Context) {
  const underWay = new Set<Promise<void>>()
  const until = Date.now() + oneTurn
  for (let taken = 0; ; ) {
    const now = context.now()
    const free = Date.now() < until ? most - underWay.size : 0
    const due = free > 0 ? await sagas.claimDue(context.db, now, leaseUntil(now), free) : []
    for (const saga of due) {
      const one = takeOver(context, saga).finally(() => underWay.delete(one))
      underWay.add(one)
    }
    taken += due.length
    if (underWay.size === 0) return taken
    await Promise.race([...underWay, sleep(look)])
  }
}

/** A failure here is a lost database: whoever lives takes it over when its lease has run out. */
async function takeOver(context: Context, saga: sagas.SagaRow) {
  try {
    await runSaga(context, { saga, order: await sagas.orderOfSaga(context.db, saga.id) })
  } catch (error) {
    context.log.warn({ err: error, saga: saga.id }, 'a saga could not be taken over')
  }
}

/** A new saga of whoever calls, under their Idempotency-Key, leased to them. */
export function newSaga(context: Context, input: unknown): NewSaga {
  const { key, fingerprint, newId, now } = context
  const createdAt = now()
  const caller = scopeOf(context.caller)
  return { id: newId(), input, caller, key, fingerprint, createdAt, leaseUntil: leaseUntil(createdAt) }
}

/** A wish that needed no saga of its own is kept for its key. */
export async function keepForKey(context: Context, kind: sagas.Kind, orderId: string, input: unknown) {
  if (context.key !== undefined) await sagas.start(context.db, kind, orderId, newSaga(context, input), 'done')
}

/** What the caller began before under the same key, and how it ended: waited for where it runs. @throws 422 `key_reused` */
export async function seenBefore(context: Context, kind: sagas.Kind): Promise<Run | undefined> {
  if (context.key === undefined) return undefined
  const saga = await sagas.sagaOfKey(context.db, scopeOf(context.caller), kind, context.key)
  if (saga === undefined) return undefined
  if (saga.fingerprint !== context.fingerprint) throw keyReused()
  return settle(context, saga.id)
}

/** Goes on with a saga because staff ask for it, due or not. One that somebody runs at this moment is waited for. */
export async function goOnNow(
  context: Context,
  run: Run,
  entry: Parameters<typeof sagas.claimForStaff>[4],
): Promise<Run> {
  const now = context.now()
  const saga = await sagas.claimForStaff(context.db, run.saga.id, now, leaseUntil(now), entry)
  return saga === undefined ? settle(context, run.saga.id) : runSaga(context, await reload(context, saga.id))
}

/** How often somebody who waits for a saga looks at it, in milliseconds. */
const lookAgain = 40
/** What is left of a caller's time when waiting ends, in milliseconds. */
const margin = 1_000

/** Waits for a saga that somebody runs; runs it where nobody does. */
async function settle(context: Context, sagaId: string): Promise<Run> {
  for (;;) {
    const run = await reload(context, sagaId)
    if (run.saga.status !== 'running' || run.saga.direction === 'back') return run
    const now = context.now()
    const saga = await sagas.claim(context.db, sagaId, now, leaseUntil(now))
    if (saga !== undefined) return runSaga(context, { ...run, saga })
    if (Date.now() + margin > context.trail.deadline) return run
    await sleep(lookAgain)
  }
}

/** How long a saga waits for another one of the same order, in milliseconds. */
const patience = 3_000

/**
 * Begins a saga on an order and runs it; waits a little for another one of the same order to end first.
 * @param look the order as the caller may see it, or what already is the outcome
 */
export async function perform(
  context: Context,
  kind: sagas.Kind,
  input: unknown,
  look: () => Promise<OrderRow | Outcome>,
): Promise<Outcome> {
  const until = Math.min(Date.now() + patience, context.trail.deadline - margin)
  for (;;) {
    const seen = await seenBefore(context, kind)
    if (seen !== undefined) return seen
    const found = await look().catch(async (refusal) => {
      // Between the two looks the same request, sent twice, may have ended: then its answer is the answer.
      const ended = await seenBefore(context, kind)
      if (ended === undefined) throw refusal
      return ended
    })
    if ('order' in found) return found
    const saga = await sagas.start(context.db, kind, found.id, newSaga(context, input))
    if (saga !== undefined) return runSaga(context, await reload(context, saga.id))
    if (Date.now() > until)
      throw fail('unavailable', 'Another change of this order is under way. Try again in a moment.', { retryAfter: 2 })
    await sleep(lookAgain)
  }
}
