/** Whole purchases by 16 buyers at once, against bare transactions of the minimal order on the same PostgreSQL. */
import pg from 'pg'
import { Pool } from 'undici'
import type { BenchShop } from './bench-shop.ts'
import { median, percentile, perSecond, type Row } from './report.ts'

const buyers = 16
const seconds = 6
const rounds = 3

export async function buying(shop: BenchShop): Promise<Row[]> {
  const skus = await stockUp(shop)
  const bare = await minimalOrders(shop.adminUrl)
  const rates: number[] = []
  const bareRates: number[] = []
  const latencies: number[] = []
  await buy(shop, skus, 3, [])
  const cpu = { shop: 0, postgres: 0 }
  for (let round = 0; round < rounds; round++) {
    const [before, bought] = [shop.cpu(), latencies.length]
    rates.push(await buy(shop, skus, seconds, latencies))
    const [after, purchases] = [shop.cpu(), latencies.length - bought]
    cpu.shop += (after.shop - before.shop) / purchases / rounds
    cpu.postgres += (after.postgres - before.postgres) / purchases / rounds
    bareRates.push(await bare.run(seconds / 2))
  }
  await bare.close()
  const [rate, bareRate] = [median(rates), median(bareRates)]
  return [
    {
      what: `purchases by ${buyers} buyers (cart, two lines, delivery options, order)`,
      figure: `${perSecond(rate)}, p50 ${percentile(latencies, 0.5).toFixed(0)} ms, p99 ${percentile(latencies, 0.99).toFixed(0)} ms`,
      besides: `bare minimal orders ${perSecond(bareRate)}`,
      ratio: `1 : ${(bareRate / rate).toFixed(0)}`,
      aim: '200/s',
    },
    {
      what: 'CPU per purchase, events and letters included',
      figure: `shop ${(cpu.shop * 1_000).toFixed(1)} ms, PostgreSQL ${(cpu.postgres * 1_000).toFixed(1)} ms`,
    },
    { what: 'resident memory after the purchases', figure: `${Math.round(shop.memory() / 1_048_576)} MB` },
  ]
}

/** @returns purchases a second, and adds how long each took, in milliseconds */
export async function buy(shop: BenchShop, skus: readonly string[], duration: number, latencies: number[]) {
  const pool = new Pool(shop.url, { connections: buyers })
  const send = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: object, key?: string) => {
    const response = await pool.request({
      method,
      path: `/api/v1${path}`,
      headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = await response.body.json()
    if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer as { id: string; status: string; items: { id: string }[] }
  }
  const end = performance.now() + duration * 1_000
  let bought = 0
  const buyer = async (_: unknown, number: number) => {
    for (let turn = number; performance.now() < end; turn += buyers) {
      const began = performance.now()
      const cart = await send('POST', '/carts', {})
      await send('PUT', `/carts/${cart.id}/lines/${skus[turn % skus.length]}`, { quantity: 1 })
      await send('PUT', `/carts/${cart.id}/lines/${skus[(turn * 7 + 1) % skus.length]}`, { quantity: 2 })
      const options = await send('GET', `/delivery-options?cart=${cart.id}&country=DE&postcode=10115`)
      const order = await send(
        'POST',
        '/orders',
        {
          cartId: cart.id,
          email: `buyer${number}@souk.example`,
          shippingAddress: { name: 'A Buyer', line1: 'Markt 1', city: 'Berlin', postcode: '10115', country: 'DE' },
          deliveryOptionId: options.items[0]?.id,
          payment: { method: 'test', token: 'tok_ok' },
        },
        crypto.randomUUID(),
      )
      if (order.status !== 'confirmed') throw new Error(`an order ended ${order.status}`)
      bought += 1
      latencies.push(performance.now() - began)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: buyers }, buyer))
  const rate = bought / ((performance.now() - began) / 1_000)
  await pool.close()
  return rate
}

/** @returns variants that do not run out */
export async function stockUp(shop: BenchShop) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await shop.staffToken()}` }
  const { items } = (await (await fetch(`${shop.url}/api/v1/products?limit=60&sort=name`)).json()) as {
    items: { slug: string }[]
  }
  const details = await Promise.all(
    items.map(
      async ({ slug }) =>
        (await fetch(`${shop.url}/api/v1/products/${slug}`)).json() as Promise<{
          variants: { sku: string; weight: number }[]
        }>,
    ),
  )
  const skus = details
    .flatMap(({ variants }) => variants.filter(({ weight }) => weight < 2_000).map(({ sku }) => sku))
    .slice(0, 200)
  for (const sku of skus)
    await fetch(`${shop.url}/api/v1/stock/${sku}`, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ onHand: 1_000_000 }),
    })
  return skus
}

/** Order, two lines, two guarded stock updates in one transaction: the least that a shop with one database would write. */
async function minimalOrders(adminUrl: string) {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query('drop database if exists bench_minimal')
  await admin.query('create database bench_minimal')
  await admin.end()
  const url = new URL(adminUrl)
  url.pathname = '/bench_minimal'
  const pool = new pg.Pool({ connectionString: url.toString(), max: buyers })
  await pool.query(`
    create table orders (id bigint generated always as identity primary key, total int not null, placed_at timestamptz default now());
    create table order_lines (order_id bigint references orders, sku int, quantity int);
    create table stock (sku int primary key, on_hand int not null check (on_hand >= 0));
    insert into stock select n, 1000000 from generate_series(0, 199) n`)
  const take = { name: 'take', text: 'update stock set on_hand = on_hand - $2 where sku = $1 and on_hand >= $2' }
  const line = { name: 'line', text: 'insert into order_lines values ($1, $2, $3)' }
  const order = { name: 'order', text: 'insert into orders (total) values ($1) returning id' }
  return {
    close: () => pool.end(),
    async run(duration: number) {
      const end = performance.now() + duration * 1_000
      let placed = 0
      const buyer = async (_: unknown, number: number) => {
        for (let turn = number; performance.now() < end; turn += buyers) {
          const [one, other] = [turn % 200, (turn * 7 + 1) % 200].sort((a, b) => a - b) as [number, number]
          const client = await pool.connect()
          await client.query('begin')
          const { rows } = await client.query({ ...order, values: [3_000] })
          await client.query({ ...line, values: [rows[0].id, one, 1] })
          await client.query({ ...line, values: [rows[0].id, other, 2] })
          await client.query({ ...take, values: [one, 1] })
          await client.query({ ...take, values: [other, 2] })
          await client.query('commit')
          client.release()
          placed += 1
        }
      }
      const began = performance.now()
      await Promise.all(Array.from({ length: buyers }, buyer))
      return placed / ((performance.now() - began) / 1_000)
    },
  }
}
