/** What shoppers and merchants do, one request each, and how its answer is to be judged. */
import { randomUUID } from 'node:crypto'
import { order } from '@souk/contracts/order.ts'
import type { Market, OrderRequest, Person } from '../market.ts'

/** Things for one round of actions: what one uses up, the next has not. */
export type Things = {
  sku: string
  product: { id: string; version: number; slug: string }
  cart: string
  request: OrderRequest
  seen: { id: string; accessToken: string }
  toCancel: { id: string; accessToken: string }
  toShip: { id: string }
  toRefund: { id: string }
}

export type Action = {
  who: 'shopper' | 'merchant'
  does: string
  /** Changes nothing, so that it can be asked until all is well again. */
  looks?: boolean
  /** Of what it asks for, where that is no page: how long it may take. */
  operation?: { timeout: number }
  attempt(market: Market, things: Things): Promise<Response>
}

const customer = { email: 'somebody@souk.example', password: 'a-good-password' }

const page =
  (path: (things: Things) => string, cookie?: (things: Things) => string): Action['attempt'] =>
  ({ url }, things) =>
    fetch(url + path(things), {
      headers: { accept: 'text/html', ...(cookie === undefined ? {} : { cookie: cookie(things) }) },
      redirect: 'manual',
    })

function api(market: Market, person: Person, method: string, path: string, body?: unknown, key?: string) {
  return fetch(`${market.url}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(person.token === undefined ? {} : { authorization: `Bearer ${person.token}` }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

const withCart = ({ cart }: Things) => `souk_cart=${cart}`

export const actions: readonly Action[] = [
  { who: 'shopper', does: 'opens the home page', looks: true, attempt: page(() => '/') },
  { who: 'shopper', does: 'opens a category', looks: true, attempt: page(() => '/categories/things') },
  { who: 'shopper', does: 'opens a product', looks: true, attempt: page(({ product }) => `/products/${product.slug}`) },
  {
    ...{ who: 'shopper', does: 'searches for what nobody has searched for', looks: true },
    attempt: (market) => api(market, market.guest, 'GET', `/products?q=${randomUUID().slice(0, 6)}`),
  },
  {
    ...{ who: 'shopper', does: 'puts something into the cart' },
    attempt: (market, { cart, sku }) =>
      api(market, market.guest, 'PUT', `/carts/${cart}/lines/${sku}`, { quantity: 2 }),
  },
  { who: 'shopper', does: 'opens the cart', looks: true, attempt: page(() => '/cart', withCart) },
  { who: 'shopper', does: 'opens the checkout', looks: true, attempt: page(() => '/checkout', withCart) },
  {
    ...{ who: 'shopper', does: 'asks what delivery costs', looks: true },
    attempt: (market, { cart }) =>
      api(market, market.guest, 'GET', `/delivery-options?cart=${cart}&country=DE&postcode=10115`),
  },
  {
    ...{ who: 'shopper', does: 'places an order', operation: order.operations.placeOrder },
    attempt: (market, { request }) => api(market, market.guest, 'POST', '/orders', request, randomUUID()),
  },
  {
    ...{ who: 'shopper', does: 'opens an order', looks: true },
    attempt: page(
      ({ seen }) => `/orders/${seen.id}`,
      ({ seen }) => `souk_orders=${seen.id}.${seen.accessToken}`,
    ),
  },
  {
    ...{ who: 'shopper', does: 'cancels an order', operation: order.operations.cancelOrder },
    attempt: (market, { toCancel: { id, accessToken } }) =>
      api(market, market.guest, 'POST', `/orders/${id}/cancel?accessToken=${accessToken}`, {}),
  },
  {
    ...{ who: 'shopper', does: 'registers' },
    attempt: (market) =>
      api(market, market.guest, 'POST', '/users', {
        ...{ email: `new-${randomUUID().slice(0, 8)}@souk.example`, password: 'a-good-password', name: 'New' },
      }),
  },
  {
    ...{ who: 'shopper', does: 'signs in' },
    attempt: (market) => api(market, market.guest, 'POST', '/sessions', customer),
  },
  {
    ...{ who: 'merchant', does: 'lists the orders', looks: true },
    attempt: (market) => api(market, market.staff, 'GET', '/orders?limit=5'),
  },
  {
    ...{ who: 'merchant', does: 'changes a product' },
    attempt: (market, { product: { id, version } }) =>
      api(market, market.staff, 'PATCH', `/products/${id}`, { version, description: 'A better thing.' }),
  },
  {
    ...{ who: 'merchant', does: 'sets the stock' },
    attempt: (market, { sku }) => api(market, market.staff, 'PUT', `/stock/${sku}`, { onHand: 90 }),
  },
  {
    ...{ who: 'merchant', does: 'ships an order', operation: order.operations.shipOrder },
    attempt: (market, { toShip }) =>
      api(market, market.staff, 'POST', `/orders/${toShip.id}/shipments`, {}, randomUUID()),
  },
  {
    ...{ who: 'merchant', does: 'gives money back', operation: order.operations.refundOrder },
    attempt: (market, { toRefund }) =>
      api(market, market.staff, 'POST', `/orders/${toRefund.id}/refunds`, {}, randomUUID()),
  },
]

/** What all rounds share. */
export async function prepareMarket(market: Market) {
  await market.guest.call('POST', '/users', { ...customer, name: 'Somebody' })
}

/** Things for one round. */
export async function prepareThings(market: Market): Promise<Things> {
  const slug = `thing-${randomUUID().slice(0, 8)}`
  const sku = slug.toUpperCase()
  await market.staff.call('PUT', `/stock/${sku}`, { onHand: 100 })
  const { body: product } = await market.staff.call('POST', '/products', {
    ...{ slug, name: 'Thing', brand: 'Souk', category: 'things', description: 'A thing.' },
    ...{ attributes: {}, options: [], images: [] },
    variants: [{ sku, options: {}, price: { amount: 1_999, currency: 'EUR' }, weight: 500 }],
  })
  await market.shop.drain()
  const fullCart = () => market.cartOf(market.guest, { [sku]: 1 })
  const newOrder = async () => {
    const { status, body } = await market.order(market.guest, await fullCart())
    if (status !== 201) throw new Error(`an order was answered ${status}: ${JSON.stringify(body)}`)
    return { id: body.id, accessToken: body.accessToken as string }
  }
  const [cart, request, seen, toCancel, toShip, toRefund] = await Promise.all([
    fullCart(),
    fullCart().then((full) => market.orderOf(market.guest, full)),
    ...[newOrder(), newOrder(), newOrder(), newOrder()],
  ] as const)
  return { sku, product, cart, request, seen, toCancel, toShip, toRefund }
}
