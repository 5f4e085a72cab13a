/** What a process tells about itself, for Prometheus: how often, how fast and how well it answers, calls and follows. */
import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Send } from './call.ts'
import type { Database } from './database/pool.ts'
import { addGauge, tellOfDatabases } from './database-gauges.ts'
import { durationsOf } from './durations.ts'
import { SoukError, statusOfCode } from './errors.ts'
import type { Gauge as ServiceGauge } from './service.ts'
import { tellOfNeighbours } from './transport/figures.ts'
import type { NeighbourFigures } from './transport/resilience.ts'

export type Metrics = {
  /** The same way into a service, counted and timed. @param service such as `order-service` */
  observed(service: string, send: Send): Send
  /** The same way to a service's neighbours, counted and timed from the caller's side. */
  calling(service: string, send: Send): Send
  /** Requests from outside. @returns what begins one, and returns what ends it */
  requests(): (method: string, route: string) => (status: number) => void
  /** Also tells of the service's database: its connections, and the events that could not be digested. */
  watch(service: string, db: Database): void
  /** Also tells how far behind a service is with the feeds that it follows. */
  following(service: string, followers: readonly { source: string; lag(): number }[]): void
  /** A figure that a service reads from its own database when it is asked for. */
  gauge(gauge: ServiceGauge, db: Database): void
  /** How the neighbours fare that this process calls over HTTP. */
  neighbours(figures: () => readonly NeighbourFigures[]): void
  text(): Promise<string>
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const answering = durationsOf(registry, {
    ...{ seconds: 'souk_operation_seconds', total: 'souk_operation_answers_total', what: 'Answers of operations' },
    ...{ labels: ['service', 'operation'], outcome: 'status' },
  })
  const calling = durationsOf(registry, {
    ...{ seconds: 'souk_call_seconds', total: 'souk_calls_total', what: 'Calls of services to their neighbours' },
    ...{ labels: ['service', 'neighbour', 'operation'], outcome: 'outcome' },
  })
  const requests = durationsOf(registry, {
    ...{
      seconds: 'souk_http_request_seconds',
      total: 'souk_http_request_answers_total',
      what: 'Requests to the gateway',
    },
    ...{ labels: ['method', 'route'], outcome: 'status' },
  })
  const inFlight = inFlightOf(registry)
  const databases = new Map<string, Database>()
  const followed = new Map<string, readonly { source: string; lag(): number }[]>()
  tellOfDatabases(registry, databases)
  new Gauge({
    name: 'souk_feed_lag_seconds',
    help: 'For how long a service has not seen the end of a feed that it follows',
    labelNames: ['service', 'source'],
    registers,
    collect() {
      for (const [service, followers] of followed)
        for (const { source, lag } of followers) this.set({ service, source: `${source}-service` }, lag())
    },
  })
  return {
    observed(service, send) {
      const begin = kept((operation) => answering({ service, operation }))
      const count = inFlight(service)
      return async (request) => {
        // Waiting for events is not work.
        if (request.operation === 'readEvents') return send(request)
        const end = begin(request.operation)()
        count.now += 1
        try {
          const answer = await send(request)
          end(answer.status)
          return answer
        } finally {
          count.now -= 1
        }
      }
    },
    calling(service, send) {
      const begin = kept((neighbour) =>
        kept((operation) => calling({ service, neighbour: `${neighbour}-service`, operation })),
      )
      return async (request) => {
        if (request.operation === 'readEvents') return send(request)
        const end = begin(request.service)(request.operation)()
        try {
          const answer = await send(request)
          end(outcomeOf(answer.status))
          return answer
        } catch (error) {
          end(error instanceof SoukError ? outcomeOf(statusOfCode[error.code]) : 'unavailable')
          throw error
        }
      }
    },
    requests() {
      const begin = kept((route) => kept((method) => requests({ method, route })))
      const count = inFlight('gateway')
      return (method, route) => {
        const end = begin(route)(method)()
        count.now += 1
        return (status) => {
          count.now -= 1
          end(status)
        }
      }
    },
    watch: (service, db) => databases.set(service, db),
    following: (service, followers) => followed.set(service, followers),
    gauge: (gauge, db) => addGauge(registry, gauge, db),
    neighbours: (figures) => tellOfNeighbours(registry, figures),
    text: () => registry.metrics(),
  }
}

/** Counted here and told when asked for. */
function inFlightOf(registry: Registry) {
  const counts = new Map<string, { now: number }>()
  new Gauge({
    name: 'souk_requests_in_flight',
    help: 'Requests that are being answered',
    labelNames: ['service'],
    registers: [registry],
    collect() {
      for (const [service, { now }] of counts) this.set({ service }, now)
    },
  })
  return kept((service: string) => {
    const count = { now: 0 }
    counts.set(service, count)
    return count
  })
}

/** Made at the first question and kept. To be asked only for what there are few of. */
function kept<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>()
  return (name) => {
    let one = made.get(name)
    if (one === undefined) {
      one = make(name)
      made.set(name, one)
    }
    return one
  }
}

/** As the caller sees it. */
type Outcome = 'ok' | 'refused' | 'failed' | 'unavailable' | 'deadline_exceeded'

function outcomeOf(status: number): Outcome {
  if (status < 400) return 'ok'
  if (status < 500) return 'refused'
  return status === 503 ? 'unavailable' : status === 504 ? 'deadline_exceeded' : 'failed'
}

/** Serves the metrics on a port of their own, which is nobody's business outside. @returns its address, null when the port is taken */
export function serveMetrics(
  metrics: Metrics,
  host: string,
  port: number,
): Promise<{ url: string; server: Server } | null> {
  return new Promise((resolve) => {
    const server = createServer(async (request, response) => {
      if (request.url !== '/metrics') return response.writeHead(404).end()
      try {
        const text = await metrics.text()
        response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text)
      } catch {
        response.writeHead(503).end()
      }
      return response
    })
    server.once('error', () => resolve(null))
    server.listen(port, host, () => {
      const { port: actual } = server.address() as { port: number }
      resolve({ url: `http://${host}:${actual}/metrics`, server })
    })
  })
}
