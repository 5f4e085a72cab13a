import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { connect, constants } from 'node:http2'
import { Agent, request } from 'node:https'
import { after, before, test } from 'node:test'
import { connect as connectTls, type PeerCertificate } from 'node:tls'
import { product } from '@souk/contracts/product.ts'
import { user } from '@souk/contracts/user.ts'
import { type Authority, authority, withoutOpenssl } from '@souk/platform/certificates.testing.ts'
import { readConfig } from '@souk/platform/config.ts'
import { createLog } from '@souk/platform/log.ts'
import { fake, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import { type Gateway, gatewayConfig, startGateway } from './gateway.ts'

const skip = withoutOpenssl
let own: Authority
let shop: TestShop
let gateway: Gateway
let ca: Buffer

before(async () => {
  if (skip !== false) return
  own = await authority()
  ca = readFileSync(own.ca)
  shop = await startTestShop({
    services: [fake(product, { listCategories: async () => ({ items: [] }) }), fake(user)],
  })
  gateway = await open(await variables())
})
after(async () => {
  await gateway?.close()
  await shop?.close()
  await own?.remove()
})

async function variables() {
  const { cert, key } = await own.issue('localhost')
  return { TLS_CERT: cert, TLS_KEY: key }
}

const open = (given: Record<string, string>) =>
  startGateway({
    contracts: [product, user],
    send: shop.send,
    config: { ...readConfig(gatewayConfig, given), port: 0 },
    host: '127.0.0.1',
    notReady: shop.notReady,
    development: false,
    front: {
      filesBelow: '/files/',
      files: (_request, response) => response.end('a file'),
      page: async ({ url }) =>
        new Response(`<h1>${url}</h1>`, { headers: { 'content-type': 'text/html', 'set-cookie': 'cart=1; Path=/' } }),
    },
    log: createLog('silent'),
  })

/** Over HTTP/2. */
async function ask(path: string) {
  const session = connect(gateway.url, { ca })
  const stream = session.request({ ':path': path })
  const chunks: Buffer[] = []
  stream.on('data', (chunk) => chunks.push(chunk))
  const headers = await new Promise<Record<string, string | string[] | number>>((resolve, reject) => {
    stream.on('response', (found) => resolve(found as never)).on('error', reject)
    session.on('error', reject)
  })
  await new Promise((resolve) => stream.on('close', resolve))
  session.close()
  return { status: headers[constants.HTTP2_HEADER_STATUS], headers, text: Buffer.concat(chunks).toString() }
}

function askOverHttp1(path: string, agent?: Agent) {
  return new Promise<{ status: number | undefined; version: string }>((resolve, reject) => {
    request(new URL(path, gateway.url), { ca, ...(agent === undefined ? {} : { agent }) }, (response) => {
      response.resume().on('end', () => resolve({ status: response.statusCode, version: response.httpVersion }))
    })
      .on('error', reject)
      .end()
  })
}

function serialNumber() {
  return new Promise<string>((resolve, reject) => {
    const { port } = new URL(gateway.url)
    const socket = connectTls({ port: Number(port), host: '127.0.0.1', ca }, () => {
      resolve((socket.getPeerCertificate() as PeerCertificate).serialNumber)
      socket.destroy()
    }).on('error', reject)
  })
}

test('The shop speaks HTTP/2 and HTTP/1.1 on its one port, for the API, pages and files.', { skip }, async () => {
  assert.match(gateway.url, /^https:/)
  assert.equal((await ask('/api/v1/categories')).text, '{"items":[]}')
  assert.match((await ask('/products')).text, /^<h1>https:\/\/127\.0\.0\.1:\d+\/products<\/h1>$/)
  assert.equal((await ask('/files/one.js')).text, 'a file')
  assert.deepEqual(await askOverHttp1('/api/v1/categories'), { status: 200, version: '1.1' })
})

test('Cookies are then for HTTPS alone, and browsers are told to keep to it, without further settings.', {
  skip,
}, async () => {
  const { headers } = await ask('/cart')
  assert.equal(String(headers['set-cookie']), 'cart=1; Path=/; Secure')
  assert.match(String(headers['strict-transport-security']), /max-age=\d+/)
})

test('A renewed certificate is shown without a restart.', { skip }, async () => {
  const before = await serialNumber()
  await variables()
  while ((await serialNumber()) === before) await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal((await ask('/api/v1/categories')).status, 200)
})

test('It closes although connections of both kinds are kept open.', { skip }, async () => {
  const session = connect(gateway.url, { ca })
  await new Promise((resolve) => session.once('connect', resolve))
  const agent = new Agent({ keepAlive: true, ca })
  await askOverHttp1('/api/v1/categories', agent)
  await gateway.close()
  agent.destroy()
})

test('A key that is not there ends the start with a clear word.', { skip }, async () => {
  const { TLS_CERT } = await variables()
  await assert.rejects(open({ TLS_CERT }), /TLS_KEY must be set too/)
  await assert.rejects(open({ TLS_CERT, TLS_KEY: '/nowhere' }), /TLS_KEY: there is no file \/nowhere/)
})
