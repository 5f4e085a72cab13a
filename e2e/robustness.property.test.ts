/** Whatever is sent to the public API, it is answered: never by a fault of ours, and by a reading that changes nothing. */
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { processEnvironment } from '@souk/platform/config.ts'
import { platformReasons } from '@souk/platform/errors.ts'
import fc from 'fast-check'
import { fitting, type Known } from '../conformance/inputs.ts'
import { type Input, inputSchemaOf, type Named, requestOf } from '../conformance/requests.ts'
import { awkwardText, bodyOf, oddHeaders, spoilt } from './awkward-inputs.ts'
import { contentsOf } from './contents.ts'
import { fixtures, type Ground, prepare } from './fixtures.ts'
import { type Market, openMarket, type Person } from './market.ts'
import { endsSession, isPublic, operations } from './requests.ts'

const seed = Number(processEnvironment().SOUK_SEED ?? Date.now() % 1_000_000_000)
const runs = 60
/** Milliseconds for each operation; several are tried side by side. */
const atMost = 2_500

const open = operations.filter(({ operation }) => isPublic(operation))

let market: Market
let ground: Ground
let known: Known
let callers: Person[]

before(async () => {
  market = await openMarket()
  ground = await prepare(market)
  known = await thingsThatAreThere()
  callers = [market.guest, ground.owner, await market.customer(), await market.staffWith('*')]
})
after(() => market.close())

/** People and an input that works, not shared with the tests beside: one orders the cart that another fills. */
async function prepared({ name }: Named): Promise<{ people: Person[]; working: Input }> {
  const isPersonal = /^(user|cart|order)\./.test(name)
  const owner = isPersonal ? await market.customer() : ground.owner
  const working = (await fixtures[name]?.({ ...ground, owner }))?.input ?? {}
  const [guest, , other, staff] = callers as [Person, Person, Person, Person]
  // Whoever signs out is signed out.
  if (endsSession.includes(name)) return { people: [guest, owner, await market.customer(), owner], working }
  return { people: [guest, owner, other, staff], working }
}

/** Things of the owner's, so that generated inputs meet with something, be it another's. */
async function thingsThatAreThere(): Promise<Known> {
  const { owner, sku } = ground
  // What is changed and removed here is not what the carts hold.
  const spare = await prepare(market)
  const cart = await market.cartOf(owner, { [sku]: 1 })
  const guestCart = await market.cartOf(market.guest, { [sku]: 2 })
  const { deliveryOptionId } = await market.orderOf(owner, cart)
  const placed = await market.order(market.guest, await market.cartOf(market.guest, { [sku]: 1 }))
  const address = await fixtures['user.changeAddress']?.(ground)
  const image = await fixtures['product.getImage']?.(ground)
  const ids = [cart, guestCart, placed.body.id, spare.product.id, address?.input.id, image?.input.id, owner.id].map(
    String,
  )
  return {
    id: [...ids, 'mine'],
    ...{ cart: ids.slice(0, 2), cartId: ids.slice(0, 2), orderId: [placed.body.id] },
    ...{ sku: [spare.sku], slug: [spare.product.slug], category: ['things'], parent: ['things'] },
    ...{ accessToken: [placed.body.accessToken ?? ''], email: [owner.email], password: ['a-good-password'] },
    ...{ deliveryOptionId: [String(deliveryOptionId)], country: ['DE'], postcode: ['10115'], currency: ['EUR'] },
    ...{ method: ['test'], token: ['tok_ok', 'tok_declined', 'tok_lost_answer'] },
  }
}

/** An index of `callers`: more often one who is let in. */
function callerOf({ access }: Named['operation']) {
  const isForStaff = access.some((rule) => typeof rule === 'object')
  const weights = isForStaff && !access.includes('customer') ? [1, 1, 1, 7] : [2, 4, 1, 2]
  return fc.oneof(...weights.map((weight, who) => ({ weight, arbitrary: fc.constant(who) })))
}

type Shot = { who: number; method: string; path: string; body: string | undefined; headers: Record<string, string> }

/** @param working an input that works: most faults lie near it */
function shots({ operation }: Named, working: Input): fc.Arbitrary<Shot> {
  const input = fitting(inputSchemaOf(operation), known)
  const anyInput = fc.oneof(
    { weight: 1, arbitrary: fc.constant(working) },
    { weight: 4, arbitrary: fc.constant(working).chain(spoilt) },
    { weight: 2, arbitrary: input },
    { weight: 3, arbitrary: input.chain(spoilt) },
    { weight: 1, arbitrary: input.chain(spoilt).chain(spoilt) },
  )
  return fc
    .tuple(anyInput, oddHeaders, callerOf(operation), fc.uuid(), awkwardText)
    .chain(([value, odd, who, key, text]) => {
      const { method, path, body } = requestOf(operation, value as Input)
      const headers: Record<string, string> = {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(operation.keyRequired ? { 'idempotency-key': key } : {}),
        ...odd,
      }
      const paths = fc.oneof(
        { weight: 9, arbitrary: fc.constant(path) },
        {
          weight: 1,
          arbitrary: fc
            .constantFrom('?', '&', '/', '/%ff', '?limit=1&limit=2', `?q=${encode(text)}&cursor=${encode(text)}`)
            .map((end) => path + end),
        },
      )
      const bodies = body === undefined ? fc.constant(undefined) : bodyOf(body)
      return fc.record({
        who: fc.constant(who),
        method: fc.constant(method),
        path: paths,
        body: bodies,
        headers: fc.constant(headers),
      })
    })
}

function encode(text: string) {
  return encodeURIComponent(text.slice(0, 500).toWellFormed())
}

async function shoot({ who, method, path, body, headers }: Shot, as = callers) {
  const { token } = as[who] as Person
  const response = await fetch(`${market.url}/api/v1${path}`, {
    method,
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(body === undefined ? {} : { body }),
  })
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() }
}

function count(counts: Map<number, number>, status: number) {
  counts.set(status, (counts.get(status) ?? 0) + 1)
}

function listed(counts: ReadonlyMap<number, number>) {
  return [...counts].map(([status, times]) => `${times} times ${status}`).join(', ')
}

suite('Whatever is sent', { concurrency: 4 }, () => {
  for (const named of open)
    test(`${named.name} answers any input, and never with a fault of its own.`, async (t) => {
      t.diagnostic(`SOUK_SEED=${seed} repeats this run`)
      const reasons = new Set([...Object.keys(platformReasons), ...Object.keys(named.operation.errors)])
      const { people, working } = await prepared(named)
      const answers = new Map<number, number>()
      const property = fc.asyncProperty(shots(named, working), async (shot) => {
        const { status, type, text } = await shoot(shot, people)
        count(answers, status)
        assert.ok(status < 500, `answered ${status}: ${text.slice(0, 300)}`)
        if (status < 400) return
        assert.match(type, /^application\/problem\+json/, `answered ${status} as '${type}': ${text.slice(0, 300)}`)
        const { reason, detail } = JSON.parse(text)
        assert.ok(reasons.has(reason), `the contract knows no reason '${reason}'`)
        assert.ok(typeof detail === 'string' && detail.length > 0 && !/node_modules|\.ts:\d/.test(text), text)
      })
      await fc.assert(property, { seed, numRuns: runs, interruptAfterTimeLimit: atMost, endOnFailure: true })
      t.diagnostic(`answered ${listed(answers)}`)
    })
})

test('What is not even a request is answered with a problem, too.', async () => {
  const long = await fetch(`${market.url}/api/v1/products?q=${'x'.repeat(20_000)}`)
  assert.ok(long.status >= 400 && long.status < 500)
  assert.match(long.headers.get('content-type') ?? '', /^application\/problem\+json/)
  assert.match(((await long.json()) as { reason: string }).reason, /^[a-z_]+$/)
})

test('A storm of GETs, by everybody and with any input, changes nothing in any database.', async (t) => {
  t.diagnostic(`SOUK_SEED=${seed} repeats this run`)
  const reading = open.filter(({ operation }) => operation.method === 'GET')
  const paths: string[] = []
  for (const named of reading) {
    const { working } = await prepared(named)
    paths.push(requestOf(named.operation, working).path)
    paths.push(...fc.sample(shots(named, working), { seed, numRuns: 10 }).map(({ path }) => path))
  }
  paths.push('/openapi.json', '/../../api/docs', '/../../health/ready', '/../../dev/mail', '/users?_method=DELETE')
  await market.shop.drain()
  const before = await contentsOf(market.shop)
  const statuses = new Map<number, number>()
  for (const path of paths)
    await Promise.all(
      callers.flatMap((_, who) =>
        ['GET', 'HEAD'].map(async (method) => {
          const { status } = await shoot({ who, method, path, body: undefined, headers: {} })
          count(statuses, status)
        }),
      ),
    )
  await market.shop.drain()
  assert.deepEqual(await contentsOf(market.shop), before)
  t.diagnostic(`answered ${listed(statuses)}`)
  assert.deepEqual(
    [...statuses.keys()].filter((status) => status >= 500),
    [],
  )
  assert.ok((statuses.get(200) ?? 0) > reading.length, 'the storm met with something')
})
