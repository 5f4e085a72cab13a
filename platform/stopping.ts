/** How a process takes its leave: it says so first, ends what is under way, and only then closes. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { type Config, number } from './config.ts'

export const stopSettings = {
  stopGrace: number(
    'SOUK_STOP_GRACE_MS',
    'how long a process that is told to end still takes requests, so that balancers notice',
    0,
  ),
  stopLimit: number('SOUK_STOP_LIMIT_MS', 'how long it then waits for what is under way', 15_000),
}
type StopSettings = Config<typeof stopSettings>

export type Farewell = {
  isLeaving(): boolean
  /** From now on it is not ready, and asks whoever is connected to come no more. Resolves when the grace is over. */
  leave(): Promise<void>
}

export function farewell({ stopGrace }: StopSettings): Farewell {
  let over: Promise<void> | undefined
  return {
    isLeaving: () => over !== undefined,
    leave() {
      over ??= stopGrace > 0 ? sleep(stopGrace) : Promise.resolve()
      return over
    },
  }
}

/** Who is answered while it leaves sends the next request elsewhere. HTTP/2 has its own way of saying so. */
export function sayGoodbye(app: FastifyInstance, { isLeaving }: Farewell) {
  app.addHook('onSend', (request, reply, _payload, done) => {
    if (isLeaving() && request.raw.httpVersionMajor === 1) reply.header('connection', 'close')
    done()
  })
}

/** Answers what has been asked, then closes; what takes longer than the limit is cut off. */
export async function closeGently(app: FastifyInstance, { stopLimit }: StopSettings) {
  const cutOff = setTimeout(() => app.server.closeAllConnections?.(), stopLimit)
  await app.close()
  clearTimeout(cutOff)
}

/** @returns when the work has ended, or the limit is over */
export async function withinLimit(work: Promise<unknown>, { stopLimit }: StopSettings) {
  const limit = new AbortController()
  await Promise.race([work, sleep(stopLimit, undefined, { signal: limit.signal }).catch(() => {})])
  limit.abort()
}
