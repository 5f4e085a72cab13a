import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SignJWT } from 'jose'
import { asService, startTestShop, type TestShop } from './testing.ts'
import { echo, echoService } from './transport/echo.testing.ts'

const secret = 'the-house-secret'
let shop: TestShop
let url: string

before(async () => {
  shop = await startTestShop({
    services: [echoService],
    placement: 'http',
    environment: { SOUK_HOUSE_SECRET: secret },
  })
  url = shop.addresses.get('echo') as string
})
after(() => shop.close())

const beside = { 'souk-session': 's', 'souk-address': '1.2.3.4' }

/** A token as a service in any language may make it. */
function tokenOf(claims: Record<string, unknown> = {}, key = secret, alg = 'HS256') {
  const now = Math.floor(Date.now() / 1_000)
  return new SignJWT({ iss: 'order', aud: 'echo', iat: now, exp: now + 60, caller: asService('order'), ...claims })
    .setProtectedHeader({ alg })
    .sign(new TextEncoder().encode(key))
}

async function whoAt(address: string, authorization: string | undefined) {
  const headers = { ...beside, ...(authorization === undefined ? {} : { authorization }) }
  const { who } = (await (await fetch(`${address}/who`, { headers })).json()) as { who: string }
  const inner = await fetch(`${address}/inner`, { headers })
  return { ...(JSON.parse(who) as { caller: unknown; session?: string; address?: string }), inner: inner.status }
}

test('What a stranger says of himself counts for nothing, without a service’s token or with one that is not valid.', async () => {
  const now = Math.floor(Date.now() / 1_000)
  const [head = '', body = '', signature = ''] = (await tokenOf()).split('.')
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`
  const tokens = {
    'of another secret': await tokenOf({}, 'the-house-secreT'),
    'for another service': await tokenOf({ aud: 'product' }),
    'that has run out': await tokenOf({ iat: now - 120, exp: now - 60 }),
    'of another algorithm': await tokenOf({}, secret, 'HS512'),
    'without a signature': unsigned,
    'with a changed body': `${head}.${body.slice(0, -2)}AA.${signature}`,
    'that is the secret': secret,
    'that is none': '',
  }
  for (const [what, token] of [...Object.entries(tokens), ['not there', undefined] as const]) {
    const authorization = token === undefined ? undefined : `Bearer ${token}`
    const { caller, session, address, inner } = await whoAt(url, authorization)
    assert.deepEqual([caller, session, inner], [{ kind: 'anonymous' }, undefined, 403], `a token ${what}`)
    assert.notEqual(address, '1.2.3.4', `a token ${what}`)
  }
})

test('With a service’s token it does, as often as it is shown.', async () => {
  const authorization = `Bearer ${await tokenOf()}`
  for (let turn = 0; turn < 2; turn++) {
    const { caller, session, address, inner } = await whoAt(url, authorization)
    assert.deepEqual([caller, session, address, inner], [asService('order'), 's', '1.2.3.4', 200])
  }
})

test('While the house secret is changed, services with the old and with the new one know each other.', async () => {
  const changing = await startTestShop({
    services: [echoService],
    placement: 'http',
    environment: { SOUK_HOUSE_SECRET: 'the-new-secret, the-house-secret' },
  })
  const address = changing.addresses.get('echo') as string
  for (const [key, inner] of [
    ['the-new-secret', 200],
    ['the-house-secret', 200],
    ['the-new-secret, the-house-secret', 403],
  ] as const)
    assert.equal((await whoAt(address, `Bearer ${await tokenOf({}, key)}`)).inner, inner, key)
  assert.deepEqual(await changing.client(echo, asService('order')).inner({}), { name: 'order' })
  await changing.close()
})

test('An empty house secret is none: nobody becomes a neighbour by it.', async () => {
  for (const empty of ['', ' , ']) {
    const open = await startTestShop({
      services: [echoService],
      placement: 'http',
      environment: { SOUK_HOUSE_SECRET: empty },
    })
    const address = open.addresses.get('echo') as string
    for (const key of [empty, ' ', ','])
      if (key !== '') assert.equal((await whoAt(address, `Bearer ${await tokenOf({}, key)}`)).inner, 403)
    assert.deepEqual(await open.client(echo, asService('order')).inner({}), { name: 'order' })
    await open.close()
  }
})

test('A raw body is handed on as it came, with the signature that came beside it; without one it is refused.', async () => {
  const body = '{"z":1, "a": "\\u00e9"}  '
  const json = { 'content-type': 'application/json; charset=utf-8' }
  const send = (headers: Record<string, string>) => fetch(`${url}/signed`, { method: 'POST', body, headers })
  const taken = await send({ ...json, 'made-up-signature': 't=1' })
  assert.deepEqual(await taken.json(), { payload: body, signature: 't=1' })
  const refused = await send(json)
  assert.deepEqual([refused.status, ((await refused.json()) as { reason: string }).reason], [400, 'invalid_input'])
})

test('The listener’s own refusals are problems like all others.', async () => {
  const body = 'x'.repeat(70_000)
  const json = { 'content-type': 'application/json' }
  const asked: [string, RequestInit, number, string][] = [
    ['/nowhere', {}, 404, 'not_found'],
    ['/things/%E0%A4%A', {}, 400, 'malformed_body'],
    ['/things/x', { method: 'PUT', body, headers: json }, 413, 'body_too_large'],
    [
      '/things/x',
      { method: 'PUT', body: 'a=b', headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported_media_type',
    ],
    ['/things/x', { method: 'PUT', body: '{', headers: json }, 400, 'malformed_body'],
  ]
  for (const [path, init, status, reason] of asked) {
    const answer = await fetch(url + path, init)
    const problem = (await answer.json()) as { reason: string; status: number }
    assert.deepEqual([answer.status, problem.status, problem.reason], [status, status, reason], path)
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
  }
})
