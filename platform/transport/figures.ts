/** How the neighbours fare, for Prometheus. */
import { Counter, Gauge, type Registry } from 'prom-client'
import type { NeighbourFigures } from './resilience.ts'

const states = { closed: 0, 'half-open': 1, open: 2 }

export function tellOfNeighbours(registry: Registry, figures: () => readonly NeighbourFigures[]) {
  const registers = [registry]
  const labelNames = ['neighbour']
  const gauge = (name: string, help: string, value: (one: NeighbourFigures) => number) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect() {
        for (const one of figures()) this.set({ neighbour: `${one.service}-service` }, value(one))
      },
    })
  const counter = (name: string, help: string, value: (one: NeighbourFigures) => number) =>
    new Counter({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset()
        for (const one of figures()) this.inc({ neighbour: `${one.service}-service` }, value(one))
      },
    })
  new Gauge({
    name: 'souk_neighbour_breaker_state',
    help: 'Whether a replica is called: 0 yes, 1 it is being looked at, 2 it is left alone',
    labelNames: [...labelNames, 'replica'],
    registers,
    collect() {
      this.reset()
      for (const { service, replicas } of figures())
        for (const { address, state } of replicas)
          this.set({ neighbour: `${service}-service`, replica: address }, states[state])
    },
  })
  gauge('souk_neighbour_calls_under_way', 'Calls that a neighbour has not answered yet', (one) => one.underWay)
  gauge('souk_neighbour_calls_waiting', 'Calls that wait until one under way is answered', (one) => one.waiting)
  counter('souk_neighbour_retries_total', 'Calls sent to a neighbour once more', (one) => one.retries)
  counter('souk_neighbour_refused_total', 'Calls to a neighbour that were given up unsent', (one) => one.refused)
}
