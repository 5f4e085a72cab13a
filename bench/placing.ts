/**
 * The price of splitting: the same purchases and the same listings of the same shop in one process, in one process over HTTP,
 * as a process a service, and so on NATS JetStream. All of them are open at the same time and measured in turns.
 */
import { natsMissing, startNatsServer } from '@souk/platform/events/nats-server.testing.ts'
import { Pool } from 'undici'
import { type BenchShop, openBenchShop } from './bench-shop.ts'
import { buy, stockUp } from './buying.ts'
import { median, percentile, perSecond, type Row } from './report.ts'

const rounds = 3
const seconds = 5
const readers = 16

type Placed = {
  name: string
  shop: BenchShop
  skus: readonly string[]
  purchases: { rates: number[]; latencies: number[]; cpu: number[] }
  listings: { rates: number[]; latencies: number[]; cpu: number[] }
}

export async function placing(): Promise<Row[]> {
  const nats = natsMissing === false ? await startNatsServer() : undefined
  const ways: [name: string, words: string[], environment: Record<string, string>][] = [
    ['one process', [], { SOUK_TRANSPORT: 'memory' }],
    ['one process, HTTP', [], { SOUK_TRANSPORT: 'http' }],
    ['split', ['--split'], {}],
    ...(nats === undefined
      ? []
      : [['split on NATS', ['--split'], { SOUK_NATS_URL: nats.url }] as (typeof ways)[number]]),
  ]
  const placed: Placed[] = []
  try {
    for (const [name, words, environment] of ways) {
      const shop = await openBenchShop({ words, environment })
      const none = () => ({ rates: [], latencies: [], cpu: [] })
      placed.push({ name, shop, skus: await stockUp(shop), purchases: none(), listings: none() })
    }
    for (const one of placed) {
      await buy(one.shop, one.skus, 2, [])
      await list(one.shop, 1, [])
    }
    for (let round = 0; round < rounds; round++)
      for (const { shop, skus, purchases, listings } of placed) {
        await measure(shop, purchases, (latencies) => buy(shop, skus, seconds, latencies))
        await measure(shop, listings, (latencies) => list(shop, seconds / 2, latencies))
      }
    const [first] = placed as [Placed]
    return [
      ...placed.map((one) => rowOf('purchases', one, first, one.purchases, first.purchases, 1_000, 'ms')),
      ...placed.map((one) => rowOf('listings', one, first, one.listings, first.listings, 1_000_000, 'µs')),
    ]
  } finally {
    for (const { shop } of placed) await shop.close()
    await nats?.stop()
  }
}

async function measure(shop: BenchShop, into: Placed['purchases'], work: (latencies: number[]) => Promise<number>) {
  const [before, done] = [shop.cpu(), into.latencies.length]
  into.rates.push(await work(into.latencies))
  const after = shop.cpu()
  const used = after.shop + after.postgres - before.shop - before.postgres
  into.cpu.push(used / (into.latencies.length - done))
}

let turn = 0

/** Each asks for other prices, so that product-service is asked every time. */
async function list(shop: BenchShop, duration: number, latencies: number[]) {
  const pool = new Pool(shop.url, { connections: readers })
  const end = performance.now() + duration * 1_000
  const began = performance.now()
  const before = latencies.length
  const reader = async () => {
    while (performance.now() < end) {
      const asked = performance.now()
      const { statusCode, body } = await pool.request({
        path: `/api/v1/products?limit=24&minPrice=${turn++}`,
        method: 'GET',
      })
      await body.text()
      if (statusCode !== 200) throw new Error(`a listing was answered ${statusCode}`)
      latencies.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: readers }, reader))
  await pool.close()
  return (latencies.length - before) / ((performance.now() - began) / 1_000)
}

function rowOf(
  what: string,
  { name, shop }: Placed,
  first: Placed,
  { rates, latencies, cpu }: Placed['purchases'],
  least: Placed['purchases'],
  unit: number,
  unitName: string,
): Row {
  const [half, slow] = [0.5, 0.99].map((share) => percentile(latencies, share).toFixed(1))
  const used = (median(cpu) * unit).toFixed(unitName === 'ms' ? 1 : 0)
  return {
    what: `${what}, ${name}`,
    figure: `${perSecond(median(rates))}, p50 ${half} ms, p99 ${slow} ms`,
    besides: `CPU each ${used} ${unitName} with PostgreSQL; ${Math.round(shop.memory() / 1_048_576)} MB`,
    ...(shop === first.shop
      ? {}
      : {
          ratio: `${(median(rates) / median(least.rates)).toFixed(2)} of the rate, ${(median(cpu) / median(least.cpu)).toFixed(2)} of the CPU`,
        }),
  }
}
