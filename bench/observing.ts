/** What it costs to be watched: the same shop without traces, with every tenth and with all of them, in turns of one run. */
import { type ChildProcess, fork } from 'node:child_process'
import { resolve } from 'node:path'
import autocannon from 'autocannon'
import type { BenchShop } from './bench-shop.ts'
import { buy, stockUp } from './buying.ts'
import { median, perSecond, type Row } from './report.ts'

const rounds = 3
const seconds = 4

const ways = [
  { what: 'without traces', sampler: undefined },
  { what: 'a tenth of the traces (the default)', sampler: { OTEL_TRACES_SAMPLER_ARG: '0.1' } },
  { what: 'all traces', sampler: { OTEL_TRACES_SAMPLER: 'always_on' } },
]
type Figures = { rate: number[]; cpu: number[] }

export async function observing(shop: BenchShop): Promise<Row[]> {
  const collector = await startCollector()
  const skus = await stockUp(shop)
  const listings: Figures[] = ways.map(() => ({ rate: [], cpu: [] }))
  const purchases: Figures[] = ways.map(() => ({ rate: [], cpu: [] }))
  try {
    for (let round = 0; round < rounds; round++)
      for (const [index, { sampler }] of ways.entries()) {
        await shop.restart(sampler === undefined ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...sampler })
        await list(shop, 2)
        note(listings[index] as Figures, await spent(shop, () => list(shop, seconds)))
        await buy(shop, skus, 3, [])
        note(purchases[index] as Figures, await spent(shop, () => buy(shop, skus, seconds, [])))
      }
  } finally {
    collector.child.disconnect()
    await shop.restart()
  }
  return [...rowsOf('a listing', listings), ...rowsOf('a purchase', purchases)]
}

function rowsOf(what: string, figures: readonly Figures[]): Row[] {
  const [plain] = figures as [Figures]
  // What disturbs a measurement only adds to it.
  const least = (cpu: readonly number[]) => Math.min(...cpu)
  return figures.map(({ rate, cpu }, index) => ({
    what: `${what}, ${ways[index]?.what}`,
    figure: perSecond(median(rate)),
    besides: `${(least(cpu) * 1_000).toFixed(2)} ms of the shop's CPU each (${(least(cpu) / least(plain.cpu)).toFixed(2)})`,
    ratio: (median(rate) / median(plain.rate)).toFixed(2),
    aim: index === 1 ? 'ratio 0.9' : '',
  }))
}

/** @param work tells how many a second it did in `seconds` */
async function spent(shop: BenchShop, work: () => Promise<number>) {
  const before = shop.cpu().shop
  const rate = await work()
  return { rate, cpu: (shop.cpu().shop - before) / (rate * seconds) }
}

function note(figures: Figures, { rate, cpu }: { rate: number; cpu: number }) {
  figures.rate.push(rate)
  figures.cpu.push(cpu)
}

async function list(shop: BenchShop, duration: number) {
  const result = await autocannon({ url: `${shop.url}/api/v1/products?limit=24`, connections: 32, duration })
  if (result.non2xx + result.errors > 0) throw new Error('a listing was refused')
  return result.requests.average
}

/** In a process of its own: what it costs to receive traces is not the shop's. */
async function startCollector() {
  const child: ChildProcess = fork(resolve(import.meta.dirname, 'swallowing-collector.ts'))
  const url = await new Promise<string>((told) => {
    child.once('message', (message: { url: string }) => told(message.url))
  })
  return { child, url }
}
