/** Listing and detail through the gateway, against a bare Fastify route that answers the same bytes. */
import { fork } from 'node:child_process'
import { resolve } from 'node:path'
import autocannon from 'autocannon'
import type { BenchShop } from './bench-shop.ts'
import { median, perSecond, type Row } from './report.ts'

const rounds = 3
const seconds = 4

export async function reading(shop: BenchShop): Promise<Row[]> {
  const list = `${shop.url}/api/v1/products?limit=24`
  const listed = await (await fetch(list)).text()
  const { slug } = (JSON.parse(listed) as { items: { slug: string }[] }).items[0] as { slug: string }
  const detail = `${shop.url}/api/v1/products/${slug}`
  const bodies = [listed, await (await fetch(detail)).text()]

  const child = fork(resolve(import.meta.dirname, 'bare-server.ts'))
  const bare = await new Promise<string>((told) => {
    child.once('message', ({ url }: { url: string }) => told(url))
    child.send({ bodies })
  })
  try {
    return [
      await compare('a listing of 24 products', list, `${bare}/0`, bodies[0] as string),
      await compare('a product', detail, `${bare}/1`, bodies[1] as string),
    ]
  } finally {
    child.disconnect()
  }
}

async function compare(what: string, ours: string, bare: string, body: string): Promise<Row> {
  const figures = { ours: [] as number[], bare: [] as number[], p99: [] as number[] }
  await load(ours, 2)
  await load(bare, 1)
  for (let round = 0; round < rounds; round++) {
    const own = await load(ours, seconds)
    figures.ours.push(own.rate)
    figures.p99.push(own.p99)
    figures.bare.push((await load(bare, seconds)).rate)
  }
  const [own, other] = [median(figures.ours), median(figures.bare)]
  return {
    what: `${what} (${(body.length / 1_024).toFixed(1)} KB), 32 connections`,
    figure: `${perSecond(own)}, p99 ${median(figures.p99)} ms`,
    besides: `bare Fastify ${perSecond(other)}`,
    ratio: (own / other).toFixed(2),
    aim: 'ratio 0.5, p99 25 ms',
  }
}

async function load(url: string, duration: number) {
  const result = await autocannon({ url, connections: 32, duration })
  if (result.non2xx + result.errors > 0) throw new Error(`${url}: ${result.non2xx} refusals, ${result.errors} errors`)
  return { rate: result.requests.average, p99: result.latency.p99 }
}
