import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { cart } from '@souk/contracts/cart.ts'
import { product } from '@souk/contracts/product.ts'
import { user } from '@souk/contracts/user.ts'
import { anonymous } from '@souk/platform/auth.ts'
import { clientsOf } from '@souk/platform/client.ts'
import { readConfig } from '@souk/platform/config.ts'
import { fail } from '@souk/platform/errors.ts'
import { createLog } from '@souk/platform/log.ts'
import { fake, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import { type Gateway, gatewayConfig, startGateway } from './gateway.ts'
import type { PageContext } from './shop-front.ts'

const userId = randomUUID()
const sessionId = randomUUID()
let shop: TestShop
const gateways: Gateway[] = []
let url: string
let rendered = 0

/** What a page of the storefront does, in small: asks services, gives cookies, says how long it keeps. */
async function page(request: Request, { send, requestId }: PageContext): Promise<Response> {
  rendered += 1
  const { pathname } = new URL(request.url)
  const origin = { caller: anonymous, trail: { requestId, deadline: Date.now() + 2_000 }, send }
  const users = clientsOf(user, send)(origin)
  const headers = new Headers({ 'content-type': 'text/html' })
  const nonce = Buffer.from(randomUUID()).toString('base64')
  headers.set('content-security-policy', `script-src 'nonce-${nonce}'`)
  const html = (words: string) => `<script nonce="${nonce}">1</script><p>${words}</p>${'<br>'.repeat(500)}`
  if (pathname === '/home') headers.set('cache-control', 'public, s-maxage=60')
  if (pathname === '/me') return new Response(html((await users.getMe({})).email), { headers })
  if (pathname === '/who') return new Response(html(await nameOf(users)), { headers })
  if (pathname === '/sign-in') {
    await users.signIn({ email: 'a@souk.example', password: 'good' })
    return new Response(html(await nameOf(users)), { headers })
  }
  if (pathname === '/inside') await users.checkSession({ sessionId })
  if (pathname === '/form') return new Response(html(`got ${await request.text()}`), { headers })
  return new Response(html(`page ${rendered}`), { headers })
}

const nameOf = (users: { getMe(input: object): Promise<{ name: string }> }) =>
  users.getMe({}).then(
    ({ name }) => name,
    () => 'a stranger',
  )

async function gateway(variables: Record<string, string>) {
  const one = await startGateway({
    contracts: [user, product, cart],
    send: shop.send,
    config: { ...readConfig(gatewayConfig, variables), port: 0 },
    host: '127.0.0.1',
    notReady: shop.notReady,
    development: false,
    front: {
      filesBelow: '/_app/',
      files: (request, response) => void response.end(`file ${request.url}`),
      page: (request, context) => page(request, context).catch((error) => new Response(error.reason, { status: 500 })),
    },
    log: createLog('silent'),
  })
  gateways.push(one)
  return one.url
}

before(async () => {
  const me = { id: userId, email: 'a@souk.example', emailVerified: true, name: 'Ada', createdAt: '' }
  const account = { ...me, role: 'customer' as const, permissions: [] }
  shop = await startTestShop({
    services: [
      fake(user, {
        readCookie: async ({ cookie }) => {
          if (cookie === 'staff') return { userId, sessionId, role: 'staff' as const, permissions: ['*' as const] }
          if (cookie !== 'ours') throw fail('not_found', 'no')
          return { userId, sessionId, role: 'customer' as const, permissions: [] }
        },
        getMe: async () => account,
        signIn: async (_input, { answer }) => {
          answer.headers['set-cookie'] = 'souk_session=ours; Path=/; HttpOnly'
          return { accessToken: 'x', expiresAt: '', user: account }
        },
        checkSession: async () => ({ userId, sessionId, role: 'customer' as const, permissions: [] }),
      }),
      fake(product, { deleteProduct: async () => undefined }),
      fake(cart),
    ],
  })
  url = await gateway({ SOUK_RATE_LIMIT: '0' })
})
after(async () => {
  await Promise.all(gateways.map((one) => one.close()))
  await shop.close()
})

const textOf = async (path: string, init?: RequestInit) => (await fetch(`${url}${path}`, init)).text()
const nonceOf = (response: Response) =>
  /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1]

test('A page that is the same for everybody is rendered once for many readers, each with a nonce of their own.', async () => {
  const before = rendered
  const responses = await Promise.all(Array.from({ length: 20 }, () => fetch(`${url}/home?a=1`)))
  assert.equal(rendered, before + 1)
  const nonces = new Set(responses.map(nonceOf))
  assert.equal(nonces.size, 20)
  for (const response of responses) {
    assert.ok((await response.text()).includes(`nonce="${nonceOf(response)}"`))
    assert.match(response.headers.get('cache-control') ?? '', /private/)
  }
})

test('The kept page is a sound gzip file for whoever reads that, with the nonce that its policy names.', async () => {
  const headers = { 'accept-encoding': 'gzip' }
  const plain = await textOf('/home?g=1')
  const [one, another] = [await fetch(`${url}/home?g=1`, { headers }), await fetch(`${url}/home?g=1`, { headers })]
  for (const response of [one, another]) {
    assert.equal(response.headers.get('content-encoding'), 'gzip')
    const html = await response.text()
    assert.ok(html.includes(`nonce="${nonceOf(response)}"`))
    assert.equal(html.replace(nonceOf(response) ?? '', ''), plain.replace(/(?<=nonce=")[^"]+/, ''))
  }
  assert.notEqual(nonceOf(one), nonceOf(another))
})

test('Whoever has a cookie of the shop gets a page of their own.', async () => {
  const headers = { cookie: 'souk_cart=one' }
  const [one, another] = [await textOf('/home?b=1', { headers }), await textOf('/home?b=1', { headers })]
  assert.notEqual(one.match(/page \d+/)?.[0], another.match(/page \d+/)?.[0])
})

test('A page asks services with the right of who reads it, and no more.', async () => {
  const headers = { cookie: 'souk_session=ours' }
  assert.match(await textOf('/me', { headers }), /a@souk.example/)
  assert.match(await textOf('/me'), /not_signed_in/)
  assert.match(await textOf('/inside', { headers }), /not_allowed/)
})

test('A session that begins while a page is made counts for the rest of that page.', async () => {
  assert.match(await textOf('/who'), /a stranger/)
  assert.match(await textOf('/sign-in', { method: 'POST' }), /Ada/)
})

test('A form that another site makes a browser send is refused, ours is handed on unread.', async () => {
  const body = 'a=1&b=%C3%A9'
  const form = { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  assert.match(await textOf('/form', form), /got a=1&b=%C3%A9/)
  for (const foreign of [{ origin: 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }]) {
    const response = await fetch(`${url}/form`, { ...form, headers: { ...form.headers, ...foreign } })
    assert.equal(response.status, 403)
  }
})

test('A change of the catalogue through the gateway is on the next page.', async () => {
  const first = await textOf('/home?c=1')
  const removed = await fetch(`${url}/api/v1/products/${userId}`, {
    method: 'DELETE',
    headers: { cookie: 'souk_session=staff' },
  })
  assert.equal(removed.status, 204)
  assert.notEqual((await textOf('/home?c=1')).match(/page \d+/)?.[0], first.match(/page \d+/)?.[0])
})

test('Pages go out compressed to whoever understands it.', async () => {
  const response = await fetch(`${url}/home?d=1`, { headers: { 'accept-encoding': 'br' } })
  assert.equal(response.headers.get('content-encoding'), 'br')
  assert.match(await response.text(), /page/)
})

test('Files come from the app, and what is not there in the API stays a problem for programs.', async () => {
  assert.equal(await textOf('/_app/a.js'), 'file /_app/a.js')
  const response = await fetch(`${url}/api/v1/nothing`)
  assert.equal(response.status, 404)
  assert.match(response.headers.get('content-type') ?? '', /problem\+json/)
})

test('Pages reach what is limited no more often than the API does.', async () => {
  const limited = await gateway({ SOUK_RATE_LIMIT: '40' })
  const statuses: string[] = []
  for (let turn = 0; turn < 3; turn++)
    statuses.push((await (await fetch(`${limited}/sign-in`, { method: 'POST' })).text()).slice(0, 20))
  assert.equal(statuses[2], 'too_many_requests')
  const atTheApi = await fetch(`${limited}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'a@souk.example', password: 'good' }),
  })
  assert.equal(atTheApi.status, 429)
})
