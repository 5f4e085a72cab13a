/**
 * A returned parcel came: its value goes back, and what can be sold again goes on sale. Where the payment refuses, nothing
 * was done and that is the end; once money moved the way is forward: what is out of reach is asked again until it is there.
 */
import type { Money } from '@souk/contracts/money.ts'
import { isInDoubt, type SoukError } from '@souk/platform/errors.ts'
import { advance, type Run, refuse, reload, type Step } from './advance.ts'
import type { Ordering } from './needs.ts'
import { refundable } from './order.ts'
import { factsOf, refundedEvent, returnedEvent } from './order-view.ts'
import type { OrderRow } from './orders.sql.ts'
import { giveBack, refundedBy, refusalFor } from './refunding.ts'
import { replaced, returnOf } from './returning.ts'
import { fulfilmentAfter, merged, type Piece, whyNotReceivable, worthOf } from './returns.ts'

type Context = Ordering['context']

export type ReceiveInput = {
  returnId: string
  lines: (Piece & { restock: boolean })[]
  refundDelivery?: boolean
  note?: string
}

export async function receiveReturn(context: Context, run: Run): Promise<Run> {
  return (await proceed(context, run)) ?? reload(context, run.saga.id)
}

async function proceed(context: Context, run: Run): Promise<Run | undefined> {
  const { returnId, lines } = run.saga.input as ReceiveInput
  const refusal = whyNotReceivable(run.order, returnOf(run.order, returnId), lines)
  if (refusal !== undefined) return refuse(context, run, refusal)
  const due = dueFor(run)
  // The order is as it was until the end, so that this is the same sum however often it is run.
  if (due.amount > 0) {
    try {
      await giveBack(context, run, due)
    } catch (error) {
      if (isInDoubt(error)) throw error
      return refuse(context, run, refusalFor(error as SoukError))
    }
  }
  const restocked = merged(lines.filter(({ restock }) => restock))
  if (restocked.length > 0)
    await context.calls.inventory.restock({ id: returnId, orderId: run.order.id, lines: restocked })
  return complete(context, run, due, restocked)
}

/** What the pieces were sold for, and the delivery once; never more than is left of the payment. */
function dueFor({ saga, order }: Run): Money {
  const { lines } = saga.input as ReceiveInput
  const value =
    worthOf(order.lines, lines, order.currency).amount + (paysDelivery({ saga, order }) ? order.deliveryAmount : 0)
  return { amount: Math.min(value, refundable(factsOf(order)).amount), currency: order.currency }
}

function paysDelivery({ saga, order }: Run) {
  const { refundDelivery = false } = saga.input as ReceiveInput
  return refundDelivery && !order.returns.some(({ deliveryRefunded }) => deliveryRefunded === true)
}

function complete(context: Context, run: Run, due: Money, restocked: Piece[]) {
  const { saga, order } = run
  const { returnId, lines, note } = saga.input as ReceiveInput
  const at = context.now().toISOString()
  const returns = replaced(order, {
    ...returnOf(order, returnId),
    status: 'received',
    received: merged(lines),
    restocked,
    refund: due,
    receivedAt: at,
    ...(paysDelivery(run) ? { deliveryRefunded: true } : {}),
    ...(note ? { note } : {}),
  })
  const money = due.amount > 0 ? moneyBack(order, { id: saga.id, amount: due, refundedAt: at }) : undefined
  return advance(context, run, {
    saga: 'done',
    order: { ...money?.order, returns, fulfilmentStatus: fulfilmentAfter({ ...order, returns }) },
    timeline: [
      ...(money?.timeline ?? []),
      { what: 'return_received', by: 'staff', details: { returnId, ...(note ? { reason: note } : {}) } },
    ],
    events: (after) => [
      ...(money?.events(after) ?? []),
      returnedEvent(after, { id: returnId, lines, refund: due, ...(note ? { note } : {}) }),
    ],
  })
}

function moneyBack(order: OrderRow, entry: OrderRow['refunds'][number]) {
  return {
    order: refundedBy(order, entry),
    timeline: [{ what: 'refunded', by: 'staff', details: { amount: entry.amount } }] satisfies Step['timeline'],
    events: (after: OrderRow) => [refundedEvent(after, entry)],
  }
}
