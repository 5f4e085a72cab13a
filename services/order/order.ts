/** The rules of an order: what may follow what, and what it adds up to. No I/O, no clock. */
import type { Cart } from '@souk/contracts/cart.ts'
import { equal, type Money, sum } from '@souk/contracts/money.ts'
import type { Order } from '@souk/contracts/order.ts'
import type { Code } from '@souk/platform/errors.ts'

export type Status = Order['status']
export type PaymentStatus = Order['paymentStatus']
export type FulfilmentStatus = Order['fulfilmentStatus']
export type OrderLine = Order['lines'][number]

/** The diagram of an order's life. A declined payment may be tried again: the same order, the same stock held. */
const statusTransitions = {
  pending: ['confirmed', 'declined', 'cancelled'],
  declined: ['pending'],
  confirmed: ['completed', 'cancelled'],
  completed: [],
  cancelled: [],
} as const satisfies Record<Status, readonly Status[]>

const paymentTransitions = {
  pending: ['authorized', 'captured', 'declined', 'voided', 'refunded'],
  // Voided and refunded by hand: whatever is found to be held or taken after all.
  declined: ['pending', 'voided', 'refunded'],
  authorized: ['captured', 'voided', 'refunded'],
  captured: ['partially_refunded', 'refunded'],
  partially_refunded: ['partially_refunded', 'refunded'],
  refunded: [],
  voided: ['refunded'],
} as const satisfies Record<PaymentStatus, readonly PaymentStatus[]>

const fulfilmentTransitions = {
  unfulfilled: ['shipped', 'cancelled'],
  shipped: ['partially_returned', 'returned'],
  partially_returned: ['returned'],
  returned: [],
  cancelled: [],
} as const satisfies Record<FulfilmentStatus, readonly FulfilmentStatus[]>

export type States = { status: Status; paymentStatus: PaymentStatus; fulfilmentStatus: FulfilmentStatus }

/** @throws where the tables above know no such way: a fault of ours, never of a caller */
export function assertTransition(from: States, to: States) {
  assertStep('status', statusTransitions, from.status, to.status)
  assertStep('payment', paymentTransitions, from.paymentStatus, to.paymentStatus)
  assertStep('fulfilment', fulfilmentTransitions, from.fulfilmentStatus, to.fulfilmentStatus)
}

function assertStep<S extends string>(name: string, table: Record<S, readonly S[]>, from: S, to: S) {
  if (from !== to && !table[from].includes(to)) throw new Error(`an order's ${name} never goes from ${from} to ${to}`)
}

/** An error as it is kept with a saga, to be given again to whoever repeats the request. */
export type Refusal = { code: Code; reason: string; message: string; details?: unknown; retryAfter?: number }

type Facts = States & { total: Money; refunded: Money }

export function refundable({ status, paymentStatus, total, refunded }: Facts): Money {
  const hasMoney = ['authorized', 'captured', 'partially_refunded'].includes(paymentStatus)
  const open = status === 'confirmed' || status === 'completed'
  return { amount: hasMoney && open ? total.amount - refunded.amount : 0, currency: total.currency }
}

export function whyNotCancellable({ status, fulfilmentStatus }: Facts): Refusal | undefined {
  if ((status === 'pending' || status === 'confirmed') && fulfilmentStatus === 'unfulfilled') return undefined
  const state = status === 'completed' ? 'has been shipped' : `is ${status}`
  return {
    code: 'conflict',
    reason: 'not_cancellable',
    message: `This order cannot be cancelled: it ${state}.`,
    details: { status, fulfilmentStatus },
  }
}

/** Whatever has not left the house can be undone. */
export function whyNotCompensable({ status, fulfilmentStatus }: Facts): Refusal | undefined {
  if (status !== 'completed') return undefined
  return {
    code: 'conflict',
    reason: 'not_compensable',
    message: 'This order cannot be undone: it has been shipped. Take it back as a return, or refund it.',
    details: { status, fulfilmentStatus },
  }
}

export function whyNotShippable({ status, paymentStatus, fulfilmentStatus }: Facts): Refusal | undefined {
  const paid = ['authorized', 'captured', 'partially_refunded'].includes(paymentStatus)
  if (status === 'confirmed' && fulfilmentStatus === 'unfulfilled' && paid) return undefined
  const state = status === 'confirmed' ? `its payment is ${paymentStatus}` : `it is ${status}`
  return notShippable({ status, fulfilmentStatus }, `This order cannot be shipped: ${state}.`)
}

export function notShippable(
  { status, fulfilmentStatus }: Pick<States, 'status' | 'fulfilmentStatus'>,
  message: string,
): Refusal {
  return { code: 'conflict', reason: 'not_shippable', message, details: { status, fulfilmentStatus } }
}

/** @param amount all that is left where none is named */
export function whyNotRefundable(facts: Facts, amount: Money | undefined): Refusal | undefined {
  const left = refundable(facts)
  if (left.amount <= 0)
    return {
      code: 'conflict',
      reason: 'not_refundable',
      message: `Nothing can be refunded: the order is ${facts.status}, its payment ${facts.paymentStatus}.`,
    }
  if (amount === undefined || (amount.amount <= left.amount && amount.currency === left.currency)) return undefined
  return {
    code: 'conflict',
    reason: 'exceeds_refundable',
    message: `At most ${left.amount} ${left.currency} (minor units) can be refunded.`,
    details: { refundable: left },
  }
}

/** @param cart as the shopper sees it; whether there is stock is for inventory to say */
export function whyNotOrderable(cart: Cart): Refusal | undefined {
  if (cart.status === 'ordered')
    return { code: 'conflict', reason: 'cart_already_ordered', message: 'This cart has been ordered.', details: {} }
  if (cart.status === 'merged' || cart.lines.length === 0)
    return { code: 'conflict', reason: 'cart_empty', message: 'There is nothing in this cart.' }
  const gone = cart.lines.filter(({ problems }) => problems.some(({ reason }) => reason === 'no_longer_sold'))
  if (gone.length > 0)
    return {
      code: 'conflict',
      reason: 'line_not_sold',
      message: 'Some of this is no longer sold. Remove it from the cart and order again.',
      details: { skus: gone.map(({ sku }) => sku) },
    }
  return undefined
}

/** A price that the shopper has not seen is never charged; a total that they confirm counts as seen. */
export function whyNotAtThisPrice(cart: Cart, total: Money, expectedTotal: Money | undefined): Refusal | undefined {
  const changed = cart.lines.some(({ problems }) => problems.some(({ reason }) => reason === 'price_changed'))
  if (expectedTotal === undefined ? !changed : equal(expectedTotal, total)) return undefined
  return {
    code: 'conflict',
    reason: 'price_changed',
    message: 'Prices have changed. Look at the new total and order again with it as expectedTotal.',
    details: { total, lines: cart.lines.map(({ sku, unitPrice }) => ({ sku, unitPrice })) },
  }
}

export type Totals = { subtotal: Money; total: Money; taxIncluded: Money }

/** @param taxPercent the tax that prices include, delivery's too; rounded once, on the total */
export function totalsOf(subtotal: Money, delivery: Money, taxPercent: number): Totals {
  const total = sum(subtotal, delivery)
  const withoutTax = Math.round((total.amount * 100) / (100 + taxPercent))
  return { subtotal, total, taxIncluded: { amount: total.amount - withoutTax, currency: total.currency } }
}

/** What an order keeps of a cart's line, for good. */
export function orderLineOf({ weight: _weight, problems: _problems, ...line }: Cart['lines'][number]): OrderLine {
  return line
}

/** What lines draw from stock, the same text for the same demand in any order of lines. */
export function demandOf(lines: readonly { sku: string; quantity: number }[]) {
  return lines
    .map(({ sku, quantity }) => `${quantity} ${sku}`)
    .sort()
    .join('\n')
}

export function formatNumber(number: number) {
  return `S-${number}`
}

/** @returns the number in what somebody typed, such as `S-100042`, `s100042` or `100042` */
export function parseNumber(text: string) {
  const digits = /^\s*s?-?(\d{1,15})\s*$/i.exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
