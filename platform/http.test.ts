import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asService, startTestShop, type TestShop } from './testing.ts'
import { echo, echoService } from './transport/echo.testing.ts'

let shop: TestShop
let url: string

before(async () => {
  shop = await startTestShop({
    services: [echoService],
    placement: 'http',
    environment: { SOUK_HOUSE_SECRET: 'the-house-secret' },
  })
  url = shop.addresses.get('echo') as string
})
after(() => shop.close())

const pretending = {
  'souk-caller': JSON.stringify(asService('order')),
  'souk-session': 's',
  'souk-address': '1.2.3.4',
}

test('What a stranger says of himself counts for nothing, without the house’s secret or with a wrong one.', async () => {
  for (const secret of [undefined, '', 'x', 'the-house-secreT', 'the-house-secret-', 'the-house-secret, x']) {
    const headers = { ...pretending, ...(secret === undefined ? {} : { 'souk-secret': secret }) }
    assert.equal((await fetch(`${url}/inner`, { headers })).status, 403, secret)
    const { who } = (await (await fetch(`${url}/who`, { headers })).json()) as { who: string }
    const { caller, session, address } = JSON.parse(who)
    assert.deepEqual([caller, session], [{ kind: 'anonymous' }, undefined])
    assert.notEqual(address, '1.2.3.4')
  }
})

test('With the secret it does.', async () => {
  const headers = { ...pretending, 'souk-secret': 'the-house-secret' }
  assert.deepEqual(await (await fetch(`${url}/inner`, { headers })).json(), { name: 'order' })
  const { who } = (await (await fetch(`${url}/who`, { headers })).json()) as { who: string }
  assert.deepEqual([JSON.parse(who).session, JSON.parse(who).address], ['s', '1.2.3.4'])
})

test('An empty house secret is none: nobody becomes a neighbour by it.', async () => {
  const open = await startTestShop({
    services: [echoService],
    placement: 'http',
    environment: { SOUK_HOUSE_SECRET: '' },
  })
  const answer = await fetch(`${open.addresses.get('echo')}/inner`, { headers: { ...pretending, 'souk-secret': '' } })
  assert.equal(answer.status, 403)
  assert.deepEqual(await open.client(echo, asService('order')).inner({}), { name: 'order' })
  await open.close()
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
