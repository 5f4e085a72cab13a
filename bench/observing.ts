/** What it costs to be watched: the shop without traces, with a tenth and with all of them. All are open and measured in turns. */
import { type ChildProcess, fork } from 'node:child_process'
import { resolve } from 'node:path'
import autocannon from 'autocannon'
import { type BenchShop, openBenchShop } from './bench-shop.ts'
import { buy, stockUp } from './buying.ts'
import { median, perSecond, type Row } from './report.ts'

const rounds = 5
const seconds = 3

type Figures = { rates: number[]; cpu: number[] }
type Watched = { name: string; shop: BenchShop; skus: readonly string[]; listings: Figures; purchases: Figures }

export async function observing(): Promise<Row[]> {
  const collector = await startCollector()
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }
  const ways: [name: string, environment: Record<string, string>][] = [
    ['without traces', {}],
    ['a tenth of the traces (the default)', { ...traced }],
    ['all traces', { ...traced, OTEL_TRACES_SAMPLER: 'always_on' }],
  ]
  const watched: Watched[] = []
  try {
    for (const [name, environment] of ways) {
      const shop = await openBenchShop({ environment })
      const none = () => ({ rates: [], cpu: [] })
      watched.push({ name, shop, skus: await stockUp(shop), listings: none(), purchases: none() })
    }
    for (const { shop, skus } of watched) {
      await list(shop, seconds)
      await buy(shop, skus, 2 * seconds, [])
    }
    for (let round = 0; round < rounds; round++)
      for (const { shop, skus, listings, purchases } of watched) {
        await measure(shop, listings, () => list(shop, seconds))
        await measure(shop, purchases, () => buy(shop, skus, seconds, []))
      }
    const [plain] = watched as [Watched]
    return [
      ...watched.map(({ name, listings }) => rowOf(`listings, ${name}`, listings, plain.listings)),
      ...watched.map(({ name, purchases }) => rowOf(`purchases, ${name}`, purchases, plain.purchases)),
    ]
  } finally {
    collector.child.disconnect()
    for (const { shop } of watched) await shop.close()
  }
}

function rowOf(what: string, { rates, cpu }: Figures, plain: Figures): Row {
  // Whatever disturbs a measurement only adds to it.
  const [least, plainLeast] = [Math.min(...cpu), Math.min(...plain.cpu)]
  return {
    what,
    figure: perSecond(median(rates)),
    besides: `${(least * 1_000).toFixed(2)} ms of the shop's CPU each, ${(least / plainLeast).toFixed(2)} times as much`,
    ratio: (median(rates) / median(plain.rates)).toFixed(2),
    aim: what.includes('default') ? '0.9' : '',
  }
}

/** @param work tells how many a second it did in `seconds` */
async function measure(shop: BenchShop, { rates, cpu }: Figures, work: () => Promise<number>) {
  const before = shop.cpu().shop
  const rate = await work()
  rates.push(rate)
  cpu.push((shop.cpu().shop - before) / (rate * seconds))
}

async function list({ url }: BenchShop, duration: number) {
  const result = await autocannon({ url: `${url}/api/v1/products?limit=24`, connections: 32, duration })
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
