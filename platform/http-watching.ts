/** Requests from outside as they are watched: each one a span by its method and route, counted and timed. Never a path: it holds ids. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Metrics } from './metrics.ts'
import type { Spans } from './tracing.ts'

/** What is told for an answer that nobody waited for. */
const gone = 499

/** To be called before the routes are added. */
export function watchRequests(
  app: FastifyInstance,
  { spans, metrics }: { spans: Spans; metrics: Metrics | undefined },
) {
  const running = new WeakMap<FastifyRequest, <T>(work: () => T) => T>()
  app.addHook('onRoute', (route) => {
    const { handler } = route
    route.handler = function handle(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
      const work = () => handler.call(this as never, request as never, reply as never)
      const run = running.get(request)
      return run === undefined ? work() : run(work)
    } as typeof handler
  })
  app.addHook('onRequest', (request, reply, done) => {
    const { method, headers } = request
    const route = routeOf(request)
    const counted = metrics?.request(method, route)
    const traceparent = typeof headers.traceparent === 'string' ? headers.traceparent : undefined
    const span = spans.request({ method, route, requestId: request.id, traceparent })
    running.set(request, span.run)
    // Also where whoever asked has gone meanwhile.
    reply.raw.once('close', () => {
      const status = reply.raw.writableFinished ? reply.raw.statusCode : gone
      span.end(status)
      counted?.(status)
    })
    done()
  })
}

/** The pattern, never the path: what is asked for where there is nothing can be anything. */
export function routeOf({ routeOptions }: FastifyRequest) {
  return routeOptions.url ?? 'none'
}
