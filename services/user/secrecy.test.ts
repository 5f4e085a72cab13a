import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { user } from '@souk/contracts/user.ts'
import { anonymous, type Caller } from '@souk/platform/auth.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asService, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { browse } from './browser.ts'
import service from './service.ts'
import { openSigningKey } from './signing-key.ts'

const secret = 'the secret of this test'
let now = new Date('2026-01-01T10:00:00Z')
let shop: TestShop
let db: Database

before(async () => {
  shop = await startTestShop({
    services: [service],
    now: () => now,
    environment: { SOUK_SECURE_COOKIES: '1', SOUK_SECRET: secret },
  })
  db = shop.databases.get('user') as Database
})
after(() => shop.close())

const email = 'owner@example.com'
const ownersPassword = 'the secret of the owner'

test('Who took the e-mail of the first staff before loses the account to whoever runs the shop.', async () => {
  const visitor = shop.client(user, anonymous)
  const gateway = shop.client(user, asService('gateway'))
  const { id } = await visitor.register({ email, password: 'a long secret', name: 'Squatter' })
  const { accessToken } = await visitor.signIn({ email, password: 'a long secret' })
  assert.ok(accessToken)
  const outcomes = await Promise.all(
    Array.from({ length: 3 }, () => gateway.makeFirstStaff({ email, password: ownersPassword, name: 'Olga' })),
  )
  assert.deepEqual(outcomes.map(({ made }) => made).sort(), [false, false, true])
  await assert.rejects(visitor.signIn({ email, password: 'a long secret' }), (error) =>
    hasReason(error, 'wrong_credentials'),
  )
  const { user: owner } = await visitor.signIn({ email, password: ownersPassword })
  assert.deepEqual([owner.id, owner.role, owner.permissions], [id, 'staff', ['*']])
  const sessions = shop.client(user, { kind: 'staff', userId: id, sessionId: randomUUID(), permissions: ['*'] })
  assert.equal((await sessions.listSessions({})).items.length, 1)
})

/** What the events bring to the letters of this e-mail, oldest first. */
async function linkTokens(email: string) {
  const rows = await db.many(sql<{ token: string }>`
    select data->>'token' as token from platform.feed where data->>'email' = ${email} and data ? 'token'
    order by position`)
  return rows.map(({ token }) => token)
}

test('No answer, header or event holds a password, a hash, a digest or a cookie, but the one that sets it.', async () => {
  const said: { operation: string; text: string }[] = []
  let setCookies = ''
  async function call(
    operation: keyof (typeof user)['operations'],
    params: Record<string, string>,
    caller: Caller,
    body: object = {},
    cookie?: string,
  ) {
    const answer = await browse(shop, operation, { params, caller, body, ...(cookie === undefined ? {} : { cookie }) })
    said.push({ operation, text: answer.text })
    setCookies += answer.setCookie
    return answer
  }
  const annsPassword = 'a very long secret'
  const ann = { email: 'ann@example.com', password: annsPassword, name: 'Ann' }
  const staff: Caller = asService('gateway')
  const { body: made } = await call('register', {}, anonymous, ann)
  await call('register', {}, anonymous, ann)
  await call('signIn', {}, anonymous, { ...ann, password: 'a wrong secret' })
  const { cookie, setCookie } = await call('signIn', {}, anonymous, ann)
  assert.match(setCookie, /; Secure$/)
  const { body: identity } = await call('readCookie', {}, staff, { cookie })
  const caller: Caller = { kind: 'customer', userId: made.id, sessionId: identity.sessionId }
  await call('renewSession', {}, anonymous, {}, cookie)
  await call('checkSession', { sessionId: identity.sessionId }, staff)
  await call('listSessions', {}, caller)
  await call('getMe', {}, caller)
  await call('updateMe', {}, caller, { name: 'Ann B' })
  const address = { name: 'Ann', line1: '1 High Street', city: 'Bristol', postcode: 'BS1 1AA', country: 'GB' }
  const { body: saved } = await call('addAddress', {}, caller, { address })
  await call('changeAddress', { id: saved.id }, caller, { address })
  await call('listAddresses', {}, caller)
  await call('removeAddress', { id: saved.id }, caller)
  const { body: first } = await call('signIn', {}, anonymous, { email, password: ownersPassword })
  const owner: Caller = { kind: 'staff', userId: first.user.id, sessionId: randomUUID(), permissions: ['*'] }
  await call('makeFirstStaff', {}, staff, ann)
  const { body: clerk } = await call('addStaff', {}, owner, {
    ...ann,
    email: 'sam@example.com',
    permissions: ['orders'],
  })
  await call('setPermissions', { id: clerk.id }, owner, { permissions: ['stock'] })
  await call('listUsers', {}, owner)
  await call('getKeys', {}, anonymous)
  await call('requestVerification', {}, caller)
  await call('requestPasswordReset', {}, anonymous, { email: ann.email })
  const kept = await db.many(sql<{ text: string }>`
    select password as text from accounts union all select token from sessions union all select sealed_private_key from signing_keys
    union all select value from verifications`)
  const tokens = await linkTokens(ann.email)
  const events = await db.many(sql`select subject, data from platform.feed`)
  said.push({ operation: 'events', text: JSON.stringify(events) })
  await call('revokeSession', { id: randomUUID() }, caller)
  await call('changePassword', {}, caller, { current: annsPassword, password: annsPassword })
  await call('verifyEmail', { token: tokens[0] as string }, anonymous)
  await call('requestPasswordReset', {}, anonymous, { email: ann.email })
  const reset = (await linkTokens(ann.email)).at(-1) as string
  await call('resetPassword', { token: reset }, anonymous, { password: annsPassword })
  await call('signOut', {}, caller, {}, cookie)
  await call('deleteMe', {}, caller, { password: annsPassword })

  assert.deepEqual(
    [...new Set(said.map(({ operation }) => operation))].sort(),
    [...Object.keys(user.operations), 'events'].sort(),
  )
  for (const { operation, text } of said)
    for (const hidden of [
      'password',
      'argon2',
      secret,
      'a wrong secret',
      ownersPassword,
      cookie,
      ...kept.map((row) => row.text),
    ])
      assert.ok(!text.includes(hidden), `${operation} tells '${hidden}'`)
  for (const { text } of kept) assert.ok(!setCookies.includes(text))
  for (const { operation, text } of said)
    if (operation !== 'events')
      for (const token of [...tokens, reset]) assert.ok(!text.includes(token), `${operation} tells a link's token`)
})

test('The database holds neither a password nor the value of a cookie, of a link its events alone, and failures are forgotten in time.', async () => {
  const visitor = shop.client(user, anonymous)
  const email = 'bob@example.com'
  const password = 'the secret of Bob'
  await visitor.register({ email, password, name: 'Bob' }, { key: 'once' })
  const { cookie } = await browse(shop, 'signIn', { body: { email, password } })
  await visitor.signIn({ email, password: 'a wrong secret' }).catch(() => {})
  await visitor.requestPasswordReset({ email })
  const { all } = await db.one(sql<{ all: string }>`
    select concat((select jsonb_agg(u) from users u), (select jsonb_agg(a) from accounts a), (select jsonb_agg(s) from sessions s),
      (select jsonb_agg(f) from sign_in_failures f), (select jsonb_agg(f) from platform.feed f)) as all`)
  assert.ok(all.includes(email) && all.includes('$argon2id$'))
  for (const hidden of [cookie, password, 'a wrong secret']) assert.ok(!all.includes(hidden))
  const { links } = await db.one(sql<{ links: string }>`
    select concat((select jsonb_agg(v) from verifications v), (select jsonb_agg(r) from link_requests r)) as links`)
  const tokens = await linkTokens(email)
  assert.equal(tokens.length, 2)
  for (const token of tokens) assert.ok(!links.includes(token))
  now = new Date(now.getTime() + 901_000)
  await shop.drain()
  assert.deepEqual(await db.many(sql`select from sign_in_failures`), [])
})

test('Replicas that start at once sign with one key; a new secret brings a new one, and both verify meanwhile.', async () => {
  const visitor = shop.client(user, anonymous)
  await db.run(sql`delete from signing_keys`)
  const identity = { userId: randomUUID(), sessionId: randomUUID(), role: 'customer' as const, permissions: [] }
  const tokenOf = async (withSecret: string) =>
    (await (await openSigningKey(db, withSecret)).sign(identity, now)).accessToken
  const tokens = await Promise.all(Array.from({ length: 6 }, () => tokenOf(secret)))
  assert.equal(new Set(tokens.map((token) => decodeProtectedHeader(token).kid)).size, 1)
  assert.equal((await visitor.getKeys({})).keys.length, 1)
  const rotated = await tokenOf('another secret')
  const known = await visitor.getKeys({})
  assert.equal(known.keys.length, 2)
  const keys = createLocalJWKSet(known as Parameters<typeof createLocalJWKSet>[0])
  for (const token of [tokens[0] as string, rotated]) await jwtVerify(token, keys, { issuer: 'souk', currentDate: now })
  const sealed = await db.many(sql<{ text: string }>`select k::text as text from signing_keys k`)
  for (const { text } of sealed) assert.doesNotMatch(text, /"?d"?:/)
})
