import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { after, before, test } from 'node:test'
import { type Authority, authority, withoutOpenssl } from './certificates.testing.ts'
import { asService, startTestShop, type TestShop } from './testing.ts'
import { echo, echoService, front, frontService, outcomeOf } from './transport/echo.testing.ts'

const skip = withoutOpenssl
let own: Authority
let environment: Record<string, string>

before(async () => {
  if (skip !== false) return
  own = await authority()
  environment = await variablesOf(own)
})
after(() => own?.remove())

async function variablesOf(of: Authority) {
  const { cert, key } = await of.issue('echo.test')
  return { SERVICE_TLS_CERT: cert, SERVICE_TLS_KEY: key, SERVICE_TLS_CA: of.ca, SOUK_HOUSE_SECRET: 'one-for-all' }
}

const startEcho = (variables = environment) =>
  startTestShop({ services: [echoService], placement: 'http', environment: variables })

function statusOf(shop: TestShop, path: string, client: { cert?: Buffer; key?: Buffer } = {}) {
  const url = new URL(path, shop.addresses.get('echo'))
  return new Promise<number | undefined>((resolve, reject) => {
    request(url, { ca: readFileSync(own.ca), ...client, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode))
    })
      .on('error', reject)
      .end()
  })
}

test('Services with certificates of one authority call each other over TLS.', { skip }, async () => {
  const there = await startEcho()
  const address = there.addresses.get('echo') as string
  assert.match(address, /^https:/)
  const here = await startTestShop({
    services: [frontService],
    environment: { ...environment, ECHO_SERVICE_URL: address },
  })
  const { who } = await here.client(front, asService('order')).ask({})
  assert.deepEqual(JSON.parse(who).caller, { kind: 'service', name: 'front' })
  await here.close()
  await there.close()
})

test('Whoever shows no certificate, or one of another authority, gets to know whether it is well and nothing else.', {
  skip,
}, async () => {
  const shop = await startEcho()
  const other = await authority()
  const foreign = await other.issue('echo.test')
  const stranger = { cert: readFileSync(foreign.cert), key: readFileSync(foreign.key) }
  for (const client of [{}, stranger]) {
    assert.equal(await statusOf(shop, '/things/x', client), 403)
    assert.equal(await statusOf(shop, '/health/ready', client), 200)
  }
  const friend = {
    cert: readFileSync(environment.SERVICE_TLS_CERT as string),
    key: readFileSync(environment.SERVICE_TLS_KEY as string),
  }
  assert.equal(await statusOf(shop, '/things/x', friend), 200)
  await shop.close()
  await other.remove()
})

test('A neighbour with a certificate of another authority, or for another name, is not called.', { skip }, async () => {
  const other = await authority()
  const pretender = await startEcho(await variablesOf(other))
  const { port } = new URL(pretender.addresses.get('echo') as string)
  const honest = await startEcho()
  const honestPort = new URL(honest.addresses.get('echo') as string).port
  for (const address of [`https://127.0.0.1:${port}`, `https://localhost:${honestPort}`]) {
    const here = await startTestShop({
      services: [frontService],
      environment: { ...environment, ECHO_SERVICE_URL: address },
    })
    assert.equal((await outcomeOf(here.client(echo, asService('order')).getThing({ id: 'x' }))).reason, 'unavailable')
    await here.close()
  }
  await pretender.close()
  await honest.close()
  await other.remove()
})

test('A missing file, or two of three, ends the start with what is missing.', { skip }, async () => {
  const { SERVICE_TLS_CA: _, ...two } = environment
  await assert.rejects(startEcho(two as never), /SERVICE_TLS_CA must be set too: .* belong together/)
  await assert.rejects(
    startEcho({ ...environment, SERVICE_TLS_KEY: '/nowhere/key' }),
    /SERVICE_TLS_KEY: there is no file \/nowhere\/key/,
  )
  await assert.rejects(
    startEcho({ ...environment, ECHO_SERVICE_URL: 'http://127.0.0.1:9' }),
    /ECHO_SERVICE_URL must begin with https:/,
  )
  const stranger = await own.issue('stranger.test')
  await assert.rejects(
    startEcho({ ...environment, SERVICE_TLS_KEY: stranger.key }),
    /SERVICE_TLS_CERT and SERVICE_TLS_KEY are no certificate and its key/,
  )
})
