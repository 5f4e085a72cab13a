/** What a process tells about itself, for Prometheus: how often, how fast and how well it answers, calls and follows. */
import { createServer, type Server } from 'node:http'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Send } from './call.ts'
import type { Database } from './database/pool.ts'
import { sql } from './database/sql.ts'
import { SoukError, statusOfCode } from './errors.ts'
import type { Figure, Gauge as ServiceGauge } from './service.ts'
import { tellOfNeighbours } from './transport/figures.ts'
import type { NeighbourFigures } from './transport/resilience.ts'

export type Metrics = {
  /** The same way to a service, counted and timed. */
  observed(service: string, send: Send): Send
  /** The same way to a service's neighbours, counted and timed from the caller's side. */
  calling(service: string, send: Send): Send
  /** A request from outside. @returns to be called when it is answered */
  request(method: string, route: string): (status: number) => void
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

/** In seconds: fine where most answers lie, up to the longest that anybody waits. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const answering = redOf(registry, 'souk_operation', 'Operations of services', ['service', 'operation'])
  const calling = callsOf(registry)
  const requests = redOf(registry, 'souk_http_request', 'Requests to the gateway', ['method', 'route'])
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
        for (const { source, lag } of followers) this.set({ service, source }, lag())
    },
  })
  return {
    observed: (service, send) => async (request) => {
      const { operation } = request
      // Waiting for events is not work.
      if (operation === 'readEvents') return send(request)
      const end = answering.begin({ service, operation })
      inFlight(service, 1)
      try {
        const answer = await send(request)
        end(answer.status)
        return answer
      } finally {
        inFlight(service, -1)
      }
    },
    calling: (service, send) => async (request) => {
      if (request.operation === 'readEvents') return send(request)
      const end = calling({ service, neighbour: request.service, operation: request.operation })
      try {
        const answer = await send(request)
        end(outcomeOf(answer.status))
        return answer
      } catch (error) {
        end(error instanceof SoukError && statusOfCode[error.code] === 504 ? 'deadline_exceeded' : 'unavailable')
        throw error
      }
    },
    request(method, route) {
      const end = requests.begin({ method, route })
      inFlight('gateway', 1)
      return (status) => {
        inFlight('gateway', -1)
        end(status)
      }
    },
    watch: (service, db) => databases.set(service, db),
    following: (service, followers) => followed.set(service, followers),
    gauge: (gauge, db) => addGauge(registry, gauge, db),
    neighbours: (figures) => tellOfNeighbours(registry, figures),
    text: () => registry.metrics(),
  }
}

/** Rate, errors and duration of what is answered with a status. */
function redOf<L extends string>(registry: Registry, name: string, what: string, labelNames: readonly L[]) {
  const registers = [registry]
  const seconds = new Histogram({
    name: `${name}_seconds`,
    help: `${what}: how long they took`,
    labelNames,
    buckets,
    registers,
  })
  const answers = new Counter({
    name: `${name}_answers_total`,
    help: `${what}: answers by HTTP status`,
    labelNames: [...labelNames, 'status'],
    registers,
  })
  return {
    begin(labels: Record<L, string>) {
      const began = performance.now()
      return (status: number) => {
        seconds.observe(labels, (performance.now() - began) / 1_000)
        answers.inc({ ...labels, status } as never)
      }
    },
  }
}

/** Counted here and told when asked for. */
function inFlightOf(registry: Registry) {
  const counts = new Map<string, number>()
  new Gauge({
    name: 'souk_requests_in_flight',
    help: 'Requests that are being answered',
    labelNames: ['service'],
    registers: [registry],
    collect() {
      for (const [service, count] of counts) this.set({ service }, count)
    },
  })
  return (service: string, more: 1 | -1) => counts.set(service, (counts.get(service) ?? 0) + more)
}

type Outcome = 'ok' | 'refused' | 'failed' | 'unavailable' | 'deadline_exceeded'

function outcomeOf(status: number): Outcome {
  if (status < 400) return 'ok'
  if (status < 500) return 'refused'
  return status === 503 ? 'unavailable' : status === 504 ? 'deadline_exceeded' : 'failed'
}

function callsOf(registry: Registry) {
  const labelNames = ['service', 'neighbour', 'operation'] as const
  const registers = [registry]
  const help = 'Calls of services to their neighbours'
  const seconds = new Histogram({
    name: 'souk_call_seconds',
    help: `${help}: how long they took`,
    labelNames,
    buckets,
    registers,
  })
  const calls = new Counter({
    name: 'souk_calls_total',
    help: `${help}: by outcome (ok, refused, failed, unavailable, deadline_exceeded)`,
    labelNames: [...labelNames, 'outcome'],
    registers,
  })
  return (labels: Record<(typeof labelNames)[number], string>) => {
    const began = performance.now()
    return (outcome: Outcome) => {
      seconds.observe(labels, (performance.now() - began) / 1_000)
      calls.inc({ ...labels, outcome })
    }
  }
}

function tellOfDatabases(registry: Registry, databases: ReadonlyMap<string, Database>) {
  const registers = [registry]
  const labelNames = ['service'] as const
  new Gauge({
    name: 'souk_parked_events',
    help: 'Events that a service could not digest: mend the cause and replay them',
    labelNames,
    registers,
    async collect() {
      for (const [service, db] of databases) {
        const count = sql<{ parked: number }>`select count(*) as parked from platform.parked_events`
        // A database out of reach must not hide the other figures, which are wanted most just then.
        const row = await db.one(count).catch(() => undefined)
        if (row !== undefined) this.set({ service }, row.parked)
      }
    },
  })
  const poolGauge = (name: string, help: string, read: (pool: Database['pool']) => number) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect() {
        for (const [service, { pool }] of databases) this.set({ service }, read(pool))
      },
    })
  poolGauge('souk_database_connections', 'Open connections to the database', (pool) => pool.totalCount)
  poolGauge('souk_database_connections_idle', 'Of them those that nobody uses', (pool) => pool.idleCount)
  poolGauge('souk_database_connections_max', 'How many there may be', (pool) => pool.options.max)
  poolGauge('souk_database_waiting', 'Who waits for a free connection', (pool) => pool.waitingCount)
}

function addGauge(registry: Registry, gauge: ServiceGauge, db: Database) {
  new Gauge({
    name: gauge.name,
    help: gauge.help,
    labelNames: 'labels' in gauge ? [...gauge.labels] : [],
    registers: [registry],
    async collect() {
      const value: number | readonly Figure[] | undefined = await gauge.read(db).catch(() => undefined)
      if (typeof value === 'number') return this.set(value)
      if (value === undefined) return
      // What is no more has no figure.
      this.reset()
      for (const { labels, value: figure } of value) this.set(labels, figure)
    },
  })
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
