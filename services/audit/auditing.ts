/**
 * One audit: all books are read and compared; what does not agree is looked at again, since one book was read a moment
 * after another; what stays is filed and told.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Check, Report } from '@souk/contracts/audit.ts'
import type { Books, Finding, Standings } from './books.ts'
import { collectAll, collectSome } from './collecting.ts'
import { checks, compare, nameOf } from './comparing.ts'
import { fileFindings, settleGone } from './exceptions.sql.ts'
import type { Context } from './needs.ts'
import { followersOf } from './telling-rules.ts'

const day = 24 * 3_600_000
/** So many exceptions stand in a report. */
const told = 1_000
/** So many findings are looked at again; where there are more, nobody needs to see them all. */
const most = 5_000

/** @throws 503 where a neighbour does not show its books */
export async function audit(context: Context): Promise<Report> {
  const { config, now } = context
  const startedAt = now()
  const books = await collectAll(context, new Date(startedAt.getTime() - config.days * day))
  const { findings, compared } = compare(books, { now: now() })
  const { sure, standings } = await lookAgain(context, findings.slice(0, most), books.standings)
  await file(context, sure, startedAt)
  const underWay = whatIsUnderWay(books, standings)
  return {
    startedAt: startedAt.toISOString(),
    endedAt: now().toISOString(),
    atRest: Object.values(underWay).every((count) => count === 0),
    underWay,
    orders: countOrders(books),
    checks: (Object.keys(checks) as Check[]).map((check) => ({
      ...{ check, promise: checks[check].promise, compared: compared[check] },
      exceptions: sure.filter((one) => one.check === check).length,
    })),
    exceptions: sure.slice(0, told),
  }
}

/** Milliseconds between looks, longer each time. */
const firstPause = 100
const longestPause = 2_000

/** @returns what did not agree at any look */
async function lookAgain(context: Context, findings: Finding[], before: Standings) {
  const until = Date.now() + context.config.patience
  let sure = findings
  let standings = before
  for (let pause = firstPause; sure.length > 0; pause = Math.min(2 * pause, longestPause)) {
    await sleep(pause)
    const books = await collectSome(context, orderIdsOf(sure), skusOf(sure))
    standings = books.standings
    const names = new Set(sure.map(nameOf))
    sure = compare(books, { now: context.now(), before }).findings.filter((one) => names.has(nameOf(one)))
    if (Date.now() >= until) break
  }
  return { sure, standings }
}

function orderIdsOf(findings: readonly Finding[]) {
  return [...new Set(findings.flatMap(({ orderId }) => (orderId === undefined ? [] : [orderId])))]
}

function skusOf(findings: readonly Finding[]) {
  const ofStock = findings.filter(({ check, orderId }) => check.startsWith('stock_') && orderId === undefined)
  return [...new Set(ofStock.map(({ subject }) => subject))]
}

async function file({ db, newId, now }: Context, findings: readonly Finding[], startedAt: Date) {
  const at = now()
  await fileFindings(
    db,
    findings.map((finding) => ({ id: newId(), ...finding })),
    at,
  )
  // Only what no other audit has seen since this one began.
  await settleGone(db, startedAt, at)
}

function whatIsUnderWay({ orders, payments }: Books, standings: Standings): Report['underWay'] {
  return {
    sagas: count(orders.values(), ({ saga }) => saga !== undefined),
    paymentsInDoubt: count(payments.values(), ({ inDoubt }) => inDoubt > 0),
    followers: count(followersOf(standings), ({ behind }) => behind),
  }
}

function countOrders({ orders }: Books): Report['orders'] {
  let longestUndecidedMs = 0
  for (const { undecidedMs } of orders.values()) longestUndecidedMs = Math.max(longestUndecidedMs, undecidedMs)
  return { count: orders.size, longestUndecidedMs }
}

function count<T>(all: Iterable<T>, is: (one: T) => boolean) {
  let number = 0
  for (const one of all) if (is(one)) number += 1
  return number
}
