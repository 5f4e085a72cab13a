/** What every side says: the books of all services as an audit has read them, and what it finds in them. */
import type { Exception } from '@souk/contracts/audit.ts'
import type { AuditedReservation, AuditedRestock, AuditedStock } from '@souk/contracts/inventory.ts'
import type { AuditedMails } from '@souk/contracts/notification.ts'
import type { AuditedOrder } from '@souk/contracts/order-audit.ts'
import type { AuditedAuthorization, AuditedPayment } from '@souk/contracts/payment.ts'
import type { Standing } from '@souk/platform/events/standing.ts'

export type Standings = ReadonlyMap<string, Standing>

/** By order id, stock by sku, standings by service. */
export type Books = {
  orders: ReadonlyMap<string, AuditedOrder>
  reservations: ReadonlyMap<string, AuditedReservation>
  restocks: ReadonlyMap<string, AuditedRestock>
  stock: ReadonlyMap<string, AuditedStock>
  payments: ReadonlyMap<string, AuditedPayment>
  authorizations: ReadonlyMap<string, readonly AuditedAuthorization[]>
  mails: ReadonlyMap<string, AuditedMails['kinds']>
  standings: Standings
}

export type Finding = Pick<Exception, 'check' | 'subject' | 'orderId' | 'message' | 'facts'>

/** `before`: how the followers stood at the first look. */
export type Moment = { now: Date; before?: Standings }

export type Outcome = { compared: number; findings: Omit<Finding, 'check'>[] }

/** Pure: no I/O, no clock. */
export type Rule = (books: Books, moment: Moment) => Outcome

/** While something is under way with an order, others may not have heard of it yet: it is compared when that has ended. */
export function isUnderWay(order: AuditedOrder | undefined) {
  return order !== undefined && (order.saga !== undefined || order.status === 'pending')
}

/** Every id that one of these books knows, once. */
export function idsOf(...books: ReadonlyMap<string, unknown>[]): string[] {
  return [...new Set(books.flatMap((book) => [...book.keys()]))]
}
