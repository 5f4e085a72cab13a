/** What is under way, and what others were told: sagas in time, letters, followers of feeds. */
import type { AuditedOrder } from '@souk/contracts/order-audit.ts'
import { isBehind } from '@souk/platform/events/standing.ts'
import { type Books, isUnderWay, type Outcome, type Rule, type Standings } from './books.ts'

export const sagasInTime: Rule = ({ orders }, { now }) => ({
  compared: orders.size,
  findings: [...orders.values()].flatMap((order): Outcome['findings'] => {
    const { id, status, saga } = order
    const about = { subject: id, orderId: id, facts: { status, saga: saga ?? 'none' } }
    if (saga === undefined)
      return status === 'pending'
        ? [{ ...about, message: 'The order is pending, and nothing is under way with it.' }]
        : []
    if (Date.parse(saga.deadline) >= now.getTime()) return []
    const what = saga.direction === 'back' ? `undoing of its ${saga.kind}` : saga.kind
    return [{ ...about, message: `The ${what} of the order, begun at ${saga.startedAt}, should have ended by now.` }]
  }),
})

/** Told by letter is what became of a payment. Who hears on the page that something is sold out needs no letter for it. */
const declinesWorthALetter = ['payment_declined', 'payment_unreachable']

/** How many letters of each kind an order brings about. Kinds that do not stand here are not compared. */
const lettersOf: Record<string, (order: AuditedOrder) => number> = {
  'order-confirmed': ({ wasConfirmed }) => (wasConfirmed ? 1 : 0),
  'order-declined': ({ declinedFor }) => (declinedFor.some((one) => declinesWorthALetter.includes(one)) ? 1 : 0),
  'order-cancelled': ({ status }) => (status === 'cancelled' ? 1 : 0),
  'order-refunded': ({ refunds }) => refunds,
  'order-shipped': ({ shipments }) => shipments,
  'return-decided': ({ returns }) => returns.decided,
  'return-received': ({ returns }) => returns.received,
}

export const letters: Rule = ({ orders, mails, standings }) => {
  const settled = [...orders.values()].filter((order) => !isUnderWay(order))
  // Who writes letters and has not read that far yet is late, which is told of feeds; nothing is missing for good.
  const mayBeLate = followersOf(standings).some(
    ({ service, source, behind }) => service === 'notification' && source === 'order' && behind,
  )
  const strangers = [...mails].filter(([orderId]) => !orders.has(orderId))
  return {
    compared: settled.length,
    findings: [
      ...settled.flatMap((order) => whatIsNotTold(order, mails.get(order.id) ?? {}, mayBeLate)),
      ...strangers.map(([orderId, written]) => ({
        ...{ subject: orderId, orderId, message: 'Letters were written about an order that does not exist.' },
        facts: { written },
      })),
    ],
  }
}

function whatIsNotTold(order: AuditedOrder, written: Record<string, number>, mayBeLate: boolean): Outcome['findings'] {
  const expected = Object.fromEntries(Object.entries(lettersOf).map(([kind, countOf]) => [kind, countOf(order)]))
  const wrong = Object.entries(expected).filter(([kind, count]) => {
    const there = written[kind] ?? 0
    return there > count || (there < count && !mayBeLate)
  })
  if (wrong.length === 0) return []
  const words = wrong.map(([kind, count]) => `${written[kind] ?? 0} instead of ${count} of '${kind}'`)
  const facts = { status: order.status, expected, written }
  return [{ subject: order.id, orderId: order.id, message: `Letters about the order: ${words.join(', ')}.`, facts }]
}

type FollowerStanding = { service: string; source: string; at: string; head: string; behind: boolean }

export function followersOf(standings: Standings): FollowerStanding[] {
  return [...standings].flatMap(([service, { cursors }]) =>
    cursors.flatMap(({ source, at }) => {
      const head = standings.get(source)?.head
      return head === undefined ? [] : [{ service, source, at, head, behind: isBehind(at, head) }]
    }),
  )
}

export const feedsRead: Rule = ({ standings }, { before }) => {
  const followers = followersOf(standings)
  const stuck = followers.filter(
    ({ service, source, at, behind }) => behind && (before === undefined || cursorOf(before, service, source) === at),
  )
  return {
    compared: followers.length,
    findings: stuck.map(({ service, source, at, head }) => ({
      subject: `${service}-service follows ${source}-service`,
      message: `${service}-service does not come nearer to the head of the feed of ${source}-service.`,
      facts: { at, head },
    })),
  }
}

function cursorOf(standings: Standings, service: string, source: string) {
  return standings.get(service)?.cursors.find((one) => one.source === source)?.at
}

export const eventsDigested: Rule = ({ standings }: Books) => ({
  compared: followersOf(standings).length,
  findings: [...standings].flatMap(([service, { parked }]) =>
    parked.map(({ id, source, type, error, parkedAt }) => ({
      subject: `${service}-service: ${id}`,
      message: `${service}-service could not digest '${type}' of ${source}-service: ${error}`,
      facts: { service, id, source, type, error, parkedAt },
    })),
  ),
})
