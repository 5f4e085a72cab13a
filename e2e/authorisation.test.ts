/** Every operation of every contract, called by everybody: who is let in is what the contract says, and nobody else. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import { user } from '@souk/contracts/user.ts'
import { authorise, type Caller, holdsFor } from '@souk/platform/auth.ts'
import { contract, get } from '@souk/platform/contract.ts'
import { SoukError, statusOfCode } from '@souk/platform/errors.ts'
import { withFeed } from '@souk/platform/events/standing.ts'
import { trustBy } from '@souk/platform/service-token.ts'
import { asCustomer, asService, asStaff, startTestShop } from '@souk/platform/testing.ts'
import { type Named, requestOf } from '../conformance/requests.ts'
import { services } from '../scripts/services.ts'
import { type StripeStandIn, startStripe } from '../services/payment/providers/stripe-stand-in.ts'
import { fixtures, type Ground, prepare } from './fixtures.ts'
import { type Market, openMarket, type Person } from './market.ts'
import { endsSession, isPublic, operations } from './requests.ts'

/**
 * What belongs to a customer. To strangers it does not exist, or their answer has nothing of it (a list of their own
 * things). `staff` with this permission may see it all the same.
 */
const ownership: Record<string, { strangers: 'not_found' | 'nothing_of_it'; staff?: string }> = {
  'user.listSessions': { strangers: 'nothing_of_it' },
  'user.revokeSession': { strangers: 'not_found' },
  'user.getMe': { strangers: 'nothing_of_it' },
  'user.updateMe': { strangers: 'nothing_of_it' },
  'user.listAddresses': { strangers: 'nothing_of_it' },
  'user.changeAddress': { strangers: 'not_found' },
  'user.removeAddress': { strangers: 'not_found' },
  'cart.getCart': { strangers: 'not_found' },
  'cart.setLine': { strangers: 'not_found' },
  'cart.addLine': { strangers: 'not_found' },
  'cart.removeLine': { strangers: 'not_found' },
  'order.placeOrder': { strangers: 'not_found' },
  'order.listOrders': { strangers: 'nothing_of_it', staff: 'orders' },
  'order.getOrder': { strangers: 'not_found', staff: 'orders' },
  'order.cancelOrder': { strangers: 'not_found', staff: 'orders' },
  'order.requestReturn': { strangers: 'not_found', staff: 'orders' },
}

const permissions = ['catalogue', 'stock', 'orders', 'payments', 'delivery', 'mail', 'users', 'staff']

type Actor = { who: string; caller: Caller; person: Person | undefined; isOwner?: true }
type Outcome = { status: number; reason: string | undefined; text: string }

let stripe: StripeStandIn
let market: Market
let ground: Ground
const people = new Map<string, Person>()

before(async () => {
  stripe = await startStripe()
  market = await openMarket({ environment: stripe.environment })
  ground = await prepare(market)
  people.set('other', await market.customer())
})
after(async () => {
  await market.close()
  await stripe.close()
})

async function staffWith(...held: string[]) {
  const key = held.join(' ')
  const known = people.get(key) ?? (await market.staffWith(...held))
  people.set(key, known)
  return known
}

/** The permission that an operation, or seeing all of what belongs to customers, asks for. */
function permissionOf({ name, operation }: Named) {
  for (const rule of operation.access) if (typeof rule === 'object') return rule.staff
  return ownership[name]?.staff
}

async function actorsFor(named: Named): Promise<Actor[]> {
  const permission = permissionOf(named)
  const without = permission === undefined ? [] : permissions.filter((one) => one !== permission)
  const held = permission === undefined ? ['*'] : [permission]
  return [
    { who: 'somebody who is not signed in', caller: { kind: 'anonymous' }, person: market.guest },
    { who: 'the customer whose thing it is', caller: asCustomer(), person: ground.owner, isOwner: true },
    { who: 'another customer', caller: asCustomer(), person: people.get('other') },
    { who: 'staff without the permission', caller: asStaff(...without), person: await staffWith(...without) },
    { who: 'staff with the permission', caller: asStaff(...held), person: await staffWith(...held) },
    { who: 'another service', caller: asService('test'), person: undefined },
  ]
}

/** What ends the actor's own session, or account, is done by a new one each time. */
async function fresh(actor: Actor, named: Named) {
  if (!endsSession.includes(named.name) || actor.person?.token === undefined) return actor.person
  return actor.caller.kind === 'staff' ? market.staffWith('mail') : market.customer()
}

/** @returns what the contract promises this actor: undefined for being let in, else the refusal */
function refusalOf({ operation }: Named, { caller, person }: Actor) {
  if (person !== undefined && !isPublic(operation)) return { status: 404, reason: 'not_found' }
  return refusalInside(operation, caller)
}

function refusalInside(operation: Named['operation'], caller: Caller) {
  try {
    authorise(operation.access, caller)
    return undefined
  } catch (error) {
    const { code, reason } = error as SoukError
    return { status: statusOfCode[code], reason }
  }
}

async function call(named: Named, actor: Actor): Promise<Outcome & { secret: string | undefined }> {
  const { input, headers, secret } = await (fixtures[named.name] as (typeof fixtures)[string])(ground)
  const person = await fresh(actor, named)
  if (person === undefined) return { ...(await callInside(named, actor.caller, input, headers)), secret }
  const { method, path, body } = requestOf(named.operation, input)
  const answer = await person.call(method, path, body, headers)
  return { status: answer.status, reason: answer.body?.reason, text: JSON.stringify(answer.body), secret }
}

async function callInside(named: Named, caller: Caller, input: object, headers: Record<string, string> = {}) {
  const client = market.shop.client(named.contract, caller) as unknown as Record<
    string,
    (input: object, options: object) => Promise<unknown>
  >
  const { 'idempotency-key': key, cookie } = headers
  try {
    const value = await client[named.name.split('.')[1] as string]?.(input, { key, session: cookie?.split('=')[1] })
    return { status: named.operation.status, reason: undefined, text: JSON.stringify(value) ?? '' }
  } catch (error) {
    if (!(error instanceof SoukError)) throw error
    return { status: statusOfCode[error.code], reason: error.reason, text: error.message }
  }
}

async function check(named: Named, actor: Actor) {
  const { status, reason, text, secret } = await call(named, actor)
  const answered = `${named.name} answered ${actor.who} with ${status} ${text.slice(0, 300)}`
  const refusal = refusalOf(named, actor)
  if (refusal !== undefined) {
    assert.deepEqual({ status, reason }, refusal, answered)
    // The service says the same of itself, whoever may stand in front of it.
    const { input } = await (fixtures[named.name] as (typeof fixtures)[string])(ground)
    const inside = await callInside(named, actor.caller, input)
    const expected = refusalInside(named.operation, actor.caller)
    return assert.deepEqual({ status: inside.status, reason: inside.reason }, expected, `inside, ${answered}`)
  }
  if (named.name === 'user.deleteMe' && actor.caller.kind === 'staff')
    return assert.deepEqual([status, reason], [409, 'staff_account'], answered)
  const owned = ownership[named.name]
  if (owned === undefined) return assert.ok(named.operation.statuses.includes(status), answered)
  // A service asks in its own name, in which nothing of this kind belongs to anybody.
  if (actor.person === undefined) return assert.ok(status !== 401 && status !== 403, answered)
  const sees = actor.isOwner === true || (owned.staff !== undefined && actor.who === 'staff with the permission')
  if (!sees && owned.strangers === 'not_found') return assert.deepEqual([status, reason], [404, 'not_found'], answered)
  assert.ok(named.operation.statuses.includes(status), answered)
  if (secret !== undefined) assert.equal(text.includes(secret), sees, answered)
}

suite('Access to every operation', () => {
  for (const named of operations) {
    const { access } = named.operation
    const those = access.map(holdsFor).join(' and ')
    test(`${named.name} is for ${access.includes('public') ? those : `${those} only`}.`, async () => {
      const place = 'e2e/fixtures.ts'
      assert.ok(
        named.name in fixtures,
        `${named.name} is new: add to ${place} an input that works, and to the table of ownership here whether it shows or changes what belongs to a customer.`,
      )
      for (const actor of await actorsFor(named)) await check(named, actor)
    })
  }
})

test('Each fixture, and each line on ownership, is for an operation that there is.', () => {
  const names = operations.map(({ name }) => name)
  for (const name of [...Object.keys(fixtures), ...Object.keys(ownership)])
    assert.ok(names.includes(name), `${name} is gone: remove it from the fixtures and from the table of ownership`)
})

test('An operation that does not declare who may call it does not start.', () => {
  const declare = (access: never) =>
    contract('open', 'Forgot to say for whom', {
      operations: { peek: get('/peek', { summary: 'Peek', access }) },
      events: {},
    })
  for (const access of [undefined, [], [undefined]])
    assert.throws(() => declare(access as never), /open\.peek: declare who may call it/)
})

test('The feeds of events, and how far each service has read them, are for services alone.', async () => {
  for (const { contract: one } of services) {
    const feed = withFeed({ name: one.name, description: '', operations: {}, events: {} })
    for (const caller of [{ kind: 'anonymous' } as const, asCustomer(), asStaff('*')]) {
      await assert.rejects(market.shop.client(feed, caller).readEvents({}), /right|Sign in/)
      await assert.rejects(market.shop.client(feed, caller).readStanding({}), /right|Sign in/)
      await assert.rejects(market.shop.client(feed, caller).replayEvent({ id: randomUUID() }), /right|Sign in/)
    }
    assert.ok(Array.isArray((await market.shop.client(feed, asService()).readEvents({})).items))
    assert.ok(Array.isArray((await market.shop.client(feed, asService()).readStanding({})).cursors))
  }
})

test('At a service’s own door, who cannot prove to belong to the house is a stranger, whatever they claim.', async () => {
  const own = services.filter((service) => service.contract.name === user.name)
  const shop = await startTestShop({ services: own, placement: 'http' })
  const door = `${shop.addresses.get(user.name)}/users`
  const authorization = await trustBy(['a-guess']).prove(user.name, asStaff('*'))
  assert.equal((await fetch(door)).status, 401)
  assert.equal((await fetch(door, { headers: { authorization } })).status, 401)
  await shop.close()
})
