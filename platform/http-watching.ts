/** Requests from outside as they are watched: each one a span by its method and route, counted and timed. Never a path: it holds ids. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Metrics } from './metrics.ts'
import type { Spans } from './tracing.ts'

/** What is told for an answer that nobody waited for. */
const gone = 499

const running = Symbol('running')
type Watched = FastifyRequest & { [running]: <T>(work: () => T) => T }

/** To be called before the routes are added. */
export function watchRequests(
  app: FastifyInstance,
  { spans, metrics }: { spans: Spans; metrics: Metrics | undefined },
) {
  const begin = metrics?.requests()
  app.decorateRequest(running, null as never)
  if (spans.isRecording)
    app.addHook('onRoute', (route) => {
      const { handler } = route
      route.handler = function handle(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
        return (request as Watched)[running](() => handler.call(this as never, request as never, reply as never))
      } as typeof handler
    })
  app.addHook('onRequest', (request, reply, done) => {
    const { method } = request.raw as { method: string }
    const route = routeOf(request)
    const counted = begin?.(method, route)
    const traceparent = request.raw.headers.traceparent as string | undefined
    const span = spans.request({ method, route, requestId: request.id, traceparent })
    ;(request as Watched)[running] = span.run
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
