/**
 * How often somebody may guess at a guest's order: so many failed tries of one number, or with one e-mail address, close it
 * for a while, whoever tries and from wherever.
 */
import { createHash } from 'node:crypto'

export const mostFailures = 10
const windowMilliseconds = 60 * 60 * 1_000

/** Failures counted since this moment or before count no longer. */
export function countedSince(now: Date) {
  return new Date(now.getTime() - windowMilliseconds)
}

/** @param since when the count that is full began @returns seconds until it begins anew */
export function secondsToWait(since: string, now: Date) {
  return Math.max(1, Math.ceil((Date.parse(since) + windowMilliseconds - now.getTime()) / 1_000))
}

/** So many for numbers and again for addresses: those that share a slot share its limit, which is seldom and does no harm. */
const slots = 1_000_000

/** Where tries are counted, also those of a number that no order has, so that a closed one tells nothing of it. */
export function slotsOf(number: number, email: string) {
  const hash = createHash('sha256').update(email.toLowerCase()).digest()
  return [number % slots, slots + (hash.readUInt32BE() % slots)]
}
