/** Events of one partition that have come and wait for their turn: in order, each once, with how to acknowledge it. */
import type { FeedEvent } from './feed.ts'
import { isBehind } from './standing.ts'
import type { Carried } from './stream.ts'

export type Arrived = Carried & {
  /** Its effect is committed, or was long ago. */
  acknowledge(): void
  /** Somebody else is to have it, soon. */
  giveBack(): void
}

export type Place = {
  /** The position of the last event of the partition that has been handled. */
  at: string
  waiting: Arrived[]
}

/** Nearly always the newest: then it is just appended. */
export function arrive(place: Place, arrived: Arrived) {
  const { waiting } = place
  let index = waiting.length
  while (index > 0 && !isBehind(positionOf(waiting[index - 1]), positionOf(arrived))) index -= 1
  // Delivered again: the newer delivery is the one to acknowledge.
  const isKnown = positionOf(waiting[index]) === positionOf(arrived)
  waiting.splice(index, isKnown ? 1 : 0, arrived)
}

/** Acknowledges all that has been handled. */
export function settle({ at, waiting }: Place) {
  const open = waiting.findIndex((one) => isBehind(at, one.event.position))
  for (const one of waiting.splice(0, open === -1 ? waiting.length : open)) one.acknowledge()
}

/** Those that can be handled now: up to the first one before which something is missing. */
export function ready({ at, waiting }: Place, most: number): Carried[] {
  const found: Carried[] = []
  for (const one of waiting.slice(0, most)) {
    if (isBehind(at, one.previousInPartition)) break
    found.push(one)
    at = one.event.position
  }
  return found
}

export function byPosition(one: { event: FeedEvent }, other: { event: FeedEvent }) {
  return isBehind(one.event.position, other.event.position) ? -1 : 1
}

function positionOf(arrived: Arrived | undefined) {
  return arrived?.event.position ?? ''
}
