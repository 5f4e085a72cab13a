/** An order's row as the contract shows it, to callers and in events. */
import type { Money } from '@souk/contracts/money.ts'
import type { Order, order } from '@souk/contracts/order.ts'
import type { Return } from '@souk/contracts/order-return.ts'
import { holds } from '@souk/platform/auth.ts'
import type { EventData } from '@souk/platform/contract.ts'
import type { Ordering } from './needs.ts'
import { formatNumber } from './order.ts'
import type { OrderRow, TimelineRow } from './orders.sql.ts'
import { leftOf, type Piece, returnableUntil } from './returns.ts'

/**
 * As its reader may see it.
 * @param mayHoldToken true only in the answer to whoever placed the order
 */
export function toOrder(
  row: OrderRow,
  { caller, config }: Pick<Ordering['context'], 'caller' | 'config'>,
  mayHoldToken = false,
): Order {
  const { currency } = row
  const timeline = holds(caller, 'orders') ? row.timeline : row.timeline.filter(isForCustomers).map(withoutNote)
  const left = leftOf(row)
  const until = returnableUntil(row, config.returnDays)
  const money = moneyOf(row)
  return {
    id: row.id,
    number: formatNumber(row.number),
    status: row.status,
    paymentStatus: row.paymentStatus,
    fulfilmentStatus: row.fulfilmentStatus,
    email: row.email,
    lines: row.lines,
    subtotal: money(row.subtotal),
    delivery: { ...row.delivery, amount: row.deliveryAmount, currency },
    tax: money(0),
    taxIncluded: money(row.taxIncluded),
    total: money(row.total),
    refunded: money(row.refunded),
    shippingAddress: row.shippingAddress,
    placedAt: row.placedAt,
    shipments: row.shipments,
    refunds: row.refunds,
    returns: row.returns,
    ...(until === undefined || left.length === 0 ? {} : { returnable: { lines: left, until: until.toISOString() } }),
    timeline: timeline.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })),
    ...(row.paymentAction === null ? {} : { paymentAction: { redirectUrl: row.paymentAction } }),
    ...(mayHoldToken && row.accessToken !== null ? { accessToken: row.accessToken } : {}),
  }
}

/** What the house does among itself is no business of the customer's, and may name what is not theirs to know. */
const forStaff = new Set(['exception_found', 'exception_settled', 'retried', 'compensated'])

function isForCustomers({ what }: TimelineRow) {
  return !forStaff.has(what)
}

function withoutNote({ details, ...entry }: TimelineRow): TimelineRow {
  const { note: _, ...shown } = details ?? {}
  return { ...entry, ...(Object.keys(shown).length === 0 ? {} : { details: shown }) }
}

/** Whether the payer had to act in the attempt that is under way, be it that they have by now. */
export function askedItsPayer({ timeline }: OrderRow) {
  const last = timeline.findLast(({ what }) => what === 'payment_action_required' || what.startsWith('placed'))
  return last?.what === 'payment_action_required'
}

/** What rules look at. */
export function factsOf(row: OrderRow) {
  const { status, paymentStatus, fulfilmentStatus } = row
  const money = moneyOf(row)
  return { status, paymentStatus, fulfilmentStatus, total: money(row.total), refunded: money(row.refunded) }
}

type Events = typeof order
type Told = { [T in keyof Events['events']]: { type: T; data: EventData<Events, T> } }[keyof Events['events']]

function told<T extends Told>(event: T) {
  return event
}

function moneyOf({ currency }: OrderRow) {
  return (amount: number): Money => ({ amount, currency })
}

function sharedFacts(row: OrderRow) {
  const { id, number, cartId, userId, email, total, currency } = row
  return {
    orderId: id,
    number: formatNumber(number),
    cartId,
    ...(userId === null ? {} : { userId }),
    email,
    total: { amount: total, currency },
  }
}

export function confirmedEvent(row: OrderRow) {
  const money = moneyOf(row)
  return told({
    type: 'order.confirmed.v1',
    data: {
      ...sharedFacts(row),
      lines: row.lines,
      subtotal: money(row.subtotal),
      delivery: money(row.deliveryAmount),
      deliveryName: row.delivery.name,
      shippingAddress: row.shippingAddress,
      ...(row.accessToken === null ? {} : { accessToken: row.accessToken }),
    },
  })
}

export function declinedEvent(row: OrderRow, reason: string) {
  return told({ type: 'order.declined.v1', data: { ...sharedFacts(row), reason } })
}

export function cancelledEvent(row: OrderRow, reason: string | undefined) {
  return told({ type: 'order.cancelled.v1', data: { ...sharedFacts(row), ...(reason ? { reason } : {}) } })
}

export function refundedEvent(row: OrderRow, refund: { id: string; amount: Money; reason?: string }) {
  const { id: refundId, amount, reason } = refund
  return told({
    type: 'order.refunded.v1',
    data: { ...sharedFacts(row), refundId, amount, ...(reason ? { reason } : {}) },
  })
}

export function shippedEvent(row: OrderRow, parcel: { id: string; carrier: string; trackingNumber: string }) {
  const { id: shipmentId, carrier, trackingNumber } = parcel
  return told({ type: 'order.shipped.v1', data: { ...sharedFacts(row), shipmentId, carrier, trackingNumber } })
}

export function returnRequestedEvent(row: OrderRow, { id: returnId, lines, reason }: Return) {
  return told({
    type: 'order.return-requested.v1',
    data: { ...sharedFacts(row), returnId, lines: named(row, lines), reason },
  })
}

export function returnDecidedEvent(row: OrderRow, { id: returnId, status, lines, note }: Return) {
  const approved = status === 'approved'
  return told({
    type: 'order.return-decided.v1',
    data: { ...sharedFacts(row), returnId, approved, lines: named(row, lines), ...(note ? { note } : {}) },
  })
}

type Receipt = { id: string; lines: (Piece & { restock: boolean })[]; refund: Money; note?: string }

export function returnedEvent(row: OrderRow, { id: returnId, lines, refund, note }: Receipt) {
  return told({
    type: 'order.returned.v1',
    data: { ...sharedFacts(row), returnId, lines: named(row, lines), refund, ...(note ? { note } : {}) },
  })
}

function named<P extends Piece>(row: OrderRow, pieces: readonly P[]) {
  return pieces.map((piece) => {
    const { name = piece.sku, options = {} } = row.lines.find(({ sku }) => sku === piece.sku) ?? {}
    return { ...piece, name, options }
  })
}
