/** What a run has found, as people and tables read it. */
import type { Disturbance, Result } from './run.ts'

const words: Record<Disturbance, string> = {
  process_killed: 'processes killed',
  process_stopped: 'processes stopped',
  database_killed: 'times the database killed',
  database_stopped: 'times the database stopped',
  nats_killed: 'times NATS killed',
  pool_filled: 'connection pools filled',
  call_delayed: 'calls delayed',
  call_never_made: 'calls that never arrived',
  answer_lost: 'answers lost',
  call_twice: 'calls that arrived twice',
  commit_delayed: 'commits delayed',
  commit_refused: 'commits refused',
  commit_without_answer: 'commits without an answer',
}
const most = 20

/** @param bold how a heading looks */
export function summaryOf(result: Result, bold: (text: string) => string): string {
  const { placement, seed, report, ordersPerSecond: rate, untruths } = result
  const compared = report.checks.reduce((sum, one) => sum + one.compared, 0)
  const rows: [string, string][] = [
    ['calm', perSecond(rate.calm)],
    ['disturbed', `${perSecond(rate.disturbed)}, for ${result.seconds} s`],
    ['at rest', report.atRest ? `${seconds(result.restedAfterMs)} after everything ran again` : 'not in time'],
    [
      'orders',
      `${count(result.placed)} placed; the longest was undecided for ${seconds(report.orders.longestUndecidedMs)}`,
    ],
    ['told', untruths.length === 0 ? 'nothing that is not true' : `${count(untruths.length)} untrue`],
    [
      'books',
      `${report.checks.length} checks, ${count(compared)} comparisons, ${count(report.exceptions.length)} exceptions`,
    ],
  ]
  const disturbances = Object.entries(words)
    .filter(([name]) => result.disturbances[name as Disturbance])
    .map(([name, text]) => `    ${count(result.disturbances[name as Disturbance] ?? 0).padStart(6)} ${text}`)
  return [
    bold(`${result.ok ? 'All agrees' : 'Something does not agree'}: ${placement}, seed ${seed}`),
    ...rows.map(([name, text]) => `  ${name.padEnd(10)}${text}`),
    '  disturbances',
    ...disturbances,
    ...faultsOf(result),
  ].join('\n')
}

/** Everything that makes a run fail, a line each. */
export function faultsOf({ untruths, report, kept, seed, placement, seconds: length }: Result): string[] {
  const exceptions = report.exceptions.map(({ check, subject, message }) => `${check}, ${subject}: ${message}`)
  const { sagas, paymentsInDoubt, followers } = report.underWay
  const unrest = `not at rest: ${sagas} sagas under way, ${paymentsInDoubt} payments in doubt, ${followers} followers behind`
  const faults = [...(report.atRest ? [] : [unrest]), ...untruths, ...exceptions]
  if (faults.length === 0) return []
  return [
    '  faults',
    ...faults.slice(0, most).map((fault) => `    ${fault}`),
    ...(faults.length > most ? [`    and ${faults.length - most} more`] : []),
    `  again with --placement ${placement} --seconds ${length} --seed ${seed}`,
    ...(kept === undefined ? [] : [`  the database and the logs are in ${kept}`]),
  ]
}

export function tableOf(results: readonly Result[]): string {
  const heads = ['placement', 'seed', 'disturbed for', 'killed', 'orders', 'orders/s calm', 'orders/s disturbed']
  const more = ['at rest after', 'longest undecided', 'untrue', 'exceptions']
  const rows = results.map(({ report, disturbances, ordersPerSecond: rate, ...result }) => [
    result.placement,
    String(result.seed),
    `${result.seconds} s`,
    String((disturbances.process_killed ?? 0) + (disturbances.database_killed ?? 0)),
    count(result.placed),
    rate.calm.toFixed(0),
    rate.disturbed.toFixed(0),
    report.atRest ? seconds(result.restedAfterMs) : 'never',
    seconds(report.orders.longestUndecidedMs),
    String(result.untruths.length),
    String(report.exceptions.length),
  ])
  const all = [...heads, ...more]
  return [all, all.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function perSecond(rate: number) {
  return `${rate.toFixed(0)} orders/s`
}

function seconds(milliseconds: number) {
  return `${(milliseconds / 1_000).toFixed(1)} s`
}

function count(number: number) {
  return number.toLocaleString('en')
}
