/** Runs work on the same thing one after another, within this process. */
import { fail } from '@souk/platform/errors.ts'

export type OneAtATime = <T>(name: string, work: () => Promise<T>) => Promise<T>

/**
 * @param most how many may wait or run under one name; one more is refused
 * @throws 429 `too_many_requests`
 */
export function oneAtATime(most: number): OneAtATime {
  const queues = new Map<string, { length: number; last: Promise<unknown> }>()
  return async (name, work) => {
    const queue = queues.get(name) ?? { length: 0, last: Promise.resolve() }
    if (queue.length >= most)
      throw fail('too_many_requests', 'Too many attempts at once. Try again in a moment.', { retryAfter: 1 })
    queue.length += 1
    queues.set(name, queue)
    const turn = queue.last.then(work)
    queue.last = turn.catch(() => {})
    try {
      return await turn
    } finally {
      queue.length -= 1
      if (queue.length === 0) queues.delete(name)
    }
  }
}
