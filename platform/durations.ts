/**
 * How often, how long and with what outcome something is done. It is noted with every request, so in plain numbers; the client
 * library is handed them when Prometheus asks.
 */
import { Counter, type Histogram, type Registry } from 'prom-client'

/** In seconds: fine where most answers lie, up to the longest that anybody waits. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

type Outcome = string | number
type Series = {
  labels: Record<string, string>
  /** How many took so long, by bound; the last one holds what took longer than all. */
  counts: number[]
  sum: number
  outcomes: Map<Outcome, number>
}

/** Begins one of its kind. @returns to be called with how it ended */
export type Begin = () => (outcome: Outcome) => void

/**
 * A histogram `<seconds>` and a counter `<total>` with one label more.
 * @param outcome that label, such as `status`
 * @returns what begins those with the labels that are given; to be made once for each and kept
 */
export function durationsOf(
  registry: Registry,
  options: { seconds: string; total: string; what: string; labels: readonly string[]; outcome: string },
): (labels: Record<string, string>) => Begin {
  const all: Series[] = []
  const { outcome, seconds, what } = options
  const told = { name: seconds, help: `${what}: how long they took`, type: 'histogram', aggregator: 'sum' }
  const get = async () => ({ ...told, values: all.flatMap((one) => valuesOf(seconds, one)) })
  registry.registerMetric({ ...told, get } as unknown as Histogram)
  new Counter({
    name: options.total,
    help: `${what}: how many, by ${outcome}`,
    labelNames: [...options.labels, outcome],
    registers: [registry],
    collect() {
      this.reset()
      for (const { labels, outcomes } of all)
        for (const [how, count] of outcomes) this.inc({ ...labels, [outcome]: how }, count)
    },
  })
  return (labels) => {
    const one: Series = { labels, counts: Array(bounds.length + 1).fill(0), sum: 0, outcomes: new Map() }
    all.push(one)
    return () => {
      const began = performance.now()
      return (how) => {
        const took = (performance.now() - began) / 1_000
        let bound = 0
        while (bound < bounds.length && took > (bounds[bound] as number)) bound += 1
        one.counts[bound] = (one.counts[bound] as number) + 1
        one.sum += took
        one.outcomes.set(how, (one.outcomes.get(how) ?? 0) + 1)
      }
    }
  }
}

function valuesOf(name: string, { labels, counts, sum }: Series) {
  if (counts.every((count) => count === 0)) return []
  let count = 0
  const buckets = counts.map((more, index) => {
    count += more
    return { labels: { ...labels, le: bounds[index] ?? '+Inf' }, value: count, metricName: `${name}_bucket` }
  })
  return [
    ...buckets,
    { labels, value: sum, metricName: `${name}_sum` },
    { labels, value: count, metricName: `${name}_count` },
  ]
}
