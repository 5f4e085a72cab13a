import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { order } from '@souk/contracts/order.ts'
import { euros } from './fake-neighbours.ts'
import { type OrderShop, refusal, startOrderShop } from './order-shop.ts'

let shop: OrderShop
let { neighbours, staff } = {} as OrderShop

before(async () => {
  shop = await startOrderShop()
  ;({ neighbours, staff } = shop)
})
after(() => shop.close())

/** A shipped order of so many pieces, of which `back` are approved to be sent back. Its goods cost 1,000 each, delivery 490. */
async function underWay({ quantity = 3, back = 1 } = {}) {
  const bought = await shop.shipped(neighbours.fill({ quantity, inStock: quantity }))
  const sku = bought.skus[0] as string
  const returnId = await shop.approved(bought, [{ sku, quantity: back }])
  const came = { id: bought.id, returnId, lines: [{ sku, quantity: back, restock: true }] }
  return { ...bought, sku, returnId, came }
}

/** What came back of a single piece is paid, on sale and told, each once. */
async function cameBackOnce({ id, sku, returnId }: Awaited<ReturnType<typeof underWay>>) {
  const ended = await shop.settled(id)
  assert.deepEqual(
    [ended.status, ended.paymentStatus, ended.fulfilmentStatus, ended.refunded],
    ['completed', 'partially_refunded', 'partially_returned', euros(1_000)],
  )
  const [one] = ended.returns
  assert.deepEqual([one?.status, one?.refund, one?.restocked], ['received', euros(1_000), [{ sku, quantity: 1 }]])
  assert.equal(neighbours.stock.get(sku), 1)
  assert.deepEqual([...(neighbours.accounts.get(id)?.refunds.values() ?? [])], [1_000])
  assert.ok(neighbours.restocks.has(returnId))
  assert.deepEqual((await shop.eventsOf(id)).slice(-2), ['order.refunded.v1', 'order.returned.v1'])
  assert.equal((await shop.eventsOf(id)).length, 6)
}

test('What came back is paid back at its price, and what is whole goes on sale again.', async () => {
  const { id, sku, returnId } = await underWay({ quantity: 3, back: 3 })
  const lines = [
    { sku, quantity: 1, restock: true },
    { sku, quantity: 1, restock: false },
  ]
  const partly = await staff.receiveReturn({ id, returnId, lines, note: 'One of them is torn.' })
  const [one] = partly.returns
  assert.deepEqual([partly.status, partly.fulfilmentStatus], ['completed', 'partially_returned'])
  assert.deepEqual(
    [one?.refund, one?.received, one?.note],
    [euros(2_000), [{ sku, quantity: 2 }], 'One of them is torn.'],
  )
  assert.deepEqual(one?.restocked, [{ sku, quantity: 1 }])
  assert.equal(neighbours.stock.get(sku), 1)
  assert.deepEqual(partly.returnable?.lines, [{ sku, quantity: 1 }])
  await shop.settled(id)
  const [told] = (await shop.published(order, 'order.returned.v1')).filter(({ orderId }) => orderId === id)
  assert.deepEqual(
    [told?.returnId, told?.refund, told?.lines.map(({ restock }) => restock)],
    [returnId, euros(2_000), [true, false]],
  )
})

test('Once all came back the order is returned; delivery is paid back once, and never more than was paid.', async () => {
  const bought = await underWay({ quantity: 2, back: 1 })
  const { id, sku } = bought
  const first = await staff.receiveReturn({ ...bought.came, refundDelivery: true })
  assert.deepEqual(first.refunded, euros(1_490))
  await staff.refundOrder({ id, amount: euros(300), reason: 'Late' })
  const returnId = await shop.approved(bought, [{ sku, quantity: 1 }])
  const rest = { id, returnId, lines: [{ sku, quantity: 1, restock: false }], refundDelivery: true }
  const last = await staff.receiveReturn(rest)
  assert.deepEqual([last.returns[1]?.refund, last.refunded], [euros(700), euros(2_490)])
  assert.deepEqual(
    [last.status, last.paymentStatus, last.fulfilmentStatus, last.returnable],
    ['completed', 'refunded', 'returned', undefined],
  )
  assert.equal((await refusal(staff.receiveReturn(rest))).reason, 'not_receivable')
  await shop.settled(id)
})

test('Delivery is paid back for one return of an order, whoever says so for another.', async () => {
  const bought = await underWay({ quantity: 3, back: 1 })
  const { id, sku } = bought
  await staff.receiveReturn({ ...bought.came, refundDelivery: true })
  const returnId = await shop.approved(bought, [{ sku, quantity: 1 }])
  const lines = [{ sku, quantity: 1, restock: true }]
  assert.deepEqual((await staff.receiveReturn({ id, returnId, lines, refundDelivery: true })).refunded, euros(2_490))
})

test('Where all was paid back before, a return moves goods and no money.', async () => {
  const { id, came, sku } = await underWay({ quantity: 1 })
  await staff.refundOrder({ id })
  const received = await staff.receiveReturn(came)
  assert.deepEqual([received.returns[0]?.refund, received.fulfilmentStatus], [euros(0), 'returned'])
  assert.equal(neighbours.stock.get(sku), 1)
  await shop.settled(id)
})

test('More than the order holds does not come back, and what other returns hold counts.', async () => {
  const bought = await underWay({ quantity: 3, back: 1 })
  const { id, returnId, sku } = bought
  await shop.approved(bought, [{ sku, quantity: 1 }])
  const lines = [{ sku, quantity: 3, restock: true }]
  const refused = await refusal(staff.receiveReturn({ id, returnId, lines }))
  assert.deepEqual(
    [refused.reason, refused.details],
    ['exceeds_returnable', { lines: [{ sku, requested: 3, returnable: 2 }] }],
  )
  assert.equal((await shop.settled(id)).refunded.amount, 0)
})

test('Where the payment refuses for good, nothing is done, and the return can be received later.', async () => {
  const bought = await underWay()
  const account = neighbours.accounts.get(bought.id)
  assert.ok(account !== undefined)
  const { captured } = account
  account.captured = euros(0)
  assert.equal((await refusal(staff.receiveReturn(bought.came))).reason, 'not_refundable')
  assert.deepEqual([neighbours.restocks.has(bought.returnId), neighbours.stock.get(bought.sku)], [false, 0])
  account.captured = captured
  await staff.receiveReturn(bought.came)
  await cameBackOnce(bought)
})

test('The same key receives once, also many times at once.', async () => {
  const bought = await underWay()
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 3 }, () => staff.receiveReturn(bought.came, { key })))
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  await cameBackOnce(bought)
})

for (const operation of ['refund', 'restock']) {
  for (const how of ['hangs_before', 'hangs'] as const) {
    test(`A process that dies ${how === 'hangs' ? 'right after' : 'right before'} ${operation}: another one completes the return.`, async () => {
      const bought = await underWay()
      const victim = await shop.startVictim()
      const key = randomUUID()
      const dying = neighbours.hangAt(operation, how)
      const unanswered = refusal(victim.staff.receiveReturn(bought.came))
      await dying
      await victim.kill()
      await unanswered
      await shop.later(7)
      await cameBackOnce(bought)
      assert.equal((await refusal(staff.receiveReturn(bought.came, { key }))).reason, 'not_receivable')
    })
  }
  for (const how of ['lost', 'away'] as const) {
    test(`A return whose ${operation} is ${how} goes on in seconds and happens once.`, async () => {
      const bought = await underWay()
      neighbours.disturb(operation, how)
      const waiting = await staff.receiveReturn(bought.came)
      assert.equal(waiting.returns[0]?.status, 'approved')
      await shop.later(2)
      await cameBackOnce(bought)
    })
  }
  test(`A runner that was only slow at ${operation}, and one that took over from it, do the work of one.`, async () => {
    const bought = await underWay()
    const slow = neighbours.hangAt(operation)
    const answer = staff.receiveReturn(bought.came)
    await slow
    await shop.later(7)
    await cameBackOnce(bought)
    neighbours.goOn()
    assert.equal((await answer).returns[0]?.status, 'received')
    await cameBackOnce(bought)
  })
}
