/** The checks: what is promised, and the rule that finds where it does not hold. No I/O, no clock. */
import type { Check } from '@souk/contracts/audit.ts'
import type { Books, Finding, Moment, Rule } from './books.ts'
import { paymentsOfOrders, providerLedger } from './money-rules.ts'
import { liveHolds, restocks, stockLedger, stockReserved } from './stock-rules.ts'
import { eventsDigested, feedsRead, letters, sagasInTime } from './telling-rules.ts'

export const checks: Record<Check, { promise: string; rule: Rule }> = {
  stock_ledger: { promise: 'The ledger of each variant adds up to what is on hand.', rule: stockLedger },
  stock_reserved: {
    promise: 'What is reserved is what reservations hold, and that is the lines of orders.',
    rule: stockReserved,
  },
  live_holds: { promise: 'No stock is held for an order that is over, or that does not exist.', rule: liveHolds },
  restocks: { promise: 'What went back on sale of an order is what its returns say.', rule: restocks },
  provider_ledger: {
    promise: 'What we say is held, taken and given back is what the payment provider says.',
    rule: providerLedger,
  },
  payments_of_orders: {
    promise: 'Each payment belongs to one order, and both say the same of it.',
    rule: paymentsOfOrders,
  },
  letters: { promise: 'Each thing that happened to an order was told in one letter.', rule: letters },
  sagas_in_time: { promise: 'Nothing that is under way with an order is past its time.', rule: sagasInTime },
  feeds_read: { promise: 'Each service has read its neighbours’ events, or comes nearer to it.', rule: feedsRead },
  events_digested: { promise: 'No event was put aside because it could not be digested.', rule: eventsDigested },
}

export function compare(books: Books, moment: Moment) {
  const findings: Finding[] = []
  const compared = {} as Record<Check, number>
  for (const [name, { rule }] of Object.entries(checks)) {
    const check = name as Check
    const outcome = rule(books, moment)
    compared[check] = outcome.compared
    findings.push(...outcome.findings.map((finding) => ({ check, ...finding })))
  }
  return { findings, compared }
}

/** The same thing found twice has the same name. */
export function nameOf({ check, subject }: Pick<Finding, 'check' | 'subject'>) {
  return `${check} ${subject}`
}
