/** The rules of a payment: what may follow what, what an attempt meets, how conversations are keyed. No I/O, no clock. */
import type { Money } from '@souk/contracts/money.ts'
import type { Payment } from '@souk/contracts/payment.ts'

export type Status = Payment['status']

/** The diagram of a payment's life. A declined payment may be tried again; a voided one never. */
export const transitions = {
  pending: ['authorized', 'declined', 'voided'],
  declined: ['pending', 'voided'],
  authorized: ['captured', 'voided'],
  captured: ['partially_refunded', 'refunded'],
  partially_refunded: ['partially_refunded', 'refunded'],
  refunded: [],
  voided: [],
} as const satisfies Record<Status, readonly Status[]>

/** The statuses from which this one may follow: the condition of the statement that brings it about. */
export function before(status: Status): Status[] {
  return (Object.keys(transitions) as Status[]).filter((from) =>
    (transitions[from] as readonly Status[]).includes(status),
  )
}

export type PaymentRow = {
  id: string
  orderId: string
  status: Status
  amount: number
  currency: string
  captured: number
  refunded: number
  /** Of refunds that have begun and whose end is not known. */
  refunding: number
  method: string
  /** Null for a payment that was voided before it was ever tried. */
  attemptId: string | null
  declineCode: string | null
  /** Where the payer has to act before it is decided. */
  actionUrl: string | null
  createdAt: string
}

/** A conversation with the provider, as the journal has it. Amounts are minor units. */
export type Attempt = {
  id: string
  kind: 'authorize' | 'capture' | 'void' | 'refund' | 'find'
  key: string
  method: string
  amount: number
  currency: string
  startedAt: string
}

export function moneyOf({ amount, currency }: { amount: number; currency: string }): Money {
  return { amount, currency }
}

export function isTaken(status: Status) {
  return status === 'captured' || status === 'partially_refunded' || status === 'refunded'
}

/** What is captured and neither given back nor on its way back. */
export function refundable({ captured, refunded, refunding }: PaymentRow) {
  return captured - refunded - refunding
}

/**
 * What an authorization meets. `resume`: the same attempt is in doubt; `replace`: another one is; `reopen`: another one was
 * declined; `answer`: there is nothing to ask the provider; `closed`: it was voided.
 */
export function whatNext({ status, attemptId }: PaymentRow, wanted: { attemptId: string }) {
  if (status === 'voided') return 'closed'
  const same = attemptId === wanted.attemptId
  if (status === 'pending') return same ? 'resume' : 'replace'
  return status === 'declined' && !same ? 'reopen' : 'answer'
}

/** The authorization's key is the attempt's id; what builds on it has keys of its own, so that each happens once. */
export function keyOf(kind: 'capture' | 'void', authorizationKey: string) {
  return `${authorizationKey}:${kind}`
}

export function refundKeyOf(refundId: string, authorizationKey: string) {
  return `${authorizationKey}:refund:${refundId}`
}

export function authorizationKeyOf({ id, attemptId }: PaymentRow) {
  if (attemptId === null) throw new Error(`payment ${id} was never tried`)
  return attemptId
}

/** An authorization that is not the payment's (any more): should it turn up at the provider, its money is let go. */
export function isStray({ status, attemptId }: PaymentRow, { kind, key }: Attempt) {
  return kind === 'authorize' && (key !== attemptId || status === 'declined' || status === 'voided')
}

const seconds = 1_000

/** How long a request can be on its way to a provider after we stopped waiting for it, generously. In milliseconds. */
export const settlingTime = 5 * seconds
/** When nobody calls: how long a payment waits for an authorization that the provider does not know. In milliseconds. */
export const patience = 60 * seconds
/** For how long an authorization that nobody wants is looked for. In milliseconds. */
export const watch = 24 * 3_600 * seconds

export function hasLasted({ startedAt }: Pick<Attempt, 'startedAt'>, milliseconds: number, now: Date) {
  return now.getTime() - Date.parse(startedAt) >= milliseconds
}

export function toPayment(row: PaymentRow): Payment {
  const { id, orderId, status, currency, method, declineCode, actionUrl, createdAt } = row
  return {
    ...{ id, orderId, status, method, createdAt },
    amount: { amount: row.amount, currency },
    captured: { amount: row.captured, currency },
    refunded: { amount: row.refunded, currency },
    ...(declineCode === null ? {} : { declineCode }),
    ...(actionUrl === null ? {} : { action: { redirectUrl: actionUrl } }),
  }
}
