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
let db: Database

before(async () => {
  shop = await startTestShop({ services: [service], now: () => now })
  visitor = shop.client(user, anonymous)
  db = shop.databases.get('user') as Database
})
after(() => shop.close())

const day = 24 * 3_600
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000)
}

const newcomer = () => ({ email: `${randomUUID()}@example.com`, password: 'a long secret', name: 'Ann' })

async function toldOf(email: string) {
  const told = await shop.published(user, 'user.verification-requested.v1')
  return told.filter((one) => one.email === email)
}

async function registered() {
  const input = newcomer()
  const { id } = await visitor.register(input)
  const token = (await toldOf(input.email))[0]?.token as string
  return { id, email: input.email, token, client: shop.client(user, asCustomer(id)) }
}

const isExpired = (error: unknown) => hasReason(error, 'link_expired')

test('A new customer is asked to verify their e-mail, with the account or not at all.', async () => {
  const input = newcomer()
  const key = randomUUID()
  await db.run(sql`
    alter table platform.feed add constraint closed check (type <> 'user.verification-requested.v1') not valid`)
  await assert.rejects(visitor.register(input, { key }), (error) => hasReason(error, 'internal'))
  await db.run(sql`alter table platform.feed drop constraint closed`)
  assert.deepEqual(await db.many(sql`select from users where email = ${input.email}`), [])
  const made = await visitor.register(input, { key })
  await visitor.register(input, { key })
  assert.equal(made.emailVerified, false)
  const [told, ...more] = await toldOf(input.email)
  assert.deepEqual({ ...told, token: '' }, { userId: made.id, email: input.email, name: 'Ann', token: '' })
  assert.match(told?.token ?? '', /^[\w-]{43}$/)
  assert.deepEqual(more, [])
})

test('Staff, whose e-mail somebody else named, are not asked, and can ask for the link themselves.', async () => {
  const input = newcomer()
  await shop.client(user, asService('gateway')).makeFirstStaff(input)
  assert.deepEqual(await toldOf(input.email), [])
  const { user: owner } = await visitor.signIn(input)
  await shop.client(user, asCustomer(owner.id)).requestVerification({})
  const [told] = await toldOf(input.email)
  await visitor.verifyEmail({ token: told?.token ?? '' })
  assert.equal((await visitor.signIn(input)).user.emailVerified, true)
})

test('The link verifies the e-mail for seven days, and says the same when it is opened again.', async () => {
  const { client, token } = await registered()
  pass(7 * day - 1)
  for (let turn = 0; turn < 3; turn++)
    assert.equal((await browse(shop, 'verifyEmail', { params: { token } })).status, 204)
  const me = await client.getMe({})
  assert.equal(me.emailVerified, true)
  pass(1)
  await assert.rejects(visitor.verifyEmail({ token }), isExpired)
  assert.equal((await client.getMe({})).emailVerified, true)
  await shop.drain()
  assert.deepEqual(await db.many(sql`select from verifications where user_id = ${me.id}`), [])
})

test('Whoever asks again gets another link, and the one before still works.', async () => {
  const { email, client, token, id } = await registered()
  assert.equal((await browse(shop, 'requestVerification', { caller: asCustomer(id) })).status, 202)
  const tokens = (await toldOf(email)).map((one) => one.token)
  assert.equal(new Set(tokens).size, 2)
  await visitor.verifyEmail({ token })
  assert.equal((await client.getMe({})).emailVerified, true)
  for (const one of tokens) await visitor.verifyEmail({ token: one })
})

test('An e-mail gets three of these letters an hour, the one of the registration among them.', async () => {
  const { email, client } = await registered()
  for (let turn = 0; turn < 4; turn++) await client.requestVerification({})
  assert.equal((await toldOf(email)).length, 3)
  pass(3_600)
  await client.requestVerification({})
  assert.equal((await toldOf(email)).length, 4)
})

test('What is verified needs no letter, and who is gone is not found.', async () => {
  const { email, client, token } = await registered()
  await visitor.verifyEmail({ token })
  await client.requestVerification({})
  assert.equal((await toldOf(email)).length, 1)
  const stranger = shop.client(user, asCustomer())
  await assert.rejects(stranger.requestVerification({}), (error) => hasReason(error, 'not_found'))
})

test('A link does only what it is for, and one that was never given does nothing.', async () => {
  const { email, client, token } = await registered()
  await assert.rejects(visitor.resetPassword({ token, password: 'another long secret' }), isExpired)
  await visitor.requestPasswordReset({ email })
  const told = await shop.published(user, 'user.password-reset-requested.v1')
  const reset = told.find((one) => one.email === email)?.token ?? ''
  await assert.rejects(visitor.verifyEmail({ token: reset }), isExpired)
  await assert.rejects(visitor.verifyEmail({ token: 'a'.repeat(43) }), isExpired)
  assert.equal((await client.getMe({})).emailVerified, false)
})
