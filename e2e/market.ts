/** The whole shop for tests: every service and the gateway, in either placement, and the people who use it. */
import { randomUUID } from 'node:crypto'
import { audit, type Report } from '@souk/contracts/audit.ts'
import { inventory } from '@souk/contracts/inventory.ts'
import { notification } from '@souk/contracts/notification.ts'
import { product } from '@souk/contracts/product.ts'
import { user } from '@souk/contracts/user.ts'
import { gatewayConfig, startGateway } from '@souk/gateway/gateway.ts'
import type { Around } from '@souk/platform/boundary.ts'
import { processEnvironment, readConfig } from '@souk/platform/config.ts'
import type { Placement } from '@souk/platform/host.ts'
import { createLog, type Log } from '@souk/platform/log.ts'
import type { Metrics } from '@souk/platform/metrics.ts'
import type { AnyService } from '@souk/platform/service.ts'
import { asService, asStaff, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import type { Tracing } from '@souk/platform/tracing.ts'
import { buildStorefront } from '@souk/storefront/build.ts'
import { openStorefront } from '@souk/storefront/storefront.ts'
import { contracts } from '../scripts/contracts.ts'
import { services } from '../scripts/services.ts'

export type Answer<T> = { status: number; headers: Headers; body: T }

/** Somebody at the public API: a guest, a customer or staff. */
export type Person = {
  token: string | undefined
  id: string
  email: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  call<T = any>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>
}

export type Market = {
  url: string
  shop: TestShop
  guest: Person
  staff: Person
  /** Registers and signs in. */
  customer(): Promise<Person>
  /** Staff with just these permissions. */
  staffWith(...permissions: string[]): Promise<Person>
  /** A product on sale with one variant. @returns its sku */
  onSale(options?: { onHand?: number; price?: number; weight?: number }): Promise<string>
  /** A cart of this person's with these lines. @returns its id */
  cartOf(person: Person, lines: Record<string, number>): Promise<string>
  /** What goes into POST /orders. */
  orderOf(person: Person, cartId: string, token?: string): Promise<OrderRequest>
  /** Places an order with a key of its own. */
  order(person: Person, cartId: string, token?: string, key?: string): Promise<Answer<PlacedOrder & Problem>>
  letters(to: string): Promise<Letter[]>
  /** Those of them that are about orders. */
  orderLetters(to: string): Promise<Letter[]>
  /** Lets the shop come to rest and compares all books. @throws naming what does not agree, or what is still under way */
  audit(): Promise<Report>
  close(): Promise<void>
}

export type Letter = { subject: string; text: string }
export type OrderRequest = Record<string, unknown> & { cartId: string; payment: { method: string; token: string } }
export type PlacedOrder = {
  id: string
  number: string
  status: string
  paymentStatus: string
  fulfilmentStatus: string
  subtotal: { amount: number; currency: string }
  delivery: { amount: number; currency: string }
  total: { amount: number; currency: string }
  refunded: { amount: number; currency: string }
  accessToken?: string
  timeline: { what: string; by: string }[]
}
export type Problem = { reason: string; detail: string; details: Record<string, unknown> }

/** What pages and letters name as the shop's own address. */
export const shopAddress = 'http://souk.example'

export const address = { name: 'Ada L.', line1: 'Markt 1', city: 'Berlin', postcode: '10115', country: 'DE' }

/** What makes the shop easy to watch: nothing waits for long, and the audit runs when it is asked to. */
export const quickSettings = {
  PAYMENT_PROVIDER_TIMEOUT_MS: '3000',
  PAYMENT_TEST_SLOW_MS: '200',
  SOUK_URL: shopAddress,
  AUDIT_SECONDS: '0',
  AUDIT_PATIENCE_MS: '500',
}

type MarketOptions = {
  placement?: Placement
  services?: readonly AnyService[]
  environment?: Record<string, string>
  requestsPerMinute?: number
  /** Stands around every call between services and every commit. */
  around?: Around
  /** The services’ clock. */
  now?: () => Date
  /** With the pages for people, not the API alone. */
  storefront?: boolean
  log?: Log
  metrics?: Metrics
  tracing?: Tracing
}

/** A market in this process. */
export async function openMarket(options: MarketOptions = {}): Promise<Market> {
  const log = options.log ?? createLog(processEnvironment().SOUK_LOG ?? 'silent')
  const watched = {
    ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
    ...(options.tracing === undefined ? {} : { tracing: options.tracing }),
  }
  const shop = await startTestShop({
    services: options.services ?? services,
    placement: options.placement ?? 'memory',
    log,
    ...watched,
    ...(options.around === undefined ? {} : { around: options.around }),
    ...(options.now === undefined ? {} : { now: options.now }),
    environment: { ...quickSettings, ...options.environment },
  })
  const pages = options.storefront ? await buildStorefront(() => {}) : undefined
  const gateway = await startGateway({
    contracts,
    send: shop.send,
    config: { ...readConfig(gatewayConfig, { SOUK_RATE_LIMIT: String(options.requestsPerMinute ?? 0) }), port: 0 },
    host: '127.0.0.1',
    notReady: shop.notReady,
    development: true,
    ...(pages === undefined ? {} : { front: await openStorefront(pages, { url: shopAddress, log }) }),
    log: options.log ?? createLog('silent'),
    ...watched,
  })
  return marketIn(
    shop,
    () => gateway.url,
    async () => {
      await gateway.close()
      await shop.close()
    },
  )
}

/**
 * The market in a shop that runs already, wherever its services are.
 * @param door where its gateway is now
 */
export async function marketIn(shop: TestShop, door: () => string, close: () => Promise<void>): Promise<Market> {
  const system = asService('start')
  const admin = { email: 'admin@souk.example', password: 'a-password-of-staff', name: 'Admin' }
  await shop.client(user, system).makeFirstStaff(admin)

  function person(email: string, id: string, token: string | undefined): Person {
    return {
      email,
      id,
      token,
      async call(method, path, body, headers = {}) {
        const response = await fetch(`${door()}/api/v1${path}`, {
          method,
          headers: {
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        })
        const text = await response.text()
        const isJson = response.headers.get('content-type')?.includes('json') === true
        return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
      },
    }
  }

  async function signIn(email: string, password: string) {
    const { status, body } = await guest.call('POST', '/sessions', { email, password })
    if (status !== 201) throw new Error(`sign-in was answered ${status}: ${JSON.stringify(body)}`)
    return person(email, body.user.id, body.accessToken)
  }

  const guest = person(`guest-${randomUUID().slice(0, 8)}@souk.example`, '', undefined)
  const staff = await signIn(admin.email, admin.password)
  const keeper = asStaff('*')
  await shop.client(product, keeper).createCategory({ slug: 'things', name: 'Things', description: '' })

  const market: Market = {
    get url() {
      return door()
    },
    shop,
    guest,
    staff,
    async customer() {
      const email = `customer-${randomUUID().slice(0, 8)}@souk.example`
      await guest.call('POST', '/users', { email, password: 'a-good-password', name: 'A Customer' })
      return signIn(email, 'a-good-password')
    },
    async staffWith(...permissions) {
      const email = `staff-${randomUUID().slice(0, 8)}@souk.example`
      await staff.call('POST', '/staff', { email, password: 'a-good-password', name: 'Staff', permissions })
      return signIn(email, 'a-good-password')
    },
    async onSale({ onHand = 100, price = 1_999, weight = 500 } = {}) {
      const slug = `thing-${randomUUID().slice(0, 8)}`
      const sku = slug.toUpperCase()
      await shop.client(inventory, keeper).setStock({ sku, onHand })
      await shop.client(product, keeper).createProduct({
        ...{ slug, name: `Thing ${slug.slice(6)}`, brand: 'Souk', category: 'things', description: 'A thing.' },
        ...{ attributes: {}, options: [], images: [] },
        variants: [{ sku, options: {}, price: { amount: price, currency: 'EUR' }, weight }],
      })
      await shop.drain()
      return sku
    },
    async cartOf(person, lines) {
      const { body } = await person.call<{ id: string }>('POST', '/carts', {})
      for (const [sku, quantity] of Object.entries(lines)) {
        const { status } = await person.call('PUT', `/carts/${body.id}/lines/${sku}`, { quantity })
        if (status !== 200) throw new Error(`a line was answered ${status}`)
      }
      return body.id
    },
    async orderOf(person, cartId, token = 'tok_ok') {
      const { body } = await person.call('GET', `/delivery-options?cart=${cartId}&country=DE&postcode=10115`)
      return {
        cartId,
        email: person.email,
        shippingAddress: address,
        deliveryOptionId: body.items?.[0]?.id ?? 'none',
        payment: { method: 'test', token },
      }
    },
    async order(person, cartId, token = 'tok_ok', key = randomUUID()) {
      return person.call('POST', '/orders', await market.orderOf(person, cartId, token), { 'idempotency-key': key })
    },
    async letters(to) {
      await shop.drain()
      return (await shop.client(notification, system).readMailbox({ to })).items
    },
    async orderLetters(to) {
      return (await market.letters(to)).filter(({ text }) => text.includes('/orders/'))
    },
    async audit() {
      await shop.drain()
      const report = await shop.client(audit, system).runAudit({})
      const lines = report.exceptions.map(
        (one) => `${one.check} ${one.subject}: ${one.message} ${JSON.stringify(one.facts)}`,
      )
      if (!report.atRest) lines.push(`not at rest: ${JSON.stringify(report.underWay)}`)
      if (lines.length > 0) throw new Error(`the books do not agree:\n${lines.join('\n')}`)
      return report
    },
    close,
  }
  return market
}
