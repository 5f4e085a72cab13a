/** The shop as those see it who run it: one trace an order, all figures that are drawn, and nothing personal anywhere. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { startCollector } from '@souk/platform/collector.testing.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { createLog } from '@souk/platform/log.ts'
import { createMetrics } from '@souk/platform/metrics.ts'
import { createTracing } from '@souk/platform/tracing.ts'
import { type Market, openMarket } from './market.ts'

const lines: string[] = []
const log = createLog('debug', { write: (line) => lines.push(line) })
const collector = await startCollector()
const tracing = await createTracing(
  { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER: 'always_on' },
  log,
)
const metrics = createMetrics()
let market: Market

before(async () => {
  market = await openMarket({ placement: 'http', storefront: true, log, metrics, tracing })
})
after(async () => {
  await market.close()
  await tracing.stop()
  await collector.close()
})

const person = {
  name: 'Zebulon Quagmire',
  email: 'zebulon.quagmire@telltale.example',
  password: 'quagmire-of-passwords',
  street: 'Telltale Lane 77',
  city: 'Quagmirsborough',
  postcode: '98761',
  card: '4000 0566 5566 5556',
  iban: 'DE89370400440532013000',
}

test('An order is one trace, from the request through all services to the letter that is written.', async () => {
  const sku = await market.onSale()
  const customer = await market.customer()
  const traceId = randomUUID().replaceAll('-', '')
  const body = await market.orderOf(customer, await market.cartOf(customer, { [sku]: 1 }))
  const headers = { 'idempotency-key': randomUUID(), traceparent: `00-${traceId}-00000000000000aa-01` }
  assert.equal((await customer.call('POST', '/orders', body, headers)).status, 201)
  await market.shop.drain()
  await delivered(() => collector.spans.some((one) => one.traceId === traceId && one.name.startsWith('insert mails')))
  await delivered(() => collector.spans.some((one) => one.traceId === traceId && one.service === 'gateway'))

  const spans = collector.spans.filter((one) => one.traceId === traceId)
  const services = new Set(spans.map(({ service }) => service))
  for (const service of [
    'gateway',
    'order-service',
    'cart-service',
    'inventory-service',
    'payment-service',
    'delivery-service',
    'notification-service',
  ])
    assert.ok(services.has(service), `${service} is not in the trace`)
  const ids = new Set([...spans.map(({ spanId }) => spanId), '00000000000000aa'])
  assert.deepEqual(
    spans.filter(({ parentSpanId }) => !ids.has(parentSpanId ?? '')),
    [],
  )
  const saga = spans.find(({ name }) => name === 'saga place')
  const letter = spans.find(
    ({ name, service }) => name === 'process order.confirmed.v1' && service === 'notification-service',
  )
  assert.equal(letter?.parentSpanId, saga?.spanId)
  assert.ok(lines.some((line) => line.includes(traceId)))
})

test('Whatever people type and whatever fails, nothing of it that is theirs is in a log or a trace.', async () => {
  const secrets: string[] = Object.values(person)
  await beSomebody(secrets)
  await failWith(secrets)
  await market.shop.drain()
  await tracing.stop()

  const told = [...lines, ...collector.texts].join('\n')
  assert.match(told, /telltale_users/)
  assert.match(told, /an event is parked/)
  for (const secret of secrets)
    for (const form of [secret, encodeURIComponent(secret), secret.toLowerCase()])
      assert.ok(!holds(told, form), `'${form}' is in: ${whereIs(told, form)}`)
})

/** Digits alone are also parts of ids, times and durations. */
function patternOf(secret: string) {
  const text = secret.replace(/[^\w]/g, '\\$&')
  return new RegExp(/^\d+$/.test(secret) ? `(?<![\\w.])${text}(?!\\w)` : text)
}

function holds(told: string, secret: string) {
  return patternOf(secret).test(told)
}

function whereIs(told: string, secret: string) {
  const at = told.search(patternOf(secret))
  return told.slice(Math.max(0, at - 300), at + 300)
}

/** Registers, signs in, saves an address, buys, looks the order up, forgets the password and finds a new one. */
async function beSomebody(secrets: string[]) {
  const { guest } = market
  const { email, password, name, postcode } = person
  const shippingAddress = { name, line1: person.street, city: person.city, postcode, country: 'DE' }
  await guest.call('POST', '/users', { email, password, name })
  await guest.call('POST', '/users', { email, password, name })
  await guest.call('POST', '/sessions', { email, password: 'a-wrong-quagmire' })
  const session = await guest.call('POST', '/sessions', { email, password })
  assert.equal(session.status, 201)
  const cookie = /souk_session=([^;]+)/.exec(session.headers.get('set-cookie') ?? '')?.[1] as string
  const authorization = `Bearer ${session.body.accessToken}`
  await guest.call('POST', '/users/me/addresses', shippingAddress, { authorization })
  await fetch(`${market.url}/account`, { headers: { cookie: `souk_session=${cookie}` } })
  await fetch(`${market.url}/search?q=${encodeURIComponent(person.card)}`)

  const sku = await market.onSale()
  for (const token of ['tok_declined', 'tok_ok']) {
    const cartId = await market.cartOf(guest, { [sku]: 1 })
    const wish = { ...(await market.orderOf(guest, cartId, token)), email, shippingAddress }
    const { body } = await guest.call('POST', '/orders', wish, { 'idempotency-key': randomUUID() })
    secrets.push(cartId, token)
    if (body.accessToken === undefined) continue
    secrets.push(body.accessToken)
    await guest.call('GET', `/orders/${body.id}?token=${body.accessToken}`)
    await fetch(`${market.url}/orders/${body.id}?token=${body.accessToken}`)
    await guest.call('POST', '/order-lookups', { number: body.number, email })
  }
  await guest.call('POST', '/password-resets', { email })
  const letters = await market.letters(email)
  const links = letters.flatMap(({ text }) =>
    [...text.matchAll(/token=([\w%.~-]+)/g)].map(([, token]) => token as string),
  )
  const reset = letters.map(({ text }) => /account\/reset\?token=([\w%.~-]+)/.exec(text)?.[1]).find(Boolean) as string
  assert.ok(reset)
  await guest.call('PUT', `/password-resets/${reset}`, { password: 'another-quagmire' })
  await guest.call('PUT', `/password-resets/${reset}`, { password: 'another-quagmire' })
  secrets.push(
    session.body.accessToken,
    cookie,
    decodeURIComponent(cookie),
    ...links,
    'another-quagmire',
    'a-wrong-quagmire',
  )
}

/** Asks wrongly, and lets the databases refuse what is asked rightly: their errors quote whole rows. */
async function failWith(secrets: string[]) {
  const { guest, shop } = market
  const { email, password, name, iban } = person
  await guest.call('POST', '/users', `{"email":"${email}","name":${name}`)
  await guest.call('POST', '/users', { email: `${name} <${email}>`, password, name: `${name} ${iban}` })
  await guest.call('GET', `/orders/${randomUUID()}?token=${encodeURIComponent(email)}`)
  await guest.call('GET', '/users/me', undefined, {
    authorization: `Bearer ${email}`,
    'x-request-id': 'request-of-somebody',
  })
  await fetch(`${market.url}/account/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email, password }),
  })

  const users = shop.databases.get('user')
  const letters = shop.databases.get('notification')
  await users?.pool.query("alter table users add constraint telltale_users check (email not like 'second%') not valid")
  await letters?.pool.query('alter table mails add constraint telltale_mails check (false) not valid')
  const second = `second.${email}`
  secrets.push(second)
  const refused = await guest.call('POST', '/users', { email: second, password, name })
  assert.equal(refused.status, 500)
  await guest.call('POST', '/password-resets', { email })
  await shop.drain()
  await letters?.run(sql`delete from platform.parked_events`)
}

/** Spans come in batches. */
async function delivered(is: () => boolean) {
  const until = Date.now() + 10_000
  while (!is() && Date.now() < until) await new Promise((done) => setTimeout(done, 20))
  assert.ok(is(), 'the trace did not come')
}

test('Every figure that a dashboard draws or an alert looks at is told by a process.', async () => {
  const told = await metrics.text()
  const known = new Set(
    [...told.matchAll(/^# TYPE (\w+) (\w+)/gm)].flatMap(([, name, type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name as string],
    ),
  )
  const root = new URL('../deploy/', import.meta.url)
  const files = globSync(['grafana/dashboards/*.json', 'prometheus/alerts.yml'], { cwd: root })
  const drawn = files.flatMap((file) =>
    [...readFileSync(new URL(file, root), 'utf8').matchAll(/\b(?:souk|process|nodejs)_\w+/g)].map(
      ([name]) => `${file}: ${name}`,
    ),
  )
  assert.ok(drawn.length > 40)
  assert.deepEqual(
    [...new Set(drawn)].filter((one) => !known.has(one.split(': ')[1] as string)),
    [],
  )
})
