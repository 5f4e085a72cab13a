import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { order } from '@souk/contracts/order.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { asCustomer } from '@souk/platform/testing.ts'
import { type OrderShop, refusal, startOrderShop } from '../order-shop.ts'

let shop: OrderShop
let { neighbours, staff } = {} as OrderShop

before(async () => {
  shop = await startOrderShop()
  ;({ neighbours, staff } = shop)
})
after(() => shop.close())

function newCustomer() {
  const userId = randomUUID()
  const as = asCustomer(userId)
  return { userId, as, client: shop.client(order, as) }
}

async function ownerOf(orderId: string) {
  const row = await shop.db.one(sql<{ userId: string | null; accessToken: string | null }>`
    select user_id as "userId", access_token as "accessToken" from orders where id = ${orderId}`)
  return [row.userId, row.accessToken]
}

test('Orders outlive their account with all that the books need, and no account leads to them; others keep theirs.', async () => {
  const [leaving, staying] = [newCustomer(), newCustomer()]
  const mine = [
    await shop.place(neighbours.fill({ userId: leaving.userId }), { as: leaving.as }),
    await shop.place(neighbours.fill({ userId: leaving.userId }), { as: leaving.as }),
  ]
  const others = await shop.place(neighbours.fill({ userId: staying.userId }), { as: staying.as })
  await shop.deleteUser(leaving.userId)
  await shop.deleteUser(leaving.userId)
  assert.deepEqual((await leaving.client.listOrders({})).items, [])
  for (const one of mine) {
    assert.equal((await refusal(leaving.client.getOrder({ id: one.id }))).reason, 'not_found')
    assert.equal((await refusal(leaving.client.cancelOrder({ id: one.id }))).reason, 'not_found')
    assert.equal((await refusal(shop.guest.getOrder({ id: one.id }))).reason, 'not_found')
    assert.deepEqual(await staff.getOrder({ id: one.id }), one)
    assert.deepEqual(await ownerOf(one.id), [null, null])
  }
  assert.deepEqual((await staying.client.listOrders({})).items, [others])
})

test('Staff ship, refund and cancel orders whose account is gone.', async () => {
  const { userId, as } = newCustomer()
  const [one, other] = [
    await shop.place(neighbours.fill({ userId }), { as }),
    await shop.place(neighbours.fill({ userId }), { as }),
  ]
  await shop.deleteUser(userId)
  assert.equal((await staff.shipOrder({ id: one.id })).status, 'completed')
  assert.equal((await staff.refundOrder({ id: one.id })).paymentStatus, 'refunded')
  assert.equal((await staff.cancelOrder({ id: other.id })).status, 'cancelled')
  for (const { id } of [one, other]) await shop.settled(id)
})

for (const operation of ['reserve', 'authorize', 'keep']) {
  test(`An account that goes while its order is at ${operation}: the order is confirmed as ever, and nobody’s.`, async () => {
    const { userId, as } = newCustomer()
    const cart = neighbours.fill({ userId, inStock: 1 })
    const slow = neighbours.hangAt(operation)
    const answer = shop.place(cart, { as })
    await slow
    await shop.deleteUser(userId)
    neighbours.goOn()
    const { id, status } = await answer
    assert.equal(status, 'confirmed')
    await shop.settled(id)
    assert.deepEqual(await ownerOf(id), [null, null])
    assert.deepEqual(await shop.eventsOf(id), ['order.confirmed.v1'])
  })
}

test('An order that waits for its payment’s end is confirmed after its account is gone.', async () => {
  const { userId, as } = newCustomer()
  neighbours.setProvider(false)
  const pending = await shop.place(neighbours.fill({ userId }), { as, token: 'tok_unreachable' })
  await shop.deleteUser(userId)
  neighbours.setProvider(true)
  await shop.later(16)
  assert.equal((await shop.settled(pending.id)).status, 'confirmed')
  assert.deepEqual(await ownerOf(pending.id), [null, null])
  assert.deepEqual(await shop.eventsOf(pending.id), ['order.confirmed.v1'])
})
