/**
 * Where pictures are worked on: few at a time, so that a page full of new ones takes neither all memory nor all threads, and
 * each one once, however many ask for it.
 */
import { fail } from '@souk/platform/errors.ts'

export type Workshop = {
  working: number
  waiting: (() => void)[]
  underWay: Map<string, Promise<unknown>>
}

const mostWorking = 2
const mostWaiting = 500

export function openWorkshop(): Workshop {
  return { working: 0, waiting: [], underWay: new Map() }
}

/**
 * @param place `next` goes before all who wait, for what a person waits for and does rarely
 * @throws 503 `unavailable` where too many wait
 */
export async function inTurn<T>(workshop: Workshop, place: 'next' | 'last', work: () => Promise<T>): Promise<T> {
  const { waiting } = workshop
  if (workshop.working < mostWorking) workshop.working += 1
  else if (waiting.length < mostWaiting)
    // Who ends hands its place on.
    await new Promise<void>((resolve) => (place === 'next' ? waiting.unshift(resolve) : waiting.push(resolve)))
  else throw fail('unavailable', 'Many pictures are being made right now. Try again in a moment.', { retryAfter: 2 })
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) workshop.working -= 1
    else next()
  }
}

/** Work in turn that is done once for all who want it meanwhile. */
export function once<T>(workshop: Workshop, key: string, work: () => Promise<T>): Promise<T> {
  const { underWay } = workshop
  const already = underWay.get(key)
  if (already !== undefined) return already as Promise<T>
  const begun = inTurn(workshop, 'last', work).finally(() => underWay.delete(key))
  underWay.set(key, begun)
  return begun
}
