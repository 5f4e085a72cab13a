import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { user } from '@souk/contracts/user.ts'
import { anonymous } from '@souk/platform/auth.ts'
import type { Client } from '@souk/platform/client.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { hasReason, type SoukError } from '@souk/platform/errors.ts'
import { asCustomer, asStaff, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import service from '../service.ts'

let shop: TestShop
let visitor: Client<typeof user>
let db: Database

before(async () => {
  shop = await startTestShop({ services: [service] })
  visitor = shop.client(user, anonymous)
  db = shop.databases.get('user') as Database
})
after(() => shop.close())

const newcomer = () => ({ email: `${randomUUID()}@example.com`, password: 'a long secret', name: 'Ann' })

async function accountsWith(email: string) {
  const { users, accounts } = await db.one(sql<{ users: number; accounts: number }>`
    select count(distinct u.id) as users, count(a.id) as accounts
    from users u left join accounts a on a.user_id = u.id where lower(u.email) = lower(${email})`)
  return [users, accounts]
}

test('A new customer has no permissions, and followers hear of the account with it.', async () => {
  const input = newcomer()
  const made = await visitor.register(input)
  assert.deepEqual([made.role, made.permissions, made.email, made.name], ['customer', [], input.email, 'Ann'])
  assert.match(made.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  assert.deepEqual(await shop.client(user, asCustomer(made.id)).getMe({}), made)
  const told = await shop.published(user, 'user.registered.v1')
  assert.deepEqual(
    told.filter(({ userId }) => userId === made.id),
    [{ userId: made.id, email: input.email, name: 'Ann' }],
  )
})

test('An account whose event cannot be told is not made.', async () => {
  const input = newcomer()
  await db.run(sql`alter table platform.feed add constraint closed check (type <> 'user.registered.v1') not valid`)
  await assert.rejects(visitor.register(input), (error) => hasReason(error, 'internal'))
  await db.run(sql`alter table platform.feed drop constraint closed`)
  assert.deepEqual(await accountsWith(input.email), [0, 0])
})

test('An e-mail that is taken is taken in every spelling.', async () => {
  const input = newcomer()
  await visitor.register(input)
  await assert.rejects(visitor.register(input), (error) => hasReason(error, 'email_taken'))
  const shouted = { ...input, email: input.email.toUpperCase() }
  await assert.rejects(visitor.register(shouted), (error) => hasReason(error, 'email_taken'))
  assert.equal((await visitor.signIn({ ...shouted })).user.email, input.email)
})

test('Many registrations of one e-mail at the same instant make one account.', async () => {
  const input = newcomer()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, (_, index) =>
      visitor.register({ ...input, email: index % 2 === 0 ? input.email : input.email.toUpperCase() }),
    ),
  )
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const outcome of outcomes) if (outcome.status === 'rejected') assert.ok(hasReason(outcome.reason, 'email_taken'))
  assert.deepEqual(await accountsWith(input.email), [1, 1])
  const told = await shop.published(user, 'user.registered.v1')
  assert.equal(told.filter(({ email }) => email === input.email).length, 1)
})

test('The same request with the same key answers the same user, one after another and at once.', async () => {
  const input = newcomer()
  const key = randomUUID()
  const made = await Promise.all(Array.from({ length: 5 }, () => visitor.register(input, { key })))
  made.push(await visitor.register(input, { key }))
  assert.equal(new Set(made.map(({ id }) => id)).size, 1)
  assert.deepEqual(await accountsWith(input.email), [1, 1])
})

test('A key that comes with other input is refused, be it another e-mail, name or password.', async () => {
  const input = newcomer()
  const key = randomUUID()
  await visitor.register(input, { key })
  for (const other of [newcomer(), { ...input, name: 'Bob' }, { ...input, password: 'another secret' }])
    await assert.rejects(visitor.register(other, { key }), (error) => hasReason(error, 'key_reused'))
  await assert.rejects(visitor.register(input, { key: randomUUID() }), (error) => hasReason(error, 'email_taken'))
})

test('Two requests with one key and different e-mails at once make one account.', async () => {
  const key = randomUUID()
  const outcomes = await Promise.allSettled([
    visitor.register(newcomer(), { key }),
    visitor.register(newcomer(), { key }),
  ])
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  assert.deepEqual(
    refused.map(({ reason }) => (reason as SoukError).reason),
    ['key_reused'],
  )
})

/** Ends all connections of the database but the one that it comes by. */
function dropConnections() {
  const dropped = db.run(sql`
    select pg_terminate_backend(pid, 1000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`)
  // May itself get one that was dropped a moment ago.
  return dropped.catch(() => {})
}

/** Resolves when the pool has found out which of its connections are gone. */
async function reconnected() {
  const looks = await Promise.allSettled(Array.from({ length: 8 }, () => db.run(sql`select 1`)))
  if (looks.some(({ status }) => status === 'rejected')) await reconnected()
}

test('Registrations while the database drops its connections make whole accounts or none.', async () => {
  const inputs = Array.from({ length: 12 }, newcomer)
  const outcomes = Promise.allSettled(inputs.map((input) => visitor.register(input, { key: input.email })))
  for (let turn = 0; turn < 10; turn++) {
    await dropConnections()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  for (const outcome of await outcomes)
    if (outcome.status === 'rejected') assert.ok(hasReason(outcome.reason, 'unavailable'), outcome.reason)
  await reconnected()
  const made = await Promise.all(inputs.map((input) => visitor.register(input, { key: input.email })))
  const told = (await shop.published(user, 'user.registered.v1')).map(({ userId }) => userId)
  for (const { id, email } of made) {
    assert.deepEqual(await accountsWith(email), [1, 1])
    assert.equal(told.filter((userId) => userId === id).length, 1)
  }
})

test('A person changes their own name, and what is no account is not found.', async () => {
  const { id } = await visitor.register(newcomer())
  const me = shop.client(user, asCustomer(id))
  assert.equal((await me.updateMe({ name: 'Ann Other' })).name, 'Ann Other')
  assert.equal((await me.updateMe({})).name, 'Ann Other')
  const stranger = shop.client(user, asCustomer())
  await assert.rejects(stranger.getMe({}), (error) => hasReason(error, 'not_found'))
  await assert.rejects(stranger.updateMe({ name: 'X' }), (error) => hasReason(error, 'not_found'))
})

test('Staff page through accounts, newest first, by a part of the name or e-mail; customers cannot.', async () => {
  const mark = `p_${randomUUID().slice(0, 8)}%`
  for (let turn = 0; turn < 5; turn++) await visitor.register({ ...newcomer(), name: `${mark.toUpperCase()} ${turn}` })
  const keeper = shop.client(user, asStaff('users'))
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await keeper.listUsers({
      q: mark,
      role: 'customer',
      limit: 2,
      ...(cursor === undefined ? {} : { cursor }),
    })
    assert.ok(page.items.length <= 2)
    seen.push(...page.items.map(({ name }) => name.slice(-1)))
    cursor = page.nextCursor
  } while (cursor !== undefined)
  assert.deepEqual(seen, ['4', '3', '2', '1', '0'])
  assert.deepEqual((await keeper.listUsers({ q: mark, role: 'staff' })).items, [])
  assert.deepEqual((await keeper.listUsers({ q: mark.replace('%', 'x') })).items, [])
  await assert.rejects(keeper.listUsers({ cursor: 'nonsense' }), (error) => hasReason(error, 'invalid_input'))
  const customer = shop.client(user, asCustomer())
  await assert.rejects(customer.listUsers({}), (error) => hasReason(error, 'not_allowed'))
})
