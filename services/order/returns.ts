/** The rules of a return: who may send what back, until when, and what it is worth. No I/O, no clock. */
import type { Money } from '@souk/contracts/money.ts'
import type { Return } from '@souk/contracts/order-return.ts'
import type { FulfilmentStatus, OrderLine, Refusal } from './order.ts'
import type { OrderRow } from './orders.sql.ts'

export type Piece = { sku: string; quantity: number }

/** The diagram of a return's life. What was approved and never came is rejected after all. */
const transitions = {
  requested: ['approved', 'rejected'],
  approved: ['rejected', 'received'],
  rejected: [],
  received: [],
} as const satisfies Record<Return['status'], readonly Return['status'][]>

function mayBecome({ status }: Return, next: Return['status']) {
  return (transitions[status] as readonly string[]).includes(next)
}

const day = 24 * 60 * 60 * 1_000

/** What of a shipped order is left to be sent back, beside all open and received returns but one. */
export function leftOf({ lines, returns, shipments }: Pick<OrderRow, 'lines' | 'returns' | 'shipments'>, but?: string) {
  if (shipments.length === 0) return []
  const held = returns.filter(({ id, status }) => id !== but && status !== 'rejected')
  const taken = summed(held.flatMap(({ lines: asked, received = asked }) => received))
  return [...summed(lines)]
    .map(([sku, quantity]) => ({ sku, quantity: quantity - (taken.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0)
}

type Parcels = Pick<OrderRow, 'shipments' | 'delivery' | 'placedAt'>

/** Until when a customer may ask: so many days after the last parcel came, if it took as long as was promised. */
export function returnableUntil(order: Parcels, returnDays: number) {
  const last = order.shipments.at(-1)
  if (last === undefined) return undefined
  return new Date(Date.parse(last.shippedAt) + (daysOnTheWay(order) + returnDays) * day)
}

function daysOnTheWay({ delivery: { estimate }, placedAt }: Parcels) {
  return estimate === undefined ? 0 : Math.max(Math.ceil((Date.parse(estimate.to) - Date.parse(placedAt)) / day), 0)
}

/** @param at when a customer asked; undefined for staff, who may ask at any time */
export function whyNotReturnable(
  order: OrderRow,
  lines: readonly Piece[],
  returnDays: number,
  at: Date | undefined,
): Refusal | undefined {
  const until = returnableUntil(order, returnDays)
  if (until === undefined) return notReturnable(order, 'it has not been shipped')
  if (at !== undefined && at > until) return notReturnable(order, `that was possible for ${returnDays} days`)
  if (leftOf(order).length === 0) return notReturnable(order, 'nothing of it is left')
  return whyTooMuch(order, lines)
}

function notReturnable({ status, fulfilmentStatus }: OrderRow, why: string): Refusal {
  const message = `Nothing of this order can be sent back: ${why}.`
  return { code: 'conflict', reason: 'not_returnable', message, details: { status, fulfilmentStatus } }
}

function whyTooMuch(order: OrderRow, lines: readonly Piece[], but?: string): Refusal | undefined {
  const left = summed(leftOf(order, but))
  const short = [...summed(lines)]
    .map(([sku, requested]) => ({ sku, requested, returnable: left.get(sku) ?? 0 }))
    .filter(({ requested, returnable }) => requested > returnable)
  if (short.length === 0) return undefined
  const message = `More than is left to be sent back of ${short.map(({ sku }) => sku).join(', ')}.`
  return { code: 'conflict', reason: 'exceeds_returnable', message, details: { lines: short } }
}

export function whyNotDecidable(one: Return, approved: boolean): Refusal | undefined {
  if (mayBecome(one, approved ? 'approved' : 'rejected')) return undefined
  return wrongStatus(one, 'not_decidable', `This return is ${one.status} already.`)
}

/** @param lines what really came: also what was not asked for, as long as the order holds it */
export function whyNotReceivable(order: OrderRow, one: Return, lines: readonly Piece[]): Refusal | undefined {
  if (mayBecome(one, 'received')) return whyTooMuch(order, lines, one.id)
  return wrongStatus(one, 'not_receivable', `Only an approved return is received: this one is ${one.status}.`)
}

function wrongStatus({ status }: Return, reason: string, message: string): Refusal {
  return { code: 'conflict', reason, message, details: { status } }
}

/** What pieces of an order were sold for. */
export function worthOf(lines: readonly OrderLine[], pieces: readonly Piece[], currency: string): Money {
  const prices = new Map(lines.map(({ sku, unitPrice }) => [sku, unitPrice.amount]))
  const amount = pieces.reduce((sum, { sku, quantity }) => sum + quantity * (prices.get(sku) ?? 0), 0)
  return { amount, currency }
}

/** Where an order is once these returns were received. */
export function fulfilmentAfter({ lines, returns }: Pick<OrderRow, 'lines' | 'returns'>): FulfilmentStatus {
  const back = summed(returns.flatMap(({ received = [] }) => received))
  const isWhole = [...summed(lines)].every(([sku, quantity]) => (back.get(sku) ?? 0) >= quantity)
  return isWhole ? 'returned' : 'partially_returned'
}

/** Each sku once. */
export function merged(lines: readonly Piece[]): Piece[] {
  return [...summed(lines)].map(([sku, quantity]) => ({ sku, quantity }))
}

function summed(lines: readonly Piece[]) {
  const sums = new Map<string, number>()
  for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity)
  return sums
}
