/** For every operation an input that works, made of things that belong to one customer. A new operation needs a line here. */
import { createHmac, randomUUID } from 'node:crypto'
import { inventory } from '@souk/contracts/inventory.ts'
import { payment } from '@souk/contracts/payment.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { asService } from '@souk/platform/testing.ts'
import type { Input } from '../conformance/requests.ts'
import { keys } from '../services/payment/providers/stripe-stand-in.ts'
import { address, type Market, type Person } from './market.ts'

export type Ground = {
  market: Market
  /** The customer to whom the things of all inputs belong. */
  owner: Person
  sku: string
  product: { id: string; slug: string; version: number }
}

export type Given = {
  input: Input
  headers?: Record<string, string>
  /** A text of the owner's things that nobody is shown who may not see them. */
  secret?: string
}

export async function prepare(market: Market): Promise<Ground> {
  const sku = await market.onSale({ onHand: 100_000 })
  const { body } = await market.guest.call('GET', `/products/${sku.toLowerCase()}`)
  return { market, owner: await market.customer(), sku, product: body }
}

const euro = (amount: number) => ({ amount, currency: 'EUR' })
const unique = (prefix: string) => `${prefix}-${randomUUID().slice(0, 13)}`
const account = () => ({ email: `${unique('new')}@souk.example`, password: 'a-good-password', name: 'New' })
const picture = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>').toString('base64')

/** An event of Stripe's that is about nothing of ours. */
function stripeEvent() {
  const payload = JSON.stringify({
    id: unique('evt'),
    object: 'event',
    type: 'balance.available',
    data: { object: {} },
  })
  const at = Math.floor(Date.now() / 1_000)
  const digest = createHmac('sha256', keys.webhook).update(`${at}.${payload}`).digest('hex')
  return { payload, signature: `t=${at},v1=${digest}` }
}

const nothing = async () => ({ input: {} })

async function cartOf({ market, sku }: Ground, person: Person) {
  // A cart hears by an event that it was ordered; until then it is still the customer's open one.
  await market.shop.drain()
  return { id: await market.cartOf(person, { [sku]: 1 }), sku }
}

async function orderOf(ground: Ground) {
  const { market, owner } = ground
  const { status, body } = await market.order(owner, (await cartOf(ground, owner)).id)
  if (status !== 201) throw new Error(`an order was answered ${status}: ${JSON.stringify(body)}`)
  return { id: body.id, number: body.number }
}

async function shippedOrderOf(ground: Ground) {
  const { id } = await orderOf(ground)
  const { status, body } = await ground.market.staff.call('POST', `/orders/${id}/shipments`, {})
  if (status !== 201) throw new Error(`a shipment was answered ${status}: ${JSON.stringify(body)}`)
  return { id }
}

/** A return of a shipped order's piece. */
async function returnOf(ground: Ground, approved = false) {
  const { id } = await shippedOrderOf(ground)
  const lines = [{ sku: ground.sku, quantity: 1 }]
  const { status, body } = await ground.market.staff.call('POST', `/orders/${id}/returns`, { lines, reason: 'Too big' })
  if (status !== 201) throw new Error(`a return was answered ${status}: ${JSON.stringify(body)}`)
  const returnId = body.returns[0].id as string
  if (approved) await ground.market.staff.call('POST', `/orders/${id}/returns/${returnId}/decision`, { approved })
  return { id, returnId }
}

/** Signs the owner in once more. */
async function sessionOf({ market, owner }: Ground) {
  const { headers } = await market.guest.call('POST', '/sessions', { email: owner.email, password: 'a-good-password' })
  const value = /souk_session=([^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1] as string
  const { body } = await owner.call('GET', '/sessions')
  const newest = body.items.find(({ current }: { current: boolean }) => !current) ?? body.items[0]
  return { cookie: value, id: newest.id as string }
}

async function addressOf({ owner }: Ground) {
  const line1 = unique('Hidden Lane')
  const { body } = await owner.call('POST', '/users/me/addresses', { address: { ...address, line1 } })
  return { id: body.id as string, line1 }
}

async function reservationOf({ market, sku }: Ground) {
  const input = { orderId: randomUUID(), lines: [{ sku, quantity: 1 }], holdSeconds: 600 }
  await market.shop.client(inventory, asService()).reserve(input)
  return { orderId: input.orderId }
}

function attempt() {
  return { orderId: randomUUID(), attemptId: randomUUID(), amount: euro(2_000), method: 'test', token: 'tok_ok' }
}

async function paymentOf({ market }: Ground, state: 'authorized' | 'captured' = 'authorized') {
  const client = market.shop.client(payment, asService())
  const input = attempt()
  await client.authorize(input)
  if (state === 'captured') await client.capture(input)
  return { orderId: input.orderId }
}

function newProduct() {
  return {
    ...{ slug: unique('new-thing'), name: 'New thing', brand: 'Souk', category: 'things', description: '' },
    ...{ attributes: {}, options: [], images: [] },
    variants: [{ sku: unique('NEW'), options: {}, price: euro(1_000), weight: 100 }],
  }
}

async function productOf({ market }: Ground) {
  const { body } = await market.staff.call('POST', '/products', newProduct())
  return body as { id: string; version: number }
}

async function imageOf(market: Market): Promise<string> {
  const { body } = await market.staff.call('POST', '/images', { contentType: 'image/svg+xml', data: picture })
  return body.url.split('/').at(-1)
}

/** The token of the link in a letter. */
async function tokenIn(market: Market, to: string, kind: RegExp) {
  const letter = (await market.letters(to)).find(({ text }) => kind.test(text))
  return /token=([\w-]+)/.exec(letter?.text ?? '')?.[1] as string
}

/** Filed by hand: an audit settles it when it finds nothing of the kind. */
async function exceptionOf({ market }: Ground) {
  const db = market.shop.databases.get('audit') as Database
  const { id } = await db.one(sql<{ id: string }>`
    insert into exceptions (id, check_name, subject, message, facts, first_seen_at, last_seen_at)
    values (uuidv7(), 'letters', ${randomUUID()}, 'Made up for this test.', '{}', now(), now()) returning id`)
  return id
}

async function optionOf({ market, owner }: Ground, cartId: string) {
  return String((await market.orderOf(owner, cartId)).deliveryOptionId)
}

export const fixtures: Record<string, (ground: Ground) => Promise<Given>> = {
  'user.register': async () => ({ input: account() }),
  'user.signIn': async ({ owner }) => ({ input: { email: owner.email, password: 'a-good-password' } }),
  'user.renewSession': async (ground) => {
    const { cookie } = await sessionOf(ground)
    return { input: {}, headers: { cookie: `souk_session=${cookie}` } }
  },
  'user.signOut': nothing,
  'user.listSessions': async (ground) => ({ input: {}, secret: (await sessionOf(ground)).id }),
  'user.revokeSession': async (ground) => ({ input: { id: (await sessionOf(ground)).id } }),
  'user.getMe': async ({ owner }) => ({ input: {}, secret: owner.email }),
  'user.updateMe': async ({ owner }) => ({ input: { name: 'Another Name' }, secret: owner.email }),
  'user.changePassword': async () => ({ input: { current: 'a-good-password', password: 'a-better-password' } }),
  'user.deleteMe': async () => ({ input: { password: 'a-good-password' } }),
  'user.requestPasswordReset': async ({ owner }) => ({ input: { email: owner.email } }),
  'user.resetPassword': async ({ market }) => {
    const { email } = await market.customer()
    await market.guest.call('POST', '/password-resets', { email })
    return { input: { token: await tokenIn(market, email, /reset/), password: 'a-better-password' } }
  },
  'user.requestVerification': nothing,
  'user.verifyEmail': async ({ market }) => {
    const { email } = await market.customer()
    return { input: { token: await tokenIn(market, email, /verify/) } }
  },
  'user.listAddresses': async (ground) => ({ input: {}, secret: (await addressOf(ground)).line1 }),
  'user.addAddress': async () => ({ input: { address } }),
  'user.changeAddress': async (ground) => ({ input: { id: (await addressOf(ground)).id, address } }),
  'user.removeAddress': async (ground) => ({ input: { id: (await addressOf(ground)).id } }),
  'user.listUsers': async () => ({ input: { limit: 1 } }),
  'user.addStaff': async () => ({ input: { ...account(), permissions: ['staff'] } }),
  'user.setPermissions': async ({ market }) => ({
    input: { id: (await market.staffWith('staff')).id, permissions: [] },
  }),
  'user.makeFirstStaff': async () => ({ input: account() }),
  'user.getKeys': nothing,
  'user.checkSession': async (ground) => ({ input: { sessionId: (await sessionOf(ground)).id } }),
  'user.readCookie': async (ground) => ({ input: { cookie: (await sessionOf(ground)).cookie } }),

  'product.listProducts': async () => ({ input: { limit: 1 } }),
  'product.getProduct': async ({ product }) => ({ input: { slug: product.slug } }),
  'product.suggest': async () => ({ input: { q: 'thing' } }),
  'product.listRelated': async ({ product }) => ({ input: { slug: product.slug } }),
  'product.listCategories': nothing,
  'product.createCategory': async () => ({ input: { slug: unique('category'), name: 'New', description: '' } }),
  'product.createProduct': async () => ({ input: newProduct() }),
  'product.updateProduct': async (ground) => {
    const { id, version } = await productOf(ground)
    return { input: { id, version, name: 'Renamed thing' } }
  },
  'product.deleteProduct': async (ground) => ({ input: { id: (await productOf(ground)).id } }),
  'product.addImage': async () => ({ input: { contentType: 'image/svg+xml', data: picture } }),
  'product.getImage': async ({ market }) => ({ input: { id: await imageOf(market) } }),
  'product.getPicture': async ({ market }) => ({ input: { id: await imageOf(market), form: '160.png' } }),

  'inventory.getStock': async ({ sku }) => ({ input: { sku } }),
  'inventory.listStock': async () => ({ input: { limit: 1 } }),
  'inventory.setStock': async ({ sku }) => ({ input: { sku, onHand: 100_000 } }),
  'inventory.listLedger': async ({ sku }) => ({ input: { sku, limit: 1 } }),
  'inventory.reserve': async ({ sku }) => ({
    input: { orderId: randomUUID(), lines: [{ sku, quantity: 1 }], holdSeconds: 600 },
  }),
  'inventory.keep': async (ground) => ({ input: await reservationOf(ground) }),
  'inventory.release': async (ground) => ({ input: await reservationOf(ground) }),
  'inventory.ship': async (ground) => ({ input: await reservationOf(ground) }),
  'inventory.restock': async ({ sku }) => ({
    input: { id: randomUUID(), orderId: randomUUID(), lines: [{ sku, quantity: 1 }] },
  }),
  'inventory.auditStock': nothing,
  'inventory.auditReservations': nothing,
  'inventory.auditRestocks': nothing,
  'inventory.getReservation': async (ground) => ({ input: await reservationOf(ground) }),

  'cart.createCart': nothing,
  'cart.getCart': async (ground) => ({ input: { id: (await cartOf(ground, ground.owner)).id } }),
  'cart.setLine': async (ground) => ({ input: { ...(await cartOf(ground, ground.owner)), quantity: 2 } }),
  'cart.addLine': async (ground) => ({ input: { ...(await cartOf(ground, ground.owner)), quantity: 1 } }),
  'cart.removeLine': async (ground) => ({ input: await cartOf(ground, ground.owner) }),
  'cart.claimCart': async (ground) => ({ input: { id: (await cartOf(ground, ground.market.guest)).id } }),
  'cart.readCart': async (ground) => ({
    input: { id: (await cartOf(ground, ground.owner)).id, userId: ground.owner.id },
  }),

  'order.placeOrder': async (ground) => ({
    input: await ground.market.orderOf(ground.owner, (await cartOf(ground, ground.owner)).id),
    headers: { 'idempotency-key': randomUUID() },
  }),
  'order.listOrders': async (ground) => ({ input: { limit: 100 }, secret: (await orderOf(ground)).number }),
  'order.findOrder': async (ground) => {
    const { market } = ground
    const { body } = await market.order(market.guest, (await cartOf(ground, market.guest)).id)
    return { input: { number: body.number, email: market.guest.email } }
  },
  'order.getOrder': async (ground) => ({ input: { id: (await orderOf(ground)).id } }),
  'order.cancelOrder': async (ground) => ({ input: { id: (await orderOf(ground)).id } }),
  'order.refundOrder': async (ground) => ({ input: { id: (await shippedOrderOf(ground)).id, amount: euro(1) } }),
  'order.auditOrders': nothing,
  'order.shipOrder': async (ground) => ({ input: { id: (await orderOf(ground)).id } }),
  'order.requestReturn': async (ground) => ({
    input: {
      ...(await shippedOrderOf(ground)),
      lines: [{ sku: ground.sku, quantity: 1 }],
      reason: 'Too big',
    },
  }),
  'order.decideReturn': async (ground) => ({ input: { ...(await returnOf(ground)), approved: true } }),
  'order.receiveReturn': async (ground) => ({
    input: { ...(await returnOf(ground, true)), lines: [{ sku: ground.sku, quantity: 1, restock: true }] },
  }),
  'order.listReturns': async () => ({ input: { limit: 1 } }),
  'order.retryOrder': async (ground) => ({ input: { id: (await orderOf(ground)).id } }),
  'order.compensateOrder': async (ground) => ({ input: { id: (await orderOf(ground)).id, note: 'Fraud' } }),

  'payment.authorize': async () => ({ input: attempt() }),
  'payment.capture': async (ground) => ({ input: await paymentOf(ground) }),
  'payment.voidPayment': async (ground) => ({ input: await paymentOf(ground) }),
  'payment.refund': async (ground) => ({
    input: { ...(await paymentOf(ground, 'captured')), refundId: randomUUID(), amount: euro(1) },
  }),
  'payment.listPaymentMethods': nothing,
  'payment.receiveStripeEvent': async () => {
    const input = stripeEvent()
    return { input, headers: { 'stripe-signature': input.signature } }
  },
  'payment.listPayments': async (ground) => ({ input: await paymentOf(ground) }),
  'payment.listAttempts': async (ground) => ({ input: await paymentOf(ground) }),
  'payment.listProviderEntries': async (ground) => ({ input: await paymentOf(ground) }),
  'payment.auditPayments': nothing,
  'payment.auditProviders': nothing,

  'delivery.listOptions': async (ground) => ({
    input: { cart: (await cartOf(ground, ground.market.guest)).id, country: 'DE', postcode: '10115' },
  }),
  'delivery.quote': async (ground) => {
    const optionId = await optionOf(ground, (await cartOf(ground, ground.owner)).id)
    return { input: { optionId, country: 'DE', postcode: '10115', weight: 500, subtotal: euro(2_000) } }
  },
  'delivery.createShipment': async (ground) => {
    const optionId = await optionOf(ground, (await cartOf(ground, ground.owner)).id)
    return { input: { id: randomUUID(), orderId: randomUUID(), optionId, address } }
  },
  'delivery.listShipments': async () => ({ input: { orderId: randomUUID() } }),
  'delivery.listCountries': nothing,
  'delivery.listZones': nothing,
  'delivery.setZone': async () => ({
    input: {
      ...{ id: 'far-south', name: 'Far south', countries: ['AQ'] },
      methods: [
        {
          ...{ id: 'ship', name: 'By ship', carrier: 'Icebreaker', days: { from: 30, to: 90 } },
          rates: [{ upToWeight: 30_000, price: euro(9_900) }],
        },
      ],
    },
  }),

  'notification.listMails': nothing,
  'notification.resendMail': async (ground) => {
    await orderOf(ground)
    await ground.market.shop.drain()
    const { body } = await ground.market.staff.call('GET', '/mails?limit=1')
    return { input: { id: body.items[0].id } }
  },
  'notification.readMailbox': nothing,
  'notification.auditMails': nothing,

  'audit.runAudit': nothing,
  'audit.listExceptions': nothing,
  'audit.settleException': async (ground) => ({ input: { id: await exceptionOf(ground), note: 'Seen to.' } }),
}
