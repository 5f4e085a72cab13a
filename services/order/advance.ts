/** How a saga moves on: each step is one conditional statement, so that two runners at once do no harm. */
import { fail, SoukError } from '@souk/platform/errors.ts'
import type { Ordering } from './needs.ts'
import { assertTransition, type Refusal } from './order.ts'
import type { OrderRow, TimelineRow } from './orders.sql.ts'
import * as sagas from './sagas.sql.ts'

/** A saga with its order, as somebody read them last. */
export type Run = { saga: sagas.SagaRow; order: OrderRow }

/** How it ended for a caller; without a saga where nothing had to be done. */
export type Outcome = { saga: sagas.SagaRow | undefined; order: OrderRow }

export type Step = {
  /** `running`: a note on the way; the saga goes on. */
  saga: 'running' | 'done' | 'failed'
  /** Decides that this will not be: from here on everything is undone. */
  turnBack?: boolean
  refusal?: Refusal
  freeKey?: boolean
  order?: Partial<
    Pick<
      OrderRow,
      | 'status'
      | 'paymentStatus'
      | 'fulfilmentStatus'
      | 'declinedReason'
      | 'paymentAction'
      | 'refunded'
      | 'refunds'
      | 'shipments'
      | 'returns'
    >
  >
  timeline?: readonly Omit<TimelineRow, 'at'>[]
  /** What others are told, from the order as it is after the step. */
  events?: (after: OrderRow) => readonly { type: string; data: unknown }[]
}

/** @returns the run after the step; undefined where another runner or a cancellation came first: look again */
export async function advance(context: Ordering['context'], run: Run, step: Step): Promise<Run | undefined> {
  const now = context.now()
  const timeline = (step.timeline ?? []).map((entry) => ({ at: now.toISOString(), ...entry }))
  const after: OrderRow = { ...run.order, ...step.order, timeline: [...run.order.timeline, ...timeline] }
  // A payer has nothing to do any more for what is decided.
  if (after.status !== 'pending') after.paymentAction = null
  assertTransition(run.order, after)
  const leased = step.saga === 'running' && step.turnBack !== true
  const saga: sagas.SagaRow = {
    ...run.saga,
    status: step.saga,
    direction: step.turnBack === true ? 'back' : run.saga.direction,
    refusal: step.refusal ?? run.saga.refusal,
    leased,
    // Turned back it is due at once, for whoever comes first.
    leaseUntil: leased ? leaseUntil(now).toISOString() : now.toISOString(),
  }
  const done = await sagas.advance(
    context.db,
    {
      saga: {
        ...saga,
        from: run.saga.direction,
        freeKey: step.freeKey ?? false,
        leaseUntil: new Date(saga.leaseUntil),
      },
      before: run.order,
      after,
      timeline,
      events: step.events?.(after) ?? [],
    },
    now,
  )
  return done ? { saga, order: after } : undefined
}

export async function reload({ db }: Pick<Ordering['context'], 'db'>, sagaId: string): Promise<Run> {
  const saga = await sagas.sagaOf(db, sagaId)
  return { saga, order: await sagas.orderOfSaga(db, sagaId) }
}

/** How long a runner may be silent before another takes over; it renews its lease while it works. In milliseconds. */
const lease = 3_000

export function leaseUntil(now: Date) {
  return new Date(now.getTime() + lease)
}

/** Ends a saga that had no effect by the error that its caller gets, now and at each repetition. */
export function refuse(context: Ordering['context'], run: Run, refusal: Refusal) {
  return advance(context, run, { saga: 'failed', refusal })
}

export function errorOf({ code, reason, message, details, retryAfter }: Refusal) {
  return new SoukError(code, reason, message, { details, retryAfter })
}

export function refusalOf({ code, reason, message, details, retryAfter }: SoukError): Refusal {
  return {
    code,
    reason,
    message,
    ...(details === undefined ? {} : { details }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  }
}

/** A neighbour answered that it does not know the end itself yet: to be asked again. */
export function unsettled(what: string) {
  return fail('unavailable', `${what} is not settled yet.`, { retryAfter: 1 })
}
