import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type User, user } from '@souk/contracts/user.ts'
import { anonymous } from '@souk/platform/auth.ts'
import type { Client } from '@souk/platform/client.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asCustomer, asService, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import service from '../service.ts'

let shop: TestShop
let visitor: Client<typeof user>
let gateway: Client<typeof user>
let owner: User

const password = 'a long secret'
const newcomer = () => ({ email: `${randomUUID()}@example.com`, password, name: 'Sam' })

before(async () => {
  shop = await startTestShop({ services: [service] })
  visitor = shop.client(user, anonymous)
  gateway = shop.client(user, asService('gateway'))
})
after(() => shop.close())

/** Acts with the permissions that a token of before would still name. */
const as = ({ id }: User, permissions: readonly string[] = ['staff']) =>
  shop.client(user, { kind: 'staff', userId: id, sessionId: randomUUID(), permissions })

const isRefused = (error: unknown) => hasReason(error, 'not_allowed')

test('The first staff account is made once, also when replicas ask for it at once.', async () => {
  const input = { email: 'Owner@example.com', password, name: 'Olga' }
  const rivals = Array.from({ length: 4 }, () => ({ ...newcomer(), name: 'Rival' }))
  const outcomes = await Promise.all([...rivals, input, input].map((each) => gateway.makeFirstStaff(each)))
  assert.equal(outcomes.filter(({ made }) => made).length, 1)
  const email = outcomes.find(({ made }) => made)?.email as string
  assert.deepEqual([...new Set(outcomes.map((outcome) => outcome.email))], [email])
  assert.deepEqual(await gateway.makeFirstStaff(input), { made: false, email })
  owner = (await visitor.signIn({ email, password })).user
  assert.deepEqual([owner.role, owner.permissions], ['staff', ['*']])
  const { items } = await as(owner, ['*']).listUsers({ role: 'staff' })
  assert.deepEqual(items, [owner])
  await assert.rejects(visitor.makeFirstStaff(input), (error) => hasReason(error, 'not_allowed', 'not_signed_in'))
})

test('Staff get the permissions that they are made with; the same request with the same key makes one account.', async () => {
  const input = { ...newcomer(), permissions: ['orders', 'stock', 'orders'] } satisfies Parameters<
    typeof visitor.addStaff
  >[0]
  const key = randomUUID()
  const [made, again] = [await as(owner).addStaff(input, { key }), await as(owner).addStaff(input, { key })]
  assert.deepEqual([made.role, made.permissions], ['staff', ['orders', 'stock']])
  assert.deepEqual(again, made)
  const other = { ...input, permissions: ['orders'] } satisfies typeof input
  await assert.rejects(as(owner).addStaff(other, { key }), (error) => hasReason(error, 'key_reused'))
  await assert.rejects(as(owner).addStaff(input), (error) => hasReason(error, 'email_taken'))
  await assert.rejects(shop.client(user, asCustomer()).addStaff(input), isRefused)
})

test('Nobody hands out more than they hold now, whatever an old access token says.', async () => {
  const clerk = await as(owner).addStaff({ ...newcomer(), permissions: ['staff', 'orders'] })
  const helper = await as(clerk).addStaff({ ...newcomer(), permissions: ['orders'] })
  assert.deepEqual(helper.permissions, ['orders'])
  await assert.rejects(as(clerk, ['*']).addStaff({ ...newcomer(), permissions: ['*'] }), isRefused)
  await assert.rejects(as(clerk, ['*']).setPermissions({ id: clerk.id, permissions: ['*'] }), isRefused)
  await assert.rejects(as(clerk, ['*']).setPermissions({ id: owner.id, permissions: [] }), isRefused)
  const customer = await visitor.register(newcomer())
  await assert.rejects(as(customer, ['*']).addStaff({ ...newcomer(), permissions: [] }), isRefused)
})

test('A change of permissions shows at once in the sessions that are open.', async () => {
  const input = { ...newcomer(), permissions: ['orders', 'staff'] } satisfies Parameters<typeof visitor.addStaff>[0]
  const clerk = await as(owner).addStaff(input)
  await visitor.signIn(input)
  const { items } = await as(clerk).listSessions({})
  const sessionId = items[0]?.id as string
  assert.deepEqual((await gateway.checkSession({ sessionId })).permissions, ['orders', 'staff'])
  const changed = await as(owner).setPermissions({ id: clerk.id, permissions: ['stock'] })
  assert.deepEqual(changed, { ...clerk, permissions: ['stock'] })
  assert.deepEqual((await gateway.checkSession({ sessionId })).permissions, ['stock'])
})

test('The last account with every permission keeps them, also when two take them from each other at once.', async () => {
  await assert.rejects(as(owner).setPermissions({ id: owner.id, permissions: ['staff'] }), isRefused)
  const second = await as(owner).addStaff({ ...newcomer(), permissions: ['*'] })
  const outcomes = await Promise.allSettled([
    as(owner).setPermissions({ id: second.id, permissions: ['staff'] }),
    as(second).setPermissions({ id: owner.id, permissions: ['staff'] }),
    as(owner).setPermissions({ id: owner.id, permissions: ['staff'] }),
  ])
  const left = (await as(owner, ['users']).listUsers({ role: 'staff', limit: 100 })).items.filter(({ permissions }) =>
    permissions.includes('*'),
  )
  assert.equal(left.length, 1)
  assert.ok(outcomes.some(({ status }) => status === 'rejected'))
  const [keeper] = left as [User]
  await as(keeper).setPermissions({ id: owner.id, permissions: ['*'] })
})

test('Permissions are set for staff only.', async () => {
  const customer = await visitor.register(newcomer())
  for (const id of [customer.id, randomUUID()])
    await assert.rejects(as(owner).setPermissions({ id, permissions: ['orders'] }), (error) =>
      hasReason(error, 'not_found'),
    )
})
