/** Money: what an order, its payment and the provider say of it. */
import type { AuditedOrder } from '@souk/contracts/order-audit.ts'
import type { AuditedAuthorization, AuditedPayment } from '@souk/contracts/payment.ts'
import { idsOf, isUnderWay, type Outcome, type Rule } from './books.ts'

type PaymentStatus = AuditedPayment['status']
type Said = Partial<Record<PaymentStatus, readonly (PaymentStatus | 'none')[]>>

const taken: Said = {
  captured: ['captured'],
  partially_refunded: ['partially_refunded'],
  refunded: ['refunded'],
}

/**
 * Where nothing is under way: for an order of this status, what it may say of its payment, and what payment-service may
 * say then. An order that was declined before anything was asked of payment-service has none, or a try before that.
 */
const paymentOf: Record<Exclude<AuditedOrder['status'], 'pending'>, Said> = {
  confirmed: { authorized: ['authorized'], ...taken },
  completed: taken,
  declined: { declined: ['declined'], voided: ['voided', 'declined', 'none'], refunded: ['refunded'] },
  cancelled: { voided: ['voided'], refunded: ['refunded'] },
}

const withMoney: readonly PaymentStatus[] = ['authorized', 'captured', 'partially_refunded', 'refunded']

export const paymentsOfOrders: Rule = ({ orders, payments }) => {
  const settled = [...orders.values()].filter((order) => !isUnderWay(order))
  const orphans = [...payments.values()].filter(({ orderId }) => !orders.has(orderId))
  return {
    compared: idsOf(orders, payments).length,
    findings: [
      ...settled.flatMap((order) => whatIsPaidOtherwise(order, payments.get(order.id))),
      ...orphans.map((payment) => ({
        subject: payment.orderId,
        orderId: payment.orderId,
        message: `There is a payment, ${payment.status}, for an order that does not exist.`,
        facts: { payment },
      })),
    ],
  }
}

function whatIsPaidOtherwise(order: AuditedOrder, payment: AuditedPayment | undefined): Outcome['findings'] {
  const { status, paymentStatus, total, refunded } = order
  const facts = { order: { status, paymentStatus, total, refunded }, payment: payment ?? 'none' }
  const about = { subject: order.id, orderId: order.id, facts }
  const expected = paymentOf[status as keyof typeof paymentOf][paymentStatus]
  if (expected === undefined)
    return [{ ...about, message: `The order is ${status}, and says of its payment that it is ${paymentStatus}.` }]
  const said = payment?.status ?? 'none'
  if (!expected.includes(said)) {
    const orderSays = `The order is ${status} and says of its payment that it is ${paymentStatus}`
    return [
      { ...about, message: `${orderSays}; payment-service says ${said === 'none' ? 'that there is none' : said}.` },
    ]
  }
  if (payment === undefined || !withMoney.includes(payment.status)) return []
  if (!isSame(payment.amount, total)) return [{ ...about, message: 'The payment is of another amount than the order.' }]
  if (!isSame(payment.refunded, refunded))
    return [{ ...about, message: 'The order and its payment differ in what was given back.' }]
  return []
}

export const providerLedger: Rule = ({ orders, payments, authorizations }) => {
  const ids = idsOf(payments, authorizations).filter(
    (id) => !isUnderWay(orders.get(id)) && (payments.get(id)?.inDoubt ?? 0) === 0,
  )
  return {
    compared: ids.length,
    findings: ids.flatMap((orderId) => {
      const [payment, held] = [payments.get(orderId), authorizations.get(orderId) ?? []]
      return whatTheProviderDenies(payment, held).map((message) => ({
        ...{ subject: orderId, orderId, message },
        facts: { order: orders.get(orderId)?.status ?? 'none', payment: payment ?? 'none', provider: held },
      }))
    }),
  }
}

/** What the provider has of an order, by what we say of its payment: held, or taken. Of the one or the other, one at most. */
const atTheProvider: Record<PaymentStatus | 'none', { held: 0 | 1; captured: 0 | 1 }> = {
  none: { held: 0, captured: 0 },
  pending: { held: 0, captured: 0 },
  declined: { held: 0, captured: 0 },
  voided: { held: 0, captured: 0 },
  authorized: { held: 1, captured: 0 },
  captured: { held: 0, captured: 1 },
  partially_refunded: { held: 0, captured: 1 },
  refunded: { held: 0, captured: 1 },
}

/** @returns a sentence for the first thing that does not agree */
function whatTheProviderDenies(payment: AuditedPayment | undefined, all: readonly AuditedAuthorization[]): string[] {
  const status = payment?.status ?? 'none'
  const expected = atTheProvider[status]
  const held = all.filter(({ state }) => state === 'held')
  const captured = all.filter(({ state }) => state === 'captured')
  const we = status === 'none' ? 'we know of no payment' : `we say that the payment is ${status}`
  if (captured.length !== expected.captured)
    return [`The provider has taken money ${timesOf(captured.length)}, and ${we}.`]
  // One that came too late is looked for, and let go when it is found.
  if (held.length < expected.held || held.length > expected.held + (payment?.strays ?? 0))
    return [`The provider holds money ${timesOf(held.length)}, and ${we}.`]
  if (payment === undefined) return []
  if (expected.held === 1 && !held.some(({ amount }) => isSame(amount, payment.amount)))
    return ['The provider holds another amount than we say.']
  const [one] = captured
  if (one === undefined) return []
  if (!isSame(one.captured, payment.captured)) return ['The provider has taken another amount than we say.']
  return isSame(one.refunded, payment.refunded) ? [] : ['The provider has given back another amount than we say.']
}

function timesOf(count: number) {
  return count === 0 ? 'not at all' : count === 1 ? 'once' : `${count} times`
}

type Money = AuditedPayment['amount']

function isSame(one: Money, other: Money) {
  return one.amount === other.amount && (one.currency === other.currency || one.amount === 0)
}
