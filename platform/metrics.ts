/** What a process tells about itself, for Prometheus: how often, how fast and how well each operation is answered. */
import { createServer, type Server } from 'node:http'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Send } from './call.ts'
import type { Database } from './database/pool.ts'
import { sql } from './database/sql.ts'
import type { Gauge as ServiceGauge } from './service.ts'
import { tellOfNeighbours } from './transport/figures.ts'
import type { NeighbourFigures } from './transport/resilience.ts'

export type Metrics = {
  /** The same way to a service, counted and timed. */
  observed(service: string, send: Send): Send
  /** Also tells the events that a service could not digest. */
  watch(service: string, db: Database): void
  /** A figure that a service reads from its own database when it is asked for. */
  gauge(gauge: ServiceGauge, db: Database): void
  /** How the neighbours fare that this process calls over HTTP. */
  neighbours(figures: () => readonly NeighbourFigures[]): void
  text(): Promise<string>
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const labels = ['service', 'operation'] as const
  const seconds = new Histogram({
    name: 'souk_operation_seconds',
    help: 'How long operations took',
    labelNames: labels,
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10],
    registers: [registry],
  })
  const answers = new Counter({
    name: 'souk_operation_answers_total',
    help: 'Answers of operations by HTTP status',
    labelNames: [...labels, 'status'],
    registers: [registry],
  })
  const databases = new Map<string, Database>()
  new Gauge({
    name: 'souk_parked_events',
    help: 'Events that a service could not digest: mend the cause and replay them',
    labelNames: ['service'],
    registers: [registry],
    async collect() {
      for (const [service, db] of databases) {
        const count = sql<{ parked: number }>`select count(*) as parked from platform.parked_events`
        // A database out of reach must not hide the other figures, which are wanted most just then.
        const row = await db.one(count).catch(() => undefined)
        if (row !== undefined) this.set({ service }, row.parked)
      }
    },
  })
  return {
    observed: (service, send) => async (request) => {
      const began = performance.now()
      const answer = await send(request)
      const { operation } = request
      // Waiting for events is not work.
      if (operation !== 'readEvents') seconds.observe({ service, operation }, (performance.now() - began) / 1_000)
      answers.inc({ service, operation, status: answer.status })
      return answer
    },
    watch: (service, db) => databases.set(service, db),
    gauge: ({ name, help, read }, db) => {
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          const value = await read(db).catch(() => undefined)
          if (value !== undefined) this.set(value)
        },
      })
    },
    neighbours: (figures) => tellOfNeighbours(registry, figures),
    text: () => registry.metrics(),
  }
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
