/** Searches over 1,000 products, each for other words, so that none is answered from a cache. */

import { Pool } from 'undici'
import type { BenchShop } from './bench-shop.ts'
import { percentile, perSecond, type Row } from './report.ts'

const products = 1_000
const seconds = 6
const things = ['shoe', 'jacket', 'bottle', 'racket', 'helmet', 'tent', 'glove', 'ball', 'sock', 'rope', 'lamp', 'bag']
const kinds = [
  'trail',
  'road',
  'winter',
  'summer',
  'light',
  'warm',
  'quick',
  'steady',
  'classic',
  'compact',
  'junior',
  'long',
]

export async function searching(shop: BenchShop): Promise<Row[]> {
  await fill(shop)
  const pool = new Pool(shop.url, { connections: 16 })
  const latencies: number[] = []
  const end = performance.now() + seconds * 1_000
  let turn = 0
  let found = 0
  const reader = async () => {
    while (performance.now() < end) {
      const number = turn++
      const words = `${kinds[number % kinds.length]} ${things[(number * 7) % things.length]}`
      const began = performance.now()
      const { statusCode, body } = await pool.request({
        path: `/api/v1/products?limit=24&minPrice=${number}&q=${encodeURIComponent(words)}`,
        method: 'GET',
      })
      const answer = (await body.json()) as { total: number }
      if (statusCode !== 200) throw new Error(`a search was answered ${statusCode}`)
      if (answer.total > 0) found += 1
      latencies.push(performance.now() - began)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: 16 }, reader))
  const rate = latencies.length / ((performance.now() - began) / 1_000)
  await pool.close()
  return [
    {
      what: `searches with facets over ${products.toLocaleString('en')} products, all different (${Math.round((found / latencies.length) * 100)} % found something)`,
      figure: `${perSecond(rate)}, p99 ${percentile(latencies, 0.99).toFixed(0)} ms`,
      aim: '1,000/s',
    },
  ]
}

async function fill(shop: BenchShop) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await shop.staffToken()}` }
  const { total } = (await (await fetch(`${shop.url}/api/v1/products?limit=1`)).json()) as { total: number }
  const { items } = (await (await fetch(`${shop.url}/api/v1/categories`)).json()) as { items: { slug: string }[] }
  const category = items[0]?.slug
  const missing = Array.from({ length: products - total }, (_, index) => index)
  const worker = async () => {
    for (let number = missing.pop(); number !== undefined; number = missing.pop()) {
      const name = `${kinds[number % 12]} ${kinds[(number * 5 + 1) % 12]} ${things[(number * 7) % 12]} ${number}`
      const variants = ['S', 'M', 'L'].map((size, index) => ({
        sku: `BENCH-${number}-${size}`,
        options: { Size: size },
        price: { amount: 1_000 + ((number * 137 + index * 100) % 90_000), currency: 'EUR' },
        weight: 300,
      }))
      const response = await fetch(`${shop.url}/api/v1/products`, {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': `bench-${number}` },
        body: JSON.stringify({
          slug: `bench-${number}`,
          name,
          brand: `Brand ${number % 20}`,
          category,
          description: `A ${name} to measure with. It is made for ${kinds[(number * 3) % 12]} days, and for nothing else.`,
          attributes: {},
          options: [{ name: 'Size', values: ['S', 'M', 'L'] }],
          images: [],
          variants,
        }),
      })
      if (response.status !== 201) throw new Error(`a product was refused: ${await response.text()}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}
