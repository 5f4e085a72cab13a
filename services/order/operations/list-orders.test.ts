import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { order } from '@souk/contracts/order.ts'
import { asCustomer, asStaff } from '@souk/platform/testing.ts'
import { type OrderShop, refusal, startOrderShop } from '../order-shop.ts'

let shop: OrderShop
before(async () => {
  shop = await startOrderShop()
})
after(() => shop.close())

test('An order is seen by its owner, by a guest with its token, by staff for orders, and by nobody else.', async () => {
  const userId = randomUUID()
  const mine = await shop.place(shop.neighbours.fill({ userId }), { as: asCustomer(userId) })
  const guests = await shop.place(shop.neighbours.fill())
  const { accessToken, ...asSeen } = guests
  assert.deepEqual(await shop.client(order, asCustomer(userId)).getOrder({ id: mine.id }), mine)
  assert.deepEqual(await shop.guest.getOrder({ id: guests.id, accessToken: accessToken as string }), asSeen)
  assert.deepEqual(await shop.staff.getOrder({ id: guests.id }), asSeen)
  const blind = [
    () => shop.guest.getOrder({ id: guests.id }),
    () => shop.guest.getOrder({ id: guests.id, accessToken: 'x' }),
    () => shop.guest.getOrder({ id: mine.id, accessToken: accessToken as string }),
    () => shop.client(order, asCustomer()).getOrder({ id: mine.id }),
    () => shop.client(order, asStaff('stock')).getOrder({ id: mine.id }),
    () => shop.staff.getOrder({ id: randomUUID() }),
  ]
  for (const one of blind) assert.equal((await refusal(one())).reason, 'not_found')
})

test('Customers list their own orders, newest first, a page at a time; so do staff without the permission.', async () => {
  const userId = randomUUID()
  const placed: string[] = []
  for (let turn = 0; turn < 5; turn++)
    placed.unshift((await shop.place(shop.neighbours.fill({ userId }), { as: asCustomer(userId) })).id)
  const customer = shop.client(order, asCustomer(userId))
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await customer.listOrders({ limit: 2, ...(cursor === undefined ? {} : { cursor }) })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor !== undefined)
  assert.deepEqual(seen, placed)
  const other = { ...asStaff('stock'), userId } as ReturnType<typeof asStaff>
  assert.equal((await shop.client(order, other).listOrders({})).items.length, 5)
  assert.deepEqual((await shop.client(order, asStaff('stock')).listOrders({})).items, [])
  assert.equal((await refusal(customer.listOrders({ cursor: 'nonsense' }))).reason, 'invalid_input')
  assert.equal((await refusal(shop.guest.listOrders({}))).reason, 'not_signed_in')
})

test('Staff find orders by number, by the beginning of an e-mail address and by status.', async () => {
  const email = `Grace.${randomUUID()}@Example.org`
  const placed = await shop.place(shop.neighbours.fill(), { email })
  const ids = async (query: Parameters<typeof shop.staff.listOrders>[0]) =>
    (await shop.staff.listOrders(query)).items.map(({ id }) => id)
  assert.deepEqual(await ids({ q: placed.number }), [placed.id])
  assert.deepEqual(await ids({ q: placed.number.slice(2) }), [placed.id])
  assert.deepEqual(await ids({ q: email.slice(0, 20).toLowerCase() }), [placed.id])
  assert.deepEqual(await ids({ q: 'grace.%' }), [])
  assert.equal((await ids({ status: 'confirmed', limit: 1 }))[0], placed.id)
  await shop.staff.cancelOrder({ id: placed.id })
  assert.deepEqual(await ids({ q: email, status: 'confirmed' }), [])
  assert.deepEqual(await ids({ q: email, status: 'cancelled' }), [placed.id])
})
