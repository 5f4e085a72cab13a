import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { user } from '@souk/contracts/user.ts'
import { anonymous } from '@souk/platform/auth.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asCustomer, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import service from '../service.ts'

let shop: TestShop

before(async () => {
  shop = await startTestShop({ services: [service] })
})
after(() => shop.close())

const address = { name: 'Ann', line1: '1 High Street', city: 'Bristol', postcode: 'BS1 1AA', country: 'GB' }

async function customer() {
  const email = `${randomUUID()}@example.com`
  const { id } = await shop.client(user, anonymous).register({ email, password: 'a long secret', name: 'Ann' })
  return shop.client(user, asCustomer(id))
}

test('A person keeps, changes and removes addresses.', async () => {
  const ann = await customer()
  const home = await ann.addAddress({ address })
  assert.deepEqual({ ...home, id: '' }, { id: '', isDefault: false, address })
  const moved = { ...address, line1: '2 High Street', line2: 'Flat 3' }
  assert.deepEqual(await ann.changeAddress({ id: home.id, address: moved }), { ...home, address: moved })
  assert.deepEqual(await ann.listAddresses({}), { items: [{ ...home, address: moved }] })
  await ann.removeAddress({ id: home.id })
  assert.deepEqual(await ann.listAddresses({}), { items: [] })
  await assert.rejects(ann.removeAddress({ id: home.id }), (error) => hasReason(error, 'not_found'))
})

test('One address at most is the default, also when many want to be at once.', async () => {
  const ann = await customer()
  const defaults = async () =>
    (await ann.listAddresses({})).items.filter(({ isDefault }) => isDefault).map(({ id }) => id)
  const added = await Promise.all(Array.from({ length: 5 }, () => ann.addAddress({ address, isDefault: true })))
  assert.equal((await defaults()).length, 1)
  await Promise.all(added.map(({ id }) => ann.changeAddress({ id, address, isDefault: true })))
  assert.equal((await defaults()).length, 1)
  const [first] = added as [(typeof added)[0]]
  await ann.changeAddress({ id: first.id, address, isDefault: true })
  await ann.changeAddress({ id: first.id, address })
  assert.deepEqual(await defaults(), [first.id])
  await ann.changeAddress({ id: first.id, address, isDefault: false })
  assert.deepEqual(await defaults(), [])
})

test('A person has 50 addresses at most, also when the last two come at once.', async () => {
  const ann = await customer()
  for (let turn = 0; turn < 7; turn++) await Promise.all(Array.from({ length: 7 }, () => ann.addAddress({ address })))
  const outcomes = await Promise.allSettled([ann.addAddress({ address }), ann.addAddress({ address })])
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await ann.listAddresses({})).items.length, 50)
})

test('A refused address leaves the default as it was.', async () => {
  const ann = await customer()
  const home = await ann.addAddress({ address, isDefault: true })
  await assert.rejects(ann.changeAddress({ id: randomUUID(), address, isDefault: true }), (error) =>
    hasReason(error, 'not_found'),
  )
  assert.deepEqual((await ann.listAddresses({})).items, [home])
})

test("Another person's address is not found, and stays as it was.", async () => {
  const [ann, bob] = [await customer(), await customer()]
  const home = await ann.addAddress({ address, isDefault: true })
  await assert.rejects(bob.changeAddress({ id: home.id, address }), (error) => hasReason(error, 'not_found'))
  await assert.rejects(bob.removeAddress({ id: home.id }), (error) => hasReason(error, 'not_found'))
  assert.deepEqual(await bob.listAddresses({}), { items: [] })
  assert.deepEqual(await ann.listAddresses({}), { items: [home] })
})

test('An address that is added twice with one key is there once.', async () => {
  const ann = await customer()
  const key = randomUUID()
  const added = await Promise.all([ann.addAddress({ address }, { key }), ann.addAddress({ address }, { key })])
  assert.equal(added[0].id, added[1].id)
  assert.equal((await ann.listAddresses({})).items.length, 1)
})
