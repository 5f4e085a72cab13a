/** The rules of a payment: what may follow what, and how it is shown. No I/O, no clock. */
import type { Money } from '@souk/contracts/money.ts'
import type { Payment } from '@souk/contracts/payment.ts'
import type { PaymentRow } from './payments.sql.ts'

export type Status = Payment['status']

/** The diagram of a payment's life. */
const transitions = {
  pending: ['authorized', 'declined', 'voided'],
  declined: ['pending', 'voided'],
  authorized: ['captured', 'voided'],
  captured: ['partially_refunded', 'refunded'],
  partially_refunded: ['partially_refunded', 'refunded'],
  refunded: [],
  voided: [],
} as const satisfies Record<Status, readonly Status[]>

/** @throws where the table knows no such way: a fault of ours, never of a caller */
export function assertTransition(from: Status, to: Status) {
  const ways: readonly Status[] = transitions[from]
  if (from !== to && !ways.includes(to)) throw new Error(`a payment never goes from ${from} to ${to}`)
}

/** True once money was taken: it can be refunded, and no longer be let go. */
export function isTaken(status: Status) {
  return status === 'captured' || status === 'partially_refunded' || status === 'refunded'
}

/** True while the money is neither held nor taken nor decided about. */
export function isHeldOrTaken(status: Status) {
  return status === 'authorized' || isTaken(status)
}

export function toPayment(row: PaymentRow): Payment {
  const { id, orderId, status, method, currency, declineCode, createdAt } = row
  const money = (amount: number): Money => ({ amount, currency })
  return {
    ...{ id, orderId, status, method, createdAt },
    amount: money(row.amount),
    captured: money(row.captured),
    refunded: money(row.refunded),
    ...(declineCode === null ? {} : { declineCode }),
  }
}

/** The provider knows each of our steps by a key of its own; an authorisation's is its attempt's id. */
export function keyOf(row: PaymentRow, kind: 'authorize' | 'capture' | 'void') {
  return kind === 'authorize' ? (row.attemptId ?? row.id) : `${row.id}:${kind}:${row.attemptId}`
}

export function eventOf(row: PaymentRow, what: 'authorized' | 'captured' | 'voided') {
  const amount: Money = { amount: row.amount, currency: row.currency }
  return { type: `payment.${what}.v1`, data: { paymentId: row.id, orderId: row.orderId, amount } }
}

export function declinedEvent({ id, orderId }: PaymentRow, declineCode: string) {
  return { type: 'payment.declined.v1', data: { paymentId: id, orderId, declineCode } }
}
