/** A return is asked for, and decided on: no neighbour has a part in either. */
import { fail } from '@souk/platform/errors.ts'
import { advance, type Run, refuse, reload } from './advance.ts'
import type { Ordering } from './needs.ts'
import { returnDecidedEvent, returnRequestedEvent } from './order-view.ts'
import type { OrderRow } from './orders.sql.ts'
import { merged, type Piece, whyNotDecidable, whyNotReturnable } from './returns.ts'

type Context = Ordering['context']

export type RequestInput = { by: 'customer' | 'staff'; lines: Piece[]; reason: string }
export type DecideInput = { returnId: string; approved: boolean; note?: string }

export async function requestReturn(context: Context, run: Run): Promise<Run> {
  return (await request(context, run)) ?? reload(context, run.saga.id)
}

function request(context: Context, run: Run) {
  const { saga, order } = run
  const { by, lines, reason } = saga.input as RequestInput
  const askedAt = by === 'customer' ? new Date(saga.createdAt) : undefined
  const refusal = whyNotReturnable(order, lines, context.config.returnDays, askedAt)
  if (refusal !== undefined) return refuse(context, run, refusal)
  const requestedAt = context.now().toISOString()
  const requested = { id: saga.id, status: 'requested' as const, lines: merged(lines), reason, requestedAt }
  return advance(context, run, {
    saga: 'done',
    order: { returns: [...order.returns, requested] },
    timeline: [{ what: 'return_requested', by, details: { returnId: saga.id, ...(reason ? { reason } : {}) } }],
    events: (after) => [returnRequestedEvent(after, requested)],
  })
}

export async function decideReturn(context: Context, run: Run): Promise<Run> {
  return (await decide(context, run)) ?? reload(context, run.saga.id)
}

function decide(context: Context, run: Run) {
  const { returnId, approved, note } = run.saga.input as DecideInput
  const one = returnOf(run.order, returnId)
  const refusal = whyNotDecidable(one, approved)
  if (refusal !== undefined) return refuse(context, run, refusal)
  const { note: _saidBefore, ...before } = one
  const status = approved ? ('approved' as const) : ('rejected' as const)
  const decided = { ...before, status, decidedAt: context.now().toISOString(), ...(note ? { note } : {}) }
  return advance(context, run, {
    saga: 'done',
    order: { returns: replaced(run.order, decided) },
    timeline: [{ what: `return_${status}`, by: 'staff', details: { returnId, ...(note ? { reason: note } : {}) } }],
    events: (after) => [returnDecidedEvent(after, decided)],
  })
}

/** @throws 404 `not_found` */
export function returnOf({ returns }: OrderRow, returnId: string) {
  const one = returns.find(({ id }) => id === returnId)
  if (one === undefined) throw fail('not_found', 'The order has no such return.')
  return one
}

export function replaced({ returns }: OrderRow, one: OrderRow['returns'][number]) {
  return returns.map((other) => (other.id === one.id ? one : other))
}
