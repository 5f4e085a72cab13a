import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { user } from '@souk/contracts/user.ts'
import { anonymous } from '@souk/platform/auth.ts'
import type { Client } from '@souk/platform/client.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asCustomer, asService, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import { browse } from '../browser.ts'
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

const [password, another] = ['a long secret', 'another long secret']
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000)
}

async function registered() {
  const email = `${randomUUID()}@example.com`
  const { id } = await visitor.register({ email, password, name: 'Ann' })
  return { id, email }
}

async function toldOf(email: string) {
  const told = await shop.published(user, 'user.password-reset-requested.v1')
  return told.filter((one) => one.email === email)
}

async function resetToken(email: string) {
  await visitor.requestPasswordReset({ email })
  return (await toldOf(email)).at(-1)?.token as string
}

const isExpired = (error: unknown) => hasReason(error, 'link_expired')
const isWrong = (error: unknown) => hasReason(error, 'wrong_credentials')
const isOver = (error: unknown) => hasReason(error, 'not_found')

test('A link resets the password once, ends every session and shows that the e-mail is read.', async () => {
  const { id, email } = await registered()
  const { cookie } = await browse(shop, 'signIn', { body: { email, password } })
  const token = await resetToken(email)
  assert.match(token, /^[\w-]{43}$/)
  assert.deepEqual(await toldOf(email), [{ userId: id, email, name: 'Ann', token }])
  assert.equal((await browse(shop, 'resetPassword', { params: { token }, body: { password: another } })).status, 204)
  await assert.rejects(gateway.readCookie({ cookie }), isOver)
  await assert.rejects(visitor.signIn({ email, password }), isWrong)
  const { user: signedIn } = await visitor.signIn({ email, password: another })
  assert.deepEqual([signedIn.id, signedIn.emailVerified], [id, true])
  await assert.rejects(visitor.resetPassword({ token, password: 'a third secret' }), isExpired)
  await visitor.signIn({ email, password: another })
})

test('The answer is the same with and without an account, in every spelling, and without one nothing is told.', async () => {
  const { email } = await registered()
  const unknown = `${randomUUID()}@example.com`
  const answers = await Promise.all(
    [email.toUpperCase(), unknown].map((one) => browse(shop, 'requestPasswordReset', { body: { email: one } })),
  )
  assert.deepEqual(answers[0], answers[1])
  assert.equal(answers[0]?.status, 202)
  assert.equal((await toldOf(email)).length, 1)
  assert.deepEqual(await toldOf(unknown), [])
  const { count } = await db.one(sql<{ count: number }>`
    select count(*) from link_requests where purpose = 'reset-password' and email in (${email}, ${unknown})`)
  assert.equal(count, 2, 'both take the same steps')
})

test('An e-mail gets three letters an hour, however many are asked for at once, and the answer stays the same.', async () => {
  const { email } = await registered()
  const ask = () => browse(shop, 'requestPasswordReset', { body: { email } })
  const answers = await Promise.all(Array.from({ length: 12 }, ask))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [202])
  assert.equal((await toldOf(email)).length, 3)
  pass(3_599)
  await ask()
  assert.equal((await toldOf(email)).length, 3)
  pass(1)
  await ask()
  assert.equal((await toldOf(email)).length, 4)
})

test('Only the newest link works, also when they were asked for at once.', async () => {
  const { email } = await registered()
  await Promise.all([visitor.requestPasswordReset({ email }), visitor.requestPasswordReset({ email })])
  const newest = await resetToken(email)
  const tokens = (await toldOf(email)).map(({ token }) => token)
  assert.equal(new Set(tokens).size, 3)
  for (const token of tokens)
    if (token !== newest) await assert.rejects(visitor.resetPassword({ token, password: another }), isExpired)
  const { count } = await db.one(sql<{ count: number }>`
    select count(*) from verifications v join users u on u.id = v.user_id
    where u.email = ${email} and v.identifier = 'reset-password'`)
  assert.equal(count, 1)
  await visitor.resetPassword({ token: newest, password: another })
})

test('A link works for an hour, and one that was never given does not.', async () => {
  const { email } = await registered()
  const token = await resetToken(email)
  pass(3_600)
  await assert.rejects(visitor.resetPassword({ token, password: another }), isExpired)
  await assert.rejects(visitor.resetPassword({ token: 'a'.repeat(43), password: another }), isExpired)
  await assert.rejects(visitor.resetPassword({ token: 'short', password: another }), (error) =>
    hasReason(error, 'invalid_input'),
  )
  await visitor.signIn({ email, password })
  await shop.drain()
  assert.deepEqual(await db.many(sql`select from verifications where identifier = 'reset-password'`), [])
  assert.deepEqual(await db.many(sql`select from link_requests where email = ${email}`), [])
})

test('One link used many times at once sets one password.', async () => {
  const { email } = await registered()
  const token = await resetToken(email)
  const wanted = Array.from({ length: 6 }, (_, turn) => `the new secret ${turn}`)
  const outcomes = await Promise.allSettled(wanted.map((one) => visitor.resetPassword({ token, password: one })))
  const winners = wanted.filter((_, turn) => outcomes[turn]?.status === 'fulfilled')
  assert.equal(winners.length, 1)
  for (const outcome of outcomes) if (outcome.status === 'rejected') assert.ok(isExpired(outcome.reason))
  await visitor.signIn({ email, password: winners[0] as string })
})

test('A reset opens an e-mail that failures had closed.', async () => {
  const { email } = await registered()
  for (let turn = 0; turn < 10; turn++) await assert.rejects(visitor.signIn({ email, password: 'wrong' }), isWrong)
  await assert.rejects(visitor.signIn({ email, password }), (error) => hasReason(error, 'too_many_requests'))
  await visitor.resetPassword({ token: await resetToken(email), password: another })
  await visitor.signIn({ email, password: another })
})

test('No session that began with the old password outlives a reset, also when both come at once.', async () => {
  const { id, email } = await registered()
  const token = await resetToken(email)
  const signIns = Array.from({ length: 10 }, () => visitor.signIn({ email, password }))
  const outcomes = Promise.allSettled(signIns)
  await Promise.race(signIns)
  await visitor.resetPassword({ token, password: another })
  for (const outcome of await outcomes) if (outcome.status === 'rejected') assert.ok(isWrong(outcome.reason))
  assert.deepEqual((await shop.client(user, asCustomer(id)).listSessions({})).items, [])
})
