/** The storefront's pages: how many a second, what they weigh, and how soon a browser shows what they are about. */
import { brotliCompressSync } from 'node:zlib'
import autocannon from 'autocannon'
import type { Browser, Response } from 'playwright-core'
import { openBrowser } from '../e2e/browser.ts'
import type { BenchShop } from './bench-shop.ts'
import { median, perSecond, type Row } from './report.ts'

const seconds = 4
const rounds = 3

export async function showing(shop: BenchShop): Promise<Row[]> {
  const listed = await (await fetch(`${shop.url}/api/v1/products?limit=1`)).json()
  const product = `/products/${(listed as { items: { slug: string }[] }).items[0]?.slug}`
  const rows = [
    await rate(shop, 'the listing page for readers without a cookie', {}, '1,000 a core'),
    await rate(shop, 'the same, compressed', { 'accept-encoding': 'gzip, br' }, '1,000 a core'),
    await rate(shop, 'the listing page for somebody with a cart', { cookie: await cartCookie(shop) }, ''),
  ]
  const browser = await openBrowser()
  try {
    for (const [what, path, aim] of [
      ['the home page', '/', ''],
      ['a listing', '/products', 'JavaScript 40 KB, 1.0 s'],
      ['a product', product, 'JavaScript 40 KB, 1.0 s'],
      ['the cart', '/cart', ''],
    ] as const)
      rows.push(await weigh(browser, shop.url, what, path, aim))
  } finally {
    await browser.close()
  }
  return rows
}

/** A guest's own page is rendered anew each time. */
async function cartCookie({ url }: BenchShop) {
  const response = await fetch(`${url}/api/v1/carts`, { method: 'POST' })
  return `souk_cart=${((await response.json()) as { id: string }).id}`
}

async function rate(shop: BenchShop, what: string, headers: Record<string, string>, aim: string): Promise<Row> {
  const load = (duration: number) => autocannon({ url: `${shop.url}/products`, connections: 16, duration, headers })
  await load(2)
  const before = shop.cpu().shop
  const results = []
  for (let round = 0; round < rounds; round++) results.push(await load(seconds))
  const spent = shop.cpu().shop - before
  const pages = results.reduce((sum, { requests }) => sum + requests.total, 0)
  if (results.some(({ non2xx, errors }) => non2xx + errors > 0)) throw new Error('the listing page was refused')
  return {
    what,
    figure: `${perSecond(pages / spent)} of a core`,
    besides: `${perSecond(median(results.map(({ requests }) => requests.average)))} at 16 connections, p99 ${median(results.map(({ latency }) => latency.p99))} ms`,
    ratio: '',
    aim,
  }
}

/** What a browser without anything kept fetches, as large as it travels, and the moment of its largest paint. */
async function weigh(browser: Browser, url: string, what: string, path: string, aim: string): Promise<Row> {
  const paints: number[] = []
  let weights = { html: 0, script: 0, style: 0, requests: 0 }
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    const found = { html: 0, script: 0, style: 0, requests: 0 }
    const weighing: Promise<void>[] = []
    const weighOne = async (response: Response) => {
      found.requests += 1
      const type = response.request().resourceType()
      const kind =
        type === 'document' ? 'html' : type === 'script' ? 'script' : type === 'stylesheet' ? 'style' : undefined
      if (kind === undefined) return
      const bytes = brotliCompressSync(await response.body()).length
      found[kind] += bytes
    }
    page.on('response', (response) => weighing.push(weighOne(response)))
    await page.goto(`${url}${path}`, { waitUntil: 'networkidle' })
    paints.push(await page.evaluate(largestPaint))
    await Promise.all(weighing)
    weights = found
    await context.close()
  }
  const kilobytes = (bytes: number) => `${(bytes / 1_024).toFixed(1)} KB`
  return {
    what: `${what}, first visit`,
    figure: `largest paint ${(median(paints) / 1_000).toFixed(2)} s`,
    besides: `JavaScript ${kilobytes(weights.script)}, HTML ${kilobytes(weights.html)}, CSS ${kilobytes(weights.style)}, ${weights.requests} requests`,
    ratio: '',
    aim,
  }
}

/** Runs in the browser. */
function largestPaint() {
  return new Promise<number>((told) => {
    new PerformanceObserver((list) => told(list.getEntries().at(-1)?.startTime ?? 0)).observe({
      type: 'largest-contentful-paint' as never,
      buffered: true,
    })
  })
}
