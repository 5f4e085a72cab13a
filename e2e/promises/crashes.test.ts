/** Point 8: a process that is killed between two steps and started again. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { processEnvironment } from '@souk/platform/config.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { services } from '../../scripts/services.ts'
import { type Market, openMarket } from '../market.ts'
import { orderOf, providerBooks, stockOf, told, until } from './ground.ts'

const database = `t_order_process_${randomUUID().slice(0, 8)}`
const secret = randomUUID()
let market: Market
let databases: Database
let port: number
let running: ChildProcess | undefined

before(async () => {
  port = await freePort()
  market = await openMarket({
    placement: 'http',
    services: services.filter(({ contract }) => contract.name !== 'order'),
    environment: { SOUK_HOUSE_SECRET: secret, ORDER_SERVICE_URL: `http://127.0.0.1:${port}` },
  })
  databases = market.shop.databases.get('product') as Database
  await databases.pool.query(`create database ${database}`)
})
after(async () => {
  await endOf(running, 'SIGTERM')
  await databases.pool.query(`drop database ${database} with (force)`)
  await market.close()
})

test('The process that takes the orders is killed between the bank’s yes and the confirmation: started again, it ends the order by itself within seconds, with one charge and one letter.', async () => {
  running = await startOrders('payment.authorize')
  const ada = await market.customer()
  const sku = await market.onSale({ onHand: 5 })
  const cart = await market.cartOf(ada, { [sku]: 2 })
  const key = randomUUID()
  const died = once(running, 'exit')
  const cut = await market.order(ada, cart, 'tok_ok', key)
  assert.deepEqual(await died, [null, 'SIGKILL'])
  assert.equal(told(cut), '503 unavailable')
  assert.equal((await stockOf(market, sku)).reserved, 2, 'the stock is held')

  running = await startOrders()
  const { id } = (await ada.call('GET', '/orders')).body.items[0]
  assert.deepEqual(await providerBooks(market, id), { authorize: 1 })
  assert.equal((await orderOf(market, id)).status, 'pending')
  await until('the order is confirmed', async () => (await orderOf(market, id)).status === 'confirmed', 5)
  const again = await market.order(ada, cart, 'tok_ok', key)
  assert.equal(told(again), '201 confirmed')
  assert.equal(again.body.id, id)
  await until('the letter comes', async () => (await market.orderLetters(ada.email)).length === 1)
  assert.deepEqual(await providerBooks(market, id), { authorize: 1 })
  const booksAgree = () => market.audit().then(Boolean, () => false)
  await until('all who follow the orders have caught up', booksAgree).catch(() => market.audit())
})

/** @param fatal the call after which it dies */
async function startOrders(fatal?: string): Promise<ChildProcess> {
  const { pool } = databases as unknown as { pool: { options: { connectionString: string } } }
  const url = new URL(pool.options.connectionString)
  url.pathname = `/${database}`
  const others = [...market.shop.addresses].map(([name, address]) => [`${name.toUpperCase()}_SERVICE_URL`, address])
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'order-process.ts'), url.href, ...(fatal === undefined ? [] : [fatal])],
    {
      env: {
        ...processEnvironment(),
        ...Object.fromEntries(others),
        ...{ SOUK_HOUSE_SECRET: secret, ORDER_SERVICE_PORT: String(port) },
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [said] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  assert.equal(String(said), 'listening\n')
  return child
}

async function endOf(child: ChildProcess | undefined, signal: NodeJS.Signals) {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: free } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return free
}
