import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { user } from '@souk/contracts/user.ts'
import { anonymous, type Caller } from '@souk/platform/auth.ts'
import type { Client } from '@souk/platform/client.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { hasReason, type SoukError } from '@souk/platform/errors.ts'
import { asService, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { browse, browserAddress } from '../browser.ts'
import service from '../service.ts'

let now = new Date('2026-01-01T10:00:00Z')
let shop: TestShop
let visitor: Client<typeof user>
let gateway: Client<typeof user>
let db: Database

before(async () => {
  shop = await startTestShop({ services: [service], now: () => now })
  visitor = shop.client(user, anonymous)
  gateway = shop.client(user, asService('gateway'))
  db = shop.databases.get('user') as Database
})
after(() => shop.close())

const password = 'a long secret'
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000)
}

async function registered() {
  const email = `${randomUUID()}@example.com`
  const { id } = await visitor.register({ email, password, name: 'Ann' })
  return { id, email }
}

async function signedIn() {
  const { id, email } = await registered()
  const { cookie } = await browse(shop, 'signIn', { body: { email, password } })
  const { sessionId } = await gateway.readCookie({ cookie })
  const caller: Caller = { kind: 'customer', userId: id, sessionId }
  return { id, email, cookie, sessionId, caller, client: shop.client(user, caller) }
}

const isOver = (error: unknown) => hasReason(error, 'not_found')
const isEnded = (error: unknown) => hasReason(error, 'session_ended')

test('Signing in gives an access token of five minutes that the public keys verify, and a cookie for the browser.', async () => {
  const { id, email } = await registered()
  const { status, body, setCookie, cookie } = await browse(shop, 'signIn', { body: { email, password } })
  assert.equal(status, 201)
  assert.match(setCookie, /^souk_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/)
  const { sessionId } = await gateway.readCookie({ cookie })
  const keys = createLocalJWKSet((await visitor.getKeys({})) as Parameters<typeof createLocalJWKSet>[0])
  const { payload, protectedHeader } = await jwtVerify(body.accessToken, keys, { issuer: 'souk', currentDate: now })
  assert.equal(protectedHeader.alg, 'EdDSA')
  const { iat, exp, ...claims } = payload
  assert.deepEqual(claims, { iss: 'souk', sub: id, sid: sessionId, role: 'customer', permissions: [] })
  assert.equal((exp as number) - (iat as number), 300)
  assert.equal(body.expiresAt, new Date((exp as number) * 1_000).toISOString())
  assert.equal(body.user.id, id)
})

test('A wrong password and an unknown e-mail are answered alike, and cost as much.', async () => {
  const { email } = await registered()
  const attempt = async (body: object) => {
    const before = process.cpuUsage()
    const { status, body: problem, setCookie } = await browse(shop, 'signIn', { body })
    const { user: spent } = process.cpuUsage(before)
    return { answer: { status, problem: { ...problem, requestId: '' }, setCookie }, spent }
  }
  const spent = { wrong: 0, unknown: 0 }
  for (let turn = 0; turn < 8; turn++) {
    const wrong = await attempt({ email, password: 'another secret' })
    const unknown = await attempt({ email: `${randomUUID()}@example.com`, password })
    assert.deepEqual([wrong.answer.status, wrong.answer.problem.reason], [401, 'wrong_credentials'])
    assert.deepEqual(wrong.answer, unknown.answer)
    spent.wrong += wrong.spent
    spent.unknown += unknown.spent
  }
  const share = spent.unknown / spent.wrong
  assert.ok(share > 0.5 && share < 2, `${share}`)
})

test('After ten failures nobody signs in with that e-mail for a quarter of an hour, known or not.', async () => {
  const { email } = await registered()
  const [spelled, unknown] = [email.toUpperCase(), `${randomUUID()}@example.com`]
  for (const name of [email, unknown]) {
    for (let turn = 0; turn < 10; turn++) {
      const input = { email: turn % 2 === 0 ? name : name.toUpperCase(), password: `guess ${turn}` }
      await assert.rejects(visitor.signIn(input), (error) => hasReason(error, 'wrong_credentials'))
    }
    pass(60)
    await assert.rejects(visitor.signIn({ email: name, password }), (error) => {
      assert.ok(hasReason(error, 'too_many_requests'))
      assert.equal((error as SoukError).retryAfter, 840)
      return true
    })
  }
  const other = await registered()
  assert.equal((await visitor.signIn({ email: other.email, password })).user.id, other.id)
  pass(841)
  assert.equal((await visitor.signIn({ email: spelled, password })).user.email, email)
})

test('Many guesses at once are counted like guesses one after another.', async () => {
  const { email } = await registered()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 30 }, (_, turn) => visitor.signIn({ email, password: `guess ${turn}` })),
  )
  const reasons = outcomes.map((outcome) =>
    outcome.status === 'rejected' ? (outcome.reason as SoukError).reason : 'in',
  )
  assert.equal(reasons.filter((reason) => reason === 'wrong_credentials').length, 10)
  assert.equal(reasons.filter((reason) => reason === 'too_many_requests').length, 20)
})

test('The right password clears the count, and many right ones at once all get in.', async () => {
  const { email } = await registered()
  for (let round = 0; round < 2; round++) {
    for (let turn = 0; turn < 9; turn++) await visitor.signIn({ email, password: 'wrong' }).catch(() => {})
    await visitor.signIn({ email, password })
  }
  await Promise.all(Array.from({ length: 15 }, () => visitor.signIn({ email, password })))
})

test('A session speaks for its person while it lasts; its look is noted.', async () => {
  const { id, cookie, sessionId, client } = await signedIn()
  const identity = { userId: id, sessionId, role: 'customer', permissions: [] }
  assert.deepEqual(await gateway.checkSession({ sessionId }), identity)
  assert.deepEqual(await gateway.readCookie({ cookie }), identity)
  pass(600)
  await gateway.checkSession({ sessionId })
  const { items } = await client.listSessions({})
  assert.deepEqual(items, [
    {
      id: sessionId,
      createdAt: new Date(now.getTime() - 600_000).toISOString(),
      lastSeenAt: now.toISOString(),
      address: browserAddress,
      current: true,
    },
  ])
  pass(30 * 24 * 3_600)
  await assert.rejects(gateway.checkSession({ sessionId }), isOver)
  await assert.rejects(gateway.readCookie({ cookie }), isOver)
  await assert.rejects(visitor.renewSession({}, { session: cookie }), isEnded)
  assert.deepEqual((await client.listSessions({})).items, [])
  await shop.drain()
  assert.equal(await db.maybe(sql`select from sessions where id = ${sessionId}`), undefined)
})

test('Renewing gives a new access token and lets the session last for another thirty days.', async () => {
  const { id, cookie, sessionId, caller } = await signedIn()
  pass(20 * 24 * 3_600)
  const renewed = await browse(shop, 'renewSession', { cookie })
  assert.deepEqual([renewed.status, renewed.cookie, renewed.body.user.id], [201, cookie, id])
  pass(20 * 24 * 3_600)
  assert.equal((await gateway.checkSession({ sessionId })).userId, id)
  assert.equal((await browse(shop, 'renewSession', { caller })).body.reason, 'session_ended', 'a token renews nothing')
  await assert.rejects(visitor.renewSession({}), isEnded)
  await assert.rejects(visitor.renewSession({}, { session: 'nonsense' }), isEnded)
  await assert.rejects(gateway.readCookie({ cookie: 'nonsense' }), isOver)
})

test('Signing out ends the session at once for every way in, and takes the cookie back.', async () => {
  const { cookie, sessionId, caller, email } = await signedIn()
  const second = await browse(shop, 'signIn', { body: { email, password } })
  const { status, setCookie } = await browse(shop, 'signOut', { caller, cookie })
  assert.deepEqual([status, setCookie], [204, 'souk_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax'])
  await assert.rejects(gateway.checkSession({ sessionId }), isOver)
  await assert.rejects(gateway.readCookie({ cookie }), isOver)
  await assert.rejects(visitor.renewSession({}, { session: cookie }), isEnded)
  assert.equal((await browse(shop, 'renewSession', { caller })).body.reason, 'session_ended')
  assert.equal((await browse(shop, 'signOut', { caller, cookie })).status, 204)
  await gateway.readCookie({ cookie: second.cookie })
})

test('A person ends another session of theirs, never one of somebody else.', async () => {
  const [ann, bob] = [await signedIn(), await signedIn()]
  const second = await browse(shop, 'signIn', { body: { email: ann.email, password } })
  const other = await gateway.readCookie({ cookie: second.cookie })
  await assert.rejects(bob.client.revokeSession({ id: ann.sessionId }), isOver)
  await browse(shop, 'signOut', { caller: bob.caller, cookie: ann.cookie })
  await ann.client.revokeSession({ id: other.sessionId })
  await assert.rejects(gateway.readCookie({ cookie: second.cookie }), isOver)
  assert.equal((await gateway.checkSession({ sessionId: ann.sessionId })).userId, ann.id)
  const { items } = await ann.client.listSessions({})
  assert.deepEqual(
    items.map(({ id }) => id),
    [ann.sessionId],
  )
})
