/** What is read when Prometheus asks: connections, events that could not be digested, and figures of services' own. */
import { Gauge, type Registry } from 'prom-client'
import type { Database } from './database/pool.ts'
import { sql } from './database/sql.ts'
import type { Figure, Gauge as ServiceGauge } from './service.ts'

export function tellOfDatabases(registry: Registry, databases: ReadonlyMap<string, Database>) {
  const registers = [registry]
  const labelNames = ['service'] as const
  // Before what asks the database itself, and would be seen waiting for it.
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
}

/** A figure that a service reads from its own database when it is asked for. */
export function addGauge(registry: Registry, gauge: ServiceGauge, db: Database) {
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
