/** Events from the statement that appends them to the effect in a follower’s database: by feeds, and by NATS where there is one. */
import { randomUUID } from 'node:crypto'
import { payment } from '@souk/contracts/payment.ts'
import { migrate } from '@souk/platform/database/migrate.ts'
import { type Database, openDatabase } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import type { Engine } from '@souk/platform/events/engine.ts'
import { append, headOf, openFeed } from '@souk/platform/events/feed.ts'
import { feeds } from '@souk/platform/events/follower.ts'
import { jetStream } from '@souk/platform/events/jetstream.ts'
import { natsMissing, startNatsServer } from '@souk/platform/events/nats-server.testing.ts'
import { createLog } from '@souk/platform/log.ts'
import { untraced } from '@souk/platform/tracing.ts'
import pg from 'pg'
import { type BenchShop, cpuSeconds } from './bench-shop.ts'
import { perSecond, type Row } from './report.ts'

const count = 10_000
const writers = 16
const log = createLog('warn')
export async function events(shop: BenchShop): Promise<Row[]> {
  const rows: Row[] = []
  for (const followers of [1, 3]) {
    const byFeeds = await measure(shop, followers, feeds)
    const besides = `${Math.round(byFeeds.cpu)} µs of CPU an event`
    rows.push({ what: `events by feeds, ${followers} following`, figure: perSecond(byFeeds.rate), besides })
    if (natsMissing !== false) continue
    const nats = await startNatsServer()
    try {
      const engine = jetStream(nats.url, { prefix: 'bench', replicas: 1 }, log)
      const byNats = await measure(shop, followers, engine, nats.pid())
      rows.push({
        what: `events by NATS, ${followers} following`,
        figure: perSecond(byNats.rate),
        besides: `${Math.round(byNats.cpu)} µs of CPU an event`,
        ratio: `${(byNats.rate / byFeeds.rate).toFixed(2)} of feeds`,
      })
    } finally {
      await nats.stop()
    }
  }
  if (natsMissing !== false) rows.push({ what: 'events by NATS', figure: natsMissing })
  return rows
}

/** @returns events a second until all have been handled, and microseconds of CPU of everybody for each */
async function measure(shop: BenchShop, followers: number, engine: Engine, nats?: number) {
  const source = await openNew(shop.adminUrl, 'payment')
  const following = await Promise.all(
    Array.from({ length: followers }, (_, index) => openNew(shop.adminUrl, `b${index}`)),
  )
  const feed = openFeed(source, 'payment')
  engine.publish({ service: 'payment', db: source, feed, log })
  const running = following.map((db, index) =>
    engine.follow({
      ...{ service: `b${index}`, source: 'payment', db, log, context: {}, spans: untraced.of('bench') },
      consumers: [
        consumer(payment, 'payment.captured.v1', async ({ id, data }, tx) => {
          await tx.run(sql`insert into entries (id, amount) values (${id}, ${data.amount.amount})`)
        }),
      ],
      redeliver: () => 0,
      read: (after, limit, wait, signal) => {
        const none = new Promise<[]>((resolve) => signal.addEventListener('abort', () => resolve([])))
        return Promise.race([feed.read({ after, limit, wait }), none])
      },
    }),
  )
  const cpu = () =>
    process.cpuUsage().user + process.cpuUsage().system + 1e6 * (shop.cpu().postgres + (nats ? cpuSeconds(nats) : 0))
  const tell = () => {
    const [paymentId, orderId] = [randomUUID(), randomUUID()]
    const data = { paymentId, orderId, amount: { amount: 1_000, currency: 'EUR' } }
    return append(source, { type: 'payment.captured.v1', subject: paymentId, data })
  }
  const rest = async () => {
    for (const follower of running)
      while ((await follower.cursor()) !== (await headOf(source))) await new Promise((done) => setTimeout(done, 5))
  }
  await tell().then(rest)
  const [began, before] = [performance.now(), cpu()]
  let left = count
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (left-- > 0) await tell()
    }),
  )
  await rest()
  const [seconds, used] = [(performance.now() - began) / 1_000, cpu() - before]
  await Promise.all(running.map((follower) => follower.stop()))
  await engine.close()
  feed.close()
  await Promise.all([source, ...following].map((db) => db.close()))
  return { rate: count / seconds, cpu: used / count }
}

async function openNew(adminUrl: string, service: string): Promise<Database> {
  const name = `bench_${service}_${randomUUID().slice(0, 8)}`
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`create database "${name}"`)
  await admin.end()
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).toString()
  const db = openDatabase(url, { connections: 6, log, name: service })
  await migrate(db.pool, [new URL('../platform/migrations/', import.meta.url)])
  await db.pool.query('create table entries (id uuid, amount int)')
  return db
}
