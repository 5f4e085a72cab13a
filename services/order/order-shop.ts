/** For tests: order-service among fake neighbours, with a clock to move and processes to kill. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { audit } from '@souk/contracts/audit.ts'
import { order } from '@souk/contracts/order.ts'
import { user } from '@souk/contracts/user.ts'
import { anonymous, type Caller } from '@souk/platform/auth.ts'
import { processEnvironment } from '@souk/platform/config.ts'
import type { EventData } from '@souk/platform/contract.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { SoukError } from '@souk/platform/errors.ts'
import { type Host, type Placement, runHost } from '@souk/platform/host.ts'
import { createLog } from '@souk/platform/log.ts'
import { asStaff, startTestShop } from '@souk/platform/testing.ts'
import { fakeNeighbours } from './fake-neighbours.ts'
import service from './service.ts'

export const address = { name: 'Ada Lovelace', line1: '1 Street', city: 'Berlin', postcode: '10115', country: 'DE' }

type Pieces = { sku: string; quantity: number }[]

export async function startOrderShop() {
  const neighbours = fakeNeighbours()
  let now = new Date('2026-01-01T10:00:00Z')
  const services = [service, ...neighbours.services]
  const shop = await startTestShop({ services, now: () => now })
  const db = shop.databases.get('order') as Database
  const guest = shop.client(order, anonymous)
  const staff = shop.client(order, asStaff('orders'))

  type Body = Partial<Parameters<typeof guest.placeOrder>[0]> & {
    token?: string
    key?: string
    as?: Caller
    at?: typeof guest
  }

  function place(
    cart: { id: string },
    { token = 'tok_ok', key = randomUUID(), as = anonymous, at, ...more }: Body = {},
  ) {
    const client = at ?? shop.client(order, as)
    const body = {
      cartId: cart.id,
      email: 'ada@example.org',
      shippingAddress: address,
      deliveryOptionId: 'standard',
      payment: { method: 'test', token },
      ...more,
    }
    return client.placeOrder(body, { key })
  }

  /** An order that left the house, as its guest sees it, with what opens it. */
  async function shipped(cart = neighbours.fill()) {
    const { id, accessToken } = await place(cart)
    await staff.shipOrder({ id })
    const open = { id, accessToken: accessToken as string }
    return { ...(await guest.getOrder(open)), open, skus: cart.lines.map(({ sku }) => sku) }
  }

  /** A return of some of its pieces, approved. @returns its id */
  async function approved({ open }: { open: { id: string; accessToken: string } }, lines: Pieces) {
    const asked = await guest.requestReturn({ ...open, lines, reason: 'Does not fit' })
    const returnId = asked.returns.at(-1)?.id as string
    await staff.decideReturn({ id: open.id, returnId, approved: true })
    return returnId
  }

  const victims: Host[] = []

  /** A second process of the same services on the same databases, to be killed. */
  async function startVictim() {
    const victim = await runHost({
      services,
      placement: (processEnvironment().SOUK_TRANSPORT as Placement | undefined) ?? 'memory',
      databaseUrl: (name) => urlOf(shop.databases.get(name) as Database),
      environment: { SOUK_HOUSE_SECRET: randomUUID() },
      log: createLog('silent'),
      connections: 2,
      now: () => now,
    })
    victims.push(victim)
    return {
      client: victim.client(order, anonymous),
      staff: victim.client(order, asStaff('orders')),
      /** Whatever it was about to do, it never gets to: its database is gone before its neighbours answer. */
      async kill() {
        await (victim.databases.get('order') as Database).close()
        neighbours.endHanging()
      },
    }
  }

  async function orderIdOf(cart: { id: string }) {
    const rows = await db.many(sql<{ id: string }>`select id from orders where cart_id = ${cart.id} order by id`)
    assert.equal(rows.length, 1, 'one cart, one order')
    return (rows[0] as { id: string }).id
  }

  /** The order as it ended, after checking that its neighbours' books say the same and nothing is under way. */
  async function settled(orderId: string) {
    const { count } = await db.one(sql<{ count: number }>`
      select count(*) from sagas where order_id = ${orderId} and status = 'running'`)
    assert.equal(count, 0, 'no saga is under way')
    const ended = await staff.getOrder({ id: orderId })
    const stock = neighbours.reservations.get(orderId)?.status ?? 'none'
    const account = neighbours.accounts.get(orderId)
    const money = account?.status ?? 'none'
    const books = `${ended.status}/${ended.paymentStatus}/${ended.fulfilmentStatus}: stock ${stock}, money ${money}`
    assert.equal(ended.refunded.amount, account?.refunded.amount ?? 0, books)
    assert.ok((account?.charges ?? 0) <= 1, books)
    if (ended.status === 'confirmed' || ended.status === 'completed') {
      assert.equal(stock, ended.status === 'confirmed' ? 'kept' : 'shipped', books)
      assert.equal(money, ended.paymentStatus, books)
    } else {
      assert.ok(['none', 'released', 'expired', 'held'].includes(stock), books)
      if (stock === 'held') assert.equal(money, 'declined', books)
      assert.ok(['none', 'voided', 'declined', 'refunded'].includes(money), books)
    }
    return ended
  }

  return {
    ...shop,
    async close() {
      // Their database is closed already, which the second time is an error.
      await Promise.allSettled(victims.map((victim) => victim.stop()))
      await shop.close()
    },
    neighbours,
    db,
    guest,
    staff,
    place,
    shipped,
    approved,
    startVictim,
    orderIdOf,
    settled,
    at: () => now,
    /** Time passes, and whatever has become due is done. */
    async later(seconds: number) {
      now = new Date(now.getTime() + seconds * 1_000)
      await shop.drain()
    },
    /** What the audit says in its own name, heard by everybody. */
    async tell<T extends keyof (typeof audit)['events']>(type: T, data: EventData<typeof audit, T>) {
      await shop.publish(audit, type, data)
      await shop.drain()
    },
    async deleteUser(userId: string) {
      await shop.publish(user, 'user.deleted.v1', { userId })
      await shop.drain()
    },
    eventsOf: async (orderId: string) => {
      const rows = await db.many(sql<{ type: string }>`
        select type from platform.feed where subject = ${orderId} order by transaction_id, position`)
      return rows.map(({ type }) => type)
    },
  }
}

export type OrderShop = Awaited<ReturnType<typeof startOrderShop>>

/** What something is refused with. */
export async function refusal(promise: Promise<unknown>): Promise<SoukError> {
  const outcome = await promise.then(
    () => 'nothing was refused',
    (error) => error,
  )
  assert.ok(outcome instanceof SoukError, String(outcome))
  return outcome
}

function urlOf(db: Database) {
  return (db.pool as unknown as { options: { connectionString: string } }).options.connectionString
}
