/** A listener that has too much to do says so at once, before it begins anything: whoever asked can ask another one. */
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import { type Config, number } from './config.ts'
import { fail } from './errors.ts'
import { notBegun } from './transport/replica.ts'

export const sheddingSettings = {
  requestsAtOnce: number(
    'SOUK_REQUESTS_AT_ONCE',
    'requests under way at a listener; further ones are refused',
    1_000,
    1,
  ),
  loopDelay: number(
    'SOUK_LOOP_DELAY_MS',
    'how late a process may be with its work, on average of a second; requests are refused while it is later; 0: any',
    1_000,
  ),
}
export type SheddingSettings = Config<typeof sheddingSettings>

/** Configuration of routes that are never refused: looks at its health, and waiting for events, which is no work. */
export const neverShed = { isNeverShed: true, pressureHandler: () => undefined }

export function shedLoad(app: FastifyInstance, { requestsAtOnce, loopDelay }: SheddingSettings) {
  let underWay = 0
  app.addHook('onRequest', (request, reply, done) => {
    if ((request.routeOptions.config as Partial<typeof neverShed>).isNeverShed) return done()
    if (underWay >= requestsAtOnce) {
      reply.header(notBegun, '1')
      return done(tooBusy())
    }
    underWay += 1
    reply.raw.once('close', () => {
      underWay -= 1
    })
    done()
  })
  if (loopDelay > 0)
    app.register(underPressure, {
      maxEventLoopDelay: loopDelay,
      async pressureHandler(_request, reply) {
        reply.header(notBegun, '1')
        throw tooBusy()
      },
    })
}

function tooBusy() {
  return fail('unavailable', 'There is too much to do here right now. Try again in a moment.', { retryAfter: 1 })
}
