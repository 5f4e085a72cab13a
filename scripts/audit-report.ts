/** An audit's report for people at a terminal. */
import type { Check, Report } from '@souk/contracts/audit.ts'

export type Paint = {
  good(text: string): string
  bad(text: string): string
  dim(text: string): string
  bold(text: string): string
}

/** @param colours where the reader is a terminal */
export function painter(colours: boolean): Paint {
  const code = (number: number) => (text: string) => (colours ? `\x1b[${number}m${text}\x1b[0m` : text)
  return { good: code(32), bad: code(31), dim: code(2), bold: code(1) }
}

export function writeReport(report: Report, paint: Paint): string {
  const { checks, exceptions, orders } = report
  const seconds = ((Date.parse(report.endedAt) - Date.parse(report.startedAt)) / 1_000).toFixed(1)
  const found = checks.reduce((sum, one) => sum + one.exceptions, 0)
  return [
    '',
    `${paint.bold('The books of the shop')} ${paint.dim(`${count(orders.count, 'order')}, compared in ${seconds} s`)}`,
    '',
    ...checks.flatMap((one) => [
      `  ${one.exceptions === 0 ? paint.good('✓') : paint.bad('✗')} ${one.promise}`,
      `    ${paint.dim(`${nouns[one.check](one.compared)} compared`)}${one.exceptions === 0 ? '' : paint.bad(`, ${count(one.exceptions, 'exception')}`)}`,
    ]),
    '',
    ...exceptions.flatMap((one) => [
      `  ${paint.bad('✗')} ${paint.bold(one.message)}`,
      `    ${paint.dim(`${one.check}, ${one.subject}`)}`,
      ...Object.entries(one.facts).map(([name, fact]) => `      ${paint.dim(`${name}:`)} ${JSON.stringify(fact)}`),
      '',
    ]),
    ...(found > exceptions.length ? [`  … and ${found - exceptions.length} more.`, ''] : []),
    `  ${restOf(report)}`,
    `  ${longest(orders)}`,
    '',
    found === 0
      ? paint.good('  Everything agrees.')
      : paint.bad(`  ${count(found, 'exception')}: something does not agree.`),
    '',
  ].join('\n')
}

const nouns: Record<Check, (number: number) => string> = {
  stock_ledger: (number) => count(number, 'variant'),
  stock_reserved: (number) => count(number, 'variant and order', 'variants and orders'),
  live_holds: (number) => count(number, 'reservation'),
  restocks: (number) => count(number, 'order with pieces that came back', 'orders with pieces that came back'),
  provider_ledger: (number) => count(number, 'payment'),
  payments_of_orders: (number) => count(number, 'order and payment', 'orders and payments'),
  letters: (number) => count(number, 'order'),
  sagas_in_time: (number) => count(number, 'order'),
  feeds_read: (number) => count(number, 'follower'),
  events_digested: (number) => count(number, 'follower'),
}

function restOf({ atRest, underWay }: Report) {
  if (atRest) return 'The shop is at rest: nothing is under way.'
  const words = [
    ...(underWay.sagas > 0 ? [count(underWay.sagas, 'change of an order', 'changes of orders')] : []),
    ...(underWay.paymentsInDoubt > 0 ? [count(underWay.paymentsInDoubt, 'payment in doubt', 'payments in doubt')] : []),
    ...(underWay.followers > 0 ? [count(underWay.followers, 'follower behind', 'followers behind')] : []),
  ]
  return `Under way: ${words.join(', ')}; that is compared when it has ended.`
}

function longest({ longestUndecidedMs }: Report['orders']) {
  return `The longest that an order was undecided: ${(longestUndecidedMs / 1_000).toFixed(1)} s.`
}

const numbers = new Intl.NumberFormat('en-GB')

function count(number: number, one: string, several = `${one}s`) {
  return `${numbers.format(number)} ${number === 1 ? one : several}`
}
