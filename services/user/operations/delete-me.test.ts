import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { user } from '@souk/contracts/user.ts'
import { anonymous, type Caller } from '@souk/platform/auth.ts'
import type { Client } from '@souk/platform/client.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asCustomer, asService, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import { browse } from '../browser.ts'
import service from '../service.ts'

let shop: TestShop
let visitor: Client<typeof user>
let gateway: Client<typeof user>
let db: Database

before(async () => {
  shop = await startTestShop({ services: [service] })
  visitor = shop.client(user, anonymous)
  gateway = shop.client(user, asService('gateway'))
  db = shop.databases.get('user') as Database
})
after(() => shop.close())

const password = 'a long secret'
const address = { name: 'Ann Dee', line1: '1 High Street', city: 'Bristol', postcode: 'BS1 1AA', country: 'GB' }

async function signedIn() {
  const email = `${randomUUID()}@example.com`
  const { id } = await visitor.register({ email, password, name: 'Ann' }, { key: email })
  const { cookie } = await browse(shop, 'signIn', { body: { email, password } })
  const { sessionId } = await gateway.readCookie({ cookie })
  const caller: Caller = { kind: 'customer', userId: id, sessionId }
  return { id, email, cookie, sessionId, caller, client: shop.client(user, caller) }
}

async function toldOf(id: string) {
  return (await shop.published(user, 'user.deleted.v1')).filter(({ userId }) => userId === id)
}

/** How many rows know the account in some way; events apart, which nobody takes back. */
async function rowsOf(id: string, email: string) {
  const { rows } = await db.one(sql<{ rows: number }>`
    select (select count(*) from users where id = ${id}) + (select count(*) from accounts where user_id = ${id})
      + (select count(*) from sessions where user_id = ${id}) + (select count(*) from addresses where user_id = ${id})
      + (select count(*) from verifications where user_id = ${id})
      + (select count(*) from sign_in_failures where email = ${email})
      + (select count(*) from platform.idempotency_keys where caller = ${`user:${id}`}) as rows`)
  return rows
}

test('An account is deleted with all that belongs to it, its session and cookie end, and followers hear of it.', async () => {
  const { id, email, cookie, sessionId, caller, client } = await signedIn()
  await client.addAddress({ address }, { key: randomUUID() })
  await visitor.requestPasswordReset({ email })
  await visitor.signIn({ email, password: 'wrong' }).catch(() => {})
  const { status, setCookie } = await browse(shop, 'deleteMe', { caller, cookie, body: { password } })
  assert.deepEqual([status, setCookie], [204, 'souk_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax'])
  assert.equal(await rowsOf(id, email), 0)
  assert.deepEqual(await toldOf(id), [{ userId: id }])
  const isOver = (error: unknown) => hasReason(error, 'not_found')
  await assert.rejects(gateway.checkSession({ sessionId }), isOver)
  await assert.rejects(gateway.readCookie({ cookie }), isOver)
  await assert.rejects(client.getMe({}), isOver)
  await assert.rejects(visitor.signIn({ email, password }), (error) => hasReason(error, 'wrong_credentials'))
})

test('A wrong password deletes nothing.', async () => {
  const { id, cookie, caller, client } = await signedIn()
  const { status, body, setCookie } = await browse(shop, 'deleteMe', { caller, body: { password: 'a wrong secret' } })
  assert.deepEqual([status, body.reason, setCookie], [422, 'wrong_credentials', ''])
  assert.equal((await client.getMe({})).id, id)
  await gateway.readCookie({ cookie })
  assert.deepEqual(await toldOf(id), [])
})

test('An account whose end cannot be told stays whole.', async () => {
  const { id, client, cookie } = await signedIn()
  await client.addAddress({ address })
  await db.run(sql`alter table platform.feed add constraint closed check (type <> 'user.deleted.v1') not valid`)
  await assert.rejects(client.deleteMe({ password }), (error) => hasReason(error, 'internal'))
  await db.run(sql`alter table platform.feed drop constraint closed`)
  assert.equal((await gateway.readCookie({ cookie })).userId, id)
  assert.equal((await client.listAddresses({})).items.length, 1)
})

test('Repeated, one after another and at once, it is told once and answers the same.', async () => {
  const { id, client } = await signedIn()
  await Promise.allSettled(Array.from({ length: 4 }, () => client.deleteMe({ password })))
  await client.deleteMe({ password })
  assert.deepEqual(await toldOf(id), [{ userId: id }])
})

test('The e-mail can register anew: another account, which knows nothing of the first, under the same key too.', async () => {
  const { id, email, client } = await signedIn()
  await client.addAddress({ address })
  await visitor.requestPasswordReset({ email })
  const [reset] = (await shop.published(user, 'user.password-reset-requested.v1')).filter((one) => one.email === email)
  await client.deleteMe({ password })
  const made = await visitor.register({ email, password, name: 'Ann' }, { key: email })
  assert.notEqual(made.id, id)
  const anew = shop.client(user, asCustomer(made.id))
  assert.deepEqual((await anew.listAddresses({})).items, [])
  const late = visitor.resetPassword({ token: reset?.token ?? '', password: 'another long secret' })
  await assert.rejects(late, (error) => hasReason(error, 'link_expired'))
  await visitor.signIn({ email, password })
})

test('Registering anew again and again sends three letters an hour at most.', async () => {
  const email = `${randomUUID()}@example.com`
  for (let turn = 0; turn < 5; turn++) {
    const { id } = await visitor.register({ email, password, name: 'Ann' })
    await shop.client(user, asCustomer(id)).deleteMe({ password })
  }
  const told = await shop.published(user, 'user.verification-requested.v1')
  assert.equal(told.filter((one) => one.email === email).length, 3)
})

test('A staff account is not deleted by its owner, whatever its access token says.', async () => {
  const staff = { email: `${randomUUID()}@example.com`, password, name: 'Olga' }
  await gateway.makeFirstStaff(staff)
  const { user: owner } = await visitor.signIn(staff)
  for (const caller of [
    asCustomer(owner.id),
    { kind: 'staff', userId: owner.id, sessionId: randomUUID(), permissions: ['*'] } satisfies Caller,
  ]) {
    const { status, body } = await browse(shop, 'deleteMe', { caller, body: { password } })
    assert.deepEqual([status, body.reason], [409, 'staff_account'])
  }
  assert.equal((await visitor.signIn(staff)).user.id, owner.id)
})

test('Deleting, signing in and asking for links at the same instant end in a whole account or none.', async () => {
  for (let turn = 0; turn < 5; turn++) {
    const { id, email, client } = await signedIn()
    const outcomes = await Promise.allSettled([
      visitor.signIn({ email, password }),
      client.deleteMe({ password }),
      visitor.requestPasswordReset({ email }),
      client.requestVerification({}),
      client.addAddress({ address }),
      visitor.signIn({ email, password }),
    ])
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        assert.ok(hasReason(outcome.reason, 'wrong_credentials', 'not_found'), outcome.reason)
    assert.equal(await rowsOf(id, 'nobody@example.com'), 0)
    assert.equal((await toldOf(id)).length, 1)
  }
})
