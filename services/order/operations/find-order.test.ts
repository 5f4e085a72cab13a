import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { order } from '@souk/contracts/order.ts'
import { asCustomer } from '@souk/platform/testing.ts'
import { type OrderShop, refusal, startOrderShop } from '../order-shop.ts'

let shop: OrderShop
let { neighbours, guest } = {} as OrderShop

before(async () => {
  shop = await startOrderShop()
  ;({ neighbours, guest } = shop)
})
after(() => shop.close())

const newEmail = () => `Grace.${randomUUID()}@Example.org`

async function guestsOrder() {
  const email = newEmail()
  const { id, number, accessToken } = await shop.place(neighbours.fill(), { email })
  return { email, answer: { id, number, accessToken: accessToken as string } }
}

async function failTimes(times: number, number: string) {
  for (let turn = 0; turn < times; turn++)
    assert.equal((await refusal(guest.findOrder({ number, email: newEmail() }))).reason, 'not_found')
}

test('A guest’s order is found by its number and e-mail address however they are typed, with the token of its letters.', async () => {
  const { email, answer } = await guestsOrder()
  const { number, id, accessToken } = answer
  for (const typed of [number, `  ${number.toLowerCase()} `, number.slice(2)])
    assert.deepEqual(await guest.findOrder({ number: typed, email: email.toLowerCase() }), answer)
  assert.deepEqual(await guest.findOrder({ number, email: email.toUpperCase() }), answer)
  assert.equal((await guest.getOrder({ id, accessToken })).email, email)
  const told = (await shop.published(order, 'order.confirmed.v1')).find(({ orderId }) => orderId === id)
  assert.equal(told?.accessToken, accessToken)
})

test('An unknown number, another e-mail address and an order of an account, also of one that is gone, are told alike.', async () => {
  const { email, answer } = await guestsOrder()
  const [userId, formerId] = [randomUUID(), randomUUID()]
  const numberOf = async (owner: string) =>
    (await shop.place(neighbours.fill({ userId: owner }), { as: asCustomer(owner), email })).number
  const [mine, formers] = [await numberOf(userId), await numberOf(formerId)]
  await shop.deleteUser(formerId)
  const tries = [
    { number: 'S-999999', email },
    { number: answer.number, email: newEmail() },
    { number: mine, email },
    { number: formers, email },
    { number: 'my last order', email },
  ]
  const refusals = await Promise.all(tries.map((one) => refusal(guest.findOrder(one))))
  for (const { code, reason, message, details } of refusals)
    assert.deepEqual([code, reason, message, details], ['not_found', 'not_found', refusals[0]?.message, undefined])
})

test('Ten failed tries close a number for an hour, also to the right address; finding it counts for nothing.', async () => {
  const { email, answer } = await guestsOrder()
  const { number } = answer
  for (let turn = 0; turn < 15; turn++) assert.equal((await guest.findOrder({ number, email })).id, answer.id)
  await failTimes(9, number)
  await shop.later(600)
  assert.equal((await guest.findOrder({ number, email })).id, answer.id)
  await failTimes(1, number)
  for (const address of [email, newEmail(), email]) {
    const { code, reason, retryAfter } = await refusal(guest.findOrder({ number, email: address }))
    assert.deepEqual([code, reason, retryAfter], ['too_many_requests', 'too_many_requests', 3_000])
  }
  const other = await guestsOrder()
  assert.deepEqual(await guest.findOrder({ number: other.answer.number, email: other.email }), other.answer)
  await shop.later(3_000)
  assert.deepEqual(await guest.findOrder({ number, email }), answer)
})

test('Many tries at once are counted like one after another.', async () => {
  const { answer } = await guestsOrder()
  const { number } = answer
  const tries = Array.from({ length: 40 }, () => refusal(guest.findOrder({ number, email: newEmail() })))
  const reasons = (await Promise.all(tries)).map(({ reason }) => reason)
  const judged = reasons.filter((reason) => reason === 'not_found').length
  assert.ok(judged > 0 && judged <= 10, `${judged} were judged`)
  assert.equal(reasons.filter((reason) => reason === 'too_many_requests').length, 40 - judged)
})

test('One address cannot be tried with number after number either.', async () => {
  const { email, answer } = await guestsOrder()
  for (let turn = 0; turn < 10; turn++)
    assert.equal((await refusal(guest.findOrder({ number: `${500_000 + turn}`, email }))).reason, 'not_found')
  assert.equal((await refusal(guest.findOrder({ number: answer.number, email }))).reason, 'too_many_requests')
  await shop.later(3_600)
  assert.equal((await guest.findOrder({ number: answer.number, email })).id, answer.id)
})

test('A number that no order has closes like any other, so that being closed tells nothing.', async () => {
  await failTimes(10, '700001')
  assert.equal((await refusal(guest.findOrder({ number: '700001', email: newEmail() }))).reason, 'too_many_requests')
})

test('Tries are forgotten once they count no longer.', async () => {
  await failTimes(3, '700002')
  const { pool } = shop.db
  assert.ok(Number((await pool.query('select from lookup_failures')).rowCount) > 0)
  await shop.later(3_601)
  assert.equal((await pool.query('select from lookup_failures')).rowCount, 0)
})
