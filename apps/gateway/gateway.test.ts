import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { inventory } from '@souk/contracts/inventory.ts'
import { notification } from '@souk/contracts/notification.ts'
import { order } from '@souk/contracts/order.ts'
import { product } from '@souk/contracts/product.ts'
import { user } from '@souk/contracts/user.ts'
import { readConfig } from '@souk/platform/config.ts'
import type { Operation } from '@souk/platform/contract.ts'
import { fail, SoukError } from '@souk/platform/errors.ts'
import { createLog } from '@souk/platform/log.ts'
import { trustBy } from '@souk/platform/service-token.ts'
import { fake, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { type Gateway, gatewayConfig, startGateway } from './gateway.ts'

const keys = await generateKeyPair('EdDSA')
const publicKey = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'EdDSA' }
const staffId = randomUUID()
const sessions = new Map<string, { role: 'customer' | 'staff'; permissions: '*'[] }>()
let usersAreAway = false
let productsAreAway = false
let questions = 0
let name = 'Trail shoe'

const identity = (sessionId: string) => {
  if (usersAreAway) throw fail('unavailable', 'away')
  const session = sessions.get(sessionId)
  if (session === undefined) throw fail('not_found', 'ended')
  return { userId: staffId, sessionId, ...session }
}

const shoe = () => ({
  ...{
    id: staffId,
    slug: 'trail-shoe',
    name,
    brand: 'Fell',
    category: 'shoes',
    description: '',
    attributes: {},
    options: [],
  },
  ...{ images: [], variants: [], version: 1, updatedAt: '2026-01-01T00:00:00Z' },
})

let shop: TestShop
const gateways: Gateway[] = []
let url: string

async function gateway(variables: Record<string, string>, development = false) {
  const one = await startGateway({
    contracts: [user, product, inventory, order],
    send: shop.send,
    config: { ...readConfig(gatewayConfig, variables), port: 0 },
    host: '127.0.0.1',
    notReady: shop.notReady,
    development,
    log: createLog('silent'),
  })
  gateways.push(one)
  return one.url
}

before(async () => {
  shop = await startTestShop({
    services: [
      fake(user, {
        getKeys: async () => ({ keys: [publicKey] }),
        checkSession: async ({ sessionId }) => identity(sessionId),
        readCookie: async ({ cookie }) => identity(cookie),
        getMe: async (_input, { caller }) => ({
          ...{
            id: staffId,
            email: 'a@souk.example',
            emailVerified: false,
            name: caller.kind,
            role: 'customer' as const,
            permissions: [],
            createdAt: '',
          },
        }),
        signOut: async (_input, { caller }) => {
          if ('sessionId' in caller) sessions.delete(caller.sessionId)
          return undefined
        },
        signIn: async () => {
          throw new SoukError('unauthenticated', 'wrong_credentials', 'No.')
        },
      }),
      fake(product, {
        getProduct: async () => {
          questions += 1
          if (productsAreAway) throw fail('unavailable', 'away')
          return shoe()
        },
        updateProduct: async (input) => {
          name = input.name ?? name
          return shoe()
        },
      }),
      fake(inventory, { getStock: () => new Promise(() => {}) }),
      fake(order),
      fake(notification, { readMailbox: async () => ({ items: [] }) }),
    ],
  })
  url = await gateway({ SOUK_RATE_LIMIT: '0' })
})
after(async () => {
  await Promise.all(gateways.map((one) => one.close()))
  await shop.close()
})

async function signedIn(role: 'customer' | 'staff' = 'customer') {
  const sessionId = randomUUID()
  sessions.set(sessionId, { role, permissions: role === 'staff' ? ['*'] : [] })
  const token = await new SignJWT({ sid: sessionId, role, permissions: [] })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'one' })
    .setSubject(staffId)
    .setIssuer('souk')
    .setExpirationTime('5m')
    .sign(keys.privateKey)
  return { sessionId, headers: { authorization: `Bearer ${token}` } }
}

async function problemOf(response: Response) {
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/)
  return (await response.json()) as { reason: string; status: number }
}

test('What only services may call is not to be found from outside.', async () => {
  const response = await fetch(`${url}/api/v1/reservations/${randomUUID()}`, {
    method: 'PUT',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  })
  assert.equal(response.status, 404)
  assert.equal((await problemOf(response)).reason, 'not_found')
  assert.equal((await fetch(`${url}/api/v1/events`)).status, 404)
})

test('A stranger who claims to be a service, or staff, is still a stranger.', async () => {
  const caller = { kind: 'staff', userId: staffId, sessionId: 'x', permissions: ['*'] } as const
  const authorization = await trustBy(['guess']).prove('inventory', caller)
  const headers = { authorization, 'souk-session': 'x', 'souk-address': '1.2.3.4' }
  assert.equal((await fetch(`${url}/api/v1/stock`, { headers })).status, 401)
})

test('An access token signs in, and a forged or ended one is refused.', async () => {
  const { headers, sessionId } = await signedIn()
  assert.equal((await fetch(`${url}/api/v1/users/me`, { headers })).status, 200)
  const forged = { authorization: `${headers.authorization.slice(0, -6)}AAAAAA` }
  assert.equal((await fetch(`${url}/api/v1/users/me`, { headers: forged })).status, 401)
  sessions.delete(sessionId)
  const other = await gateway({ SOUK_RATE_LIMIT: '0' })
  assert.equal((await fetch(`${other}/api/v1/users/me`, { headers })).status, 401)
})

test('Signing out counts at once, although the token has minutes to live.', async () => {
  const { headers } = await signedIn()
  assert.equal((await fetch(`${url}/api/v1/users/me`, { headers })).status, 200)
  assert.equal((await fetch(`${url}/api/v1/sessions/current`, { method: 'DELETE', headers })).status, 204)
  assert.equal((await fetch(`${url}/api/v1/users/me`, { headers })).status, 401)
})

test('While user-service is away, the signature of a token counts.', async () => {
  const { headers } = await signedIn('staff')
  usersAreAway = true
  const response = await fetch(`${url}/api/v1/products/${staffId}`, {
    method: 'PATCH',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ version: 1 }),
  })
  usersAreAway = false
  assert.equal(response.status, 403, 'known as staff by the signature, without the permission')
})

test('A session cookie signs in, but not for a request that another site makes the browser send.', async () => {
  const { sessionId } = await signedIn()
  const cookie = `souk_session=${sessionId}`
  assert.equal((await fetch(`${url}/api/v1/users/me`, { headers: { cookie } })).status, 200)
  const foreign = { method: 'DELETE', headers: { cookie, origin: 'https://elsewhere.example' } }
  assert.equal((await fetch(`${url}/api/v1/sessions/current`, foreign)).status, 401)
})

test('A public answer is asked for once by many readers, and is not sent again when it has not changed.', async () => {
  questions = 0
  const path = `${url}/api/v1/products/once`
  const responses = await Promise.all(Array.from({ length: 20 }, () => fetch(path)))
  assert.ok(responses.every(({ status }) => status === 200))
  assert.equal(questions, 1)
  assert.equal(responses[0]?.headers.get('cache-control'), 'public, max-age=2')
  const etag = responses[0]?.headers.get('etag') as string
  const again = await fetch(path, { headers: { 'if-none-match': etag } })
  assert.equal(again.status, 304)
  assert.equal(await again.text(), '')
})

test('Who changes something sees it changed at once, whatever was kept.', async () => {
  const { headers } = await signedIn('staff')
  const path = `${url}/api/v1/products/trail-shoe`
  await fetch(path)
  const changed = await fetch(`${url}/api/v1/products/${staffId}`, {
    method: 'PATCH',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ version: 1, name: 'Fell shoe' }),
  })
  assert.equal(changed.status, 200)
  assert.equal(((await (await fetch(path)).json()) as { name: string }).name, 'Fell shoe')
})

test('While product-service is away, readers get the answer from before.', async () => {
  const { headers } = await signedIn('staff')
  const path = `${url}/api/v1/products/away`
  await fetch(path)
  await fetch(`${url}/api/v1/products/${staffId}`, {
    method: 'PATCH',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ version: 1 }),
  })
  productsAreAway = true
  const stale = await fetch(path)
  const unknown = await fetch(`${url}/api/v1/products/never-read`)
  productsAreAway = false
  assert.equal(stale.status, 200)
  assert.match(stale.headers.get('warning') ?? '', /stale/)
  assert.equal(unknown.status, 503)
})

test('A service that hangs costs its deadline and is a clear error.', async () => {
  const started = Date.now()
  const response = await fetch(`${url}/api/v1/stock/SHOE-1`)
  assert.equal(response.status, 504)
  assert.equal((await problemOf(response)).reason, 'deadline_exceeded')
  assert.ok(Date.now() - started < inventory.operations.getStock.timeout + 1_000)
})

test('Too many requests are refused with when to come back, sooner where it is stricter.', async () => {
  const limited = await gateway({ SOUK_RATE_LIMIT: '40' })
  const signIn = () =>
    fetch(`${limited}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'a@souk.example', password: 'wrong' }),
    })
  const statuses = []
  for (let turn = 0; turn < 3; turn++) statuses.push((await signIn()).status)
  assert.deepEqual(statuses, [401, 401, 429])
  const refused = await signIn()
  assert.equal((await problemOf(refused)).reason, 'too_many_requests')
  assert.ok(Number(refused.headers.get('retry-after')) > 0)
  const browsing = await fetch(`${limited}/api/v1/products/once`)
  assert.equal(browsing.status, 200)
  assert.ok(Number(browsing.headers.get('ratelimit-remaining') ?? browsing.headers.get('x-ratelimit-remaining')) < 40)
})

test('Oversized, unreadable and unknown requests are problems that say what is wrong.', async () => {
  const send = (body: string, type = 'application/json') =>
    fetch(`${url}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': type }, body })
  assert.equal((await problemOf(await send('x'.repeat(100_000)))).reason, 'body_too_large')
  assert.equal(
    (await problemOf(await send('a=b', 'application/x-www-form-urlencoded'))).reason,
    'unsupported_media_type',
  )
  assert.equal((await problemOf(await send('{'))).reason, 'malformed_body')
  assert.equal((await problemOf(await fetch(`${url}/api/v1/nothing`))).status, 404)
  assert.equal((await problemOf(await fetch(`${url}/api/v1/products/%ff`))).status, 400)
})

test('Answers carry a request id and the headers that keep browsers safe.', async () => {
  const { headers } = await fetch(`${url}/api/v1/products/once`, { headers: { 'x-request-id': 'my-request-1' } })
  assert.equal(headers.get('x-request-id'), 'my-request-1')
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'self'/)
})

test('The description of the API lists every public operation, and the page for people too.', async () => {
  const api = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>
  }
  const listed = Object.values(api.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  )
  for (const contract of [user, product, inventory, order])
    for (const [operation, { access }] of Object.entries<Operation>(contract.operations))
      assert.equal(
        listed.includes(operation),
        access.some((rule) => rule !== 'internal'),
        operation,
      )
  const page = await (await fetch(`${url}/api/docs`)).text()
  for (const operation of listed) assert.ok(page.includes(`id="${operation}"`), operation)
})

test('The developers’ mailbox does not exist outside of development.', async () => {
  assert.equal((await fetch(`${url}/dev/mail`)).status, 404)
})

test('The developers’ mailbox is for this machine: what comes through a proxy does not see it, whatever address it names.', async () => {
  const open = await gateway({ SOUK_RATE_LIMIT: '0', SOUK_TRUST_PROXY: '1' }, true)
  const statusFor = async (headers: Record<string, string>) => (await fetch(`${open}/dev/mail`, { headers })).status
  assert.equal(await statusFor({}), 200)
  assert.equal(await statusFor({ 'x-forwarded-for': '203.0.113.7' }), 404)
  assert.equal(await statusFor({ 'x-forwarded-for': '127.0.0.1' }), 404)
})
