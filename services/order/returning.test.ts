import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { order } from '@souk/contracts/order.ts'
import { asCustomer, asStaff } from '@souk/platform/testing.ts'
import { type OrderShop, refusal, startOrderShop } from './order-shop.ts'

let shop: OrderShop
let { neighbours, staff, guest } = {} as OrderShop

before(async () => {
  shop = await startOrderShop()
  ;({ neighbours, staff, guest } = shop)
})
after(() => shop.close())

const days = 24 * 60 * 60
const sku = ({ skus }: { skus: string[] }) => skus[0] as string

test('A guest asks to send something back, and hears what is left; nobody else may.', async () => {
  const bought = await shop.shipped(neighbours.fill({ quantity: 3 }))
  assert.deepEqual(bought.returnable?.lines, [{ sku: sku(bought), quantity: 3 }])
  const body = { lines: [{ sku: sku(bought), quantity: 2 }], reason: 'Too big' }
  assert.equal((await refusal(guest.requestReturn({ id: bought.id, ...body }))).reason, 'not_found')
  const stranger = shop.client(order, asCustomer())
  assert.equal((await refusal(stranger.requestReturn({ id: bought.id, ...body }))).reason, 'not_found')
  const asked = await guest.requestReturn({ ...bought.open, ...body })
  assert.deepEqual(
    asked.returns.map(({ status, lines, reason }) => ({ status, lines, reason })),
    [{ status: 'requested', ...body }],
  )
  assert.deepEqual(asked.returnable?.lines, [{ sku: sku(bought), quantity: 1 }])
  assert.deepEqual([asked.status, asked.fulfilmentStatus], ['completed', 'shipped'])
  const { what, by, details } = asked.timeline.at(-1) ?? {}
  assert.deepEqual([what, by, details?.reason], ['return_requested', 'customer', 'Too big'])
  const [told] = (await shop.published(order, 'order.return-requested.v1')).filter((one) => one.orderId === bought.id)
  assert.equal(told?.returnId, asked.returns[0]?.id)
  assert.deepEqual(told?.lines, [{ ...body.lines[0], name: 'A thing', options: { size: 'M' } }])
})

test('Requests never add up to more than was bought; what is rejected is free again.', async () => {
  const bought = await shop.shipped(neighbours.fill({ quantity: 3 }))
  const ask = (quantity: number) =>
    guest.requestReturn({ ...bought.open, lines: [{ sku: sku(bought), quantity }], reason: '' })
  const many = await Promise.allSettled(Array.from({ length: 5 }, () => ask(1)))
  const refused = many.filter((one) => one.status === 'rejected')
  assert.equal(refused.length, 2)
  for (const { reason } of refused) assert.ok(['not_returnable', 'exceeds_returnable'].includes(reason.reason))
  const { returns } = await staff.getOrder({ id: bought.id })
  await staff.decideReturn({ id: bought.id, returnId: returns[0]?.id as string, approved: false })
  const exceeding = await refusal(ask(2))
  assert.deepEqual(
    [exceeding.reason, exceeding.details],
    ['exceeds_returnable', { lines: [{ sku: sku(bought), requested: 2, returnable: 1 }] }],
  )
  assert.equal((await ask(1)).returnable, undefined)
  const unknown = { sku: 'SOMETHING-ELSE', quantity: 1 }
  const other = await shop.shipped()
  const wrong = await refusal(guest.requestReturn({ ...other.open, lines: [unknown], reason: '' }))
  assert.deepEqual(wrong.details, { lines: [{ sku: unknown.sku, requested: 1, returnable: 0 }] })
})

test('The same key asks once; with another body it is refused.', async () => {
  const bought = await shop.shipped(neighbours.fill({ quantity: 5 }))
  const key = randomUUID()
  const ask = (quantity: number) =>
    guest.requestReturn({ ...bought.open, lines: [{ sku: sku(bought), quantity }], reason: '' }, { key })
  const answers = await Promise.all([ask(1), ask(1), ask(1)])
  for (const { returns } of answers) assert.equal(returns.length, 1)
  assert.equal((await ask(1)).returns.length, 1)
  assert.equal((await refusal(ask(2))).reason, 'key_reused')
})

test('What has not left the house cannot be sent back; 30 days after its promised arrival only staff ask.', async () => {
  const inFourDays = new Date(shop.at().getTime() + 4 * days * 1_000).toISOString().slice(0, 10)
  neighbours.promise(inFourDays, inFourDays)
  const { id, accessToken, lines } = await shop.place(neighbours.fill())
  const open = { id, accessToken: accessToken as string }
  const body = { lines: [{ sku: lines[0]?.sku as string, quantity: 1 }], reason: 'Changed my mind' }
  const early = await refusal(guest.requestReturn({ ...open, ...body }))
  assert.deepEqual(
    [early.reason, early.details],
    ['not_returnable', { status: 'confirmed', fulfilmentStatus: 'unfulfilled' }],
  )
  await staff.shipOrder({ id })
  await shop.later(33 * days)
  assert.notEqual((await staff.getOrder({ id })).returnable, undefined)
  await shop.later(days + 1)
  assert.equal((await refusal(guest.requestReturn({ ...open, ...body }))).reason, 'not_returnable')
  const asked = await staff.requestReturn({ id, ...body })
  assert.deepEqual([asked.returns.length, asked.timeline.at(-1)?.by], [1, 'staff'])
})

test('Staff approve or reject a return, once each way; one that never came is rejected still.', async () => {
  const bought = await shop.shipped()
  const { id } = bought
  const lines = [{ sku: sku(bought), quantity: 1 }]
  const asked = await guest.requestReturn({ ...bought.open, lines, reason: '' })
  const returnId = asked.returns[0]?.id as string
  assert.equal((await refusal(guest.decideReturn({ id, returnId, approved: true }))).reason, 'not_signed_in')
  const received = { lines: [{ ...(lines[0] as (typeof lines)[0]), restock: true }] }
  const early = await refusal(staff.receiveReturn({ id, returnId, ...received }))
  assert.deepEqual([early.reason, early.details], ['not_receivable', { status: 'requested' }])
  const key = randomUUID()
  const approved = await staff.decideReturn({ id, returnId, approved: true, note: 'Send it to Berlin' }, { key })
  assert.deepEqual([approved.returns[0]?.status, approved.returns[0]?.note], ['approved', 'Send it to Berlin'])
  assert.deepEqual(
    await staff.decideReturn({ id, returnId, approved: true, note: 'Send it to Berlin' }, { key }),
    approved,
  )
  const again = await refusal(staff.decideReturn({ id, returnId, approved: true }))
  assert.deepEqual([again.reason, again.details], ['not_decidable', { status: 'approved' }])
  assert.equal((await staff.decideReturn({ id, returnId, approved: false })).returns[0]?.status, 'rejected')
  assert.equal((await refusal(staff.receiveReturn({ id, returnId, ...received }))).reason, 'not_receivable')
  assert.equal((await refusal(staff.decideReturn({ id, returnId: randomUUID(), approved: true }))).reason, 'not_found')
  const told = (await shop.published(order, 'order.return-decided.v1')).filter(({ orderId }) => orderId === id)
  assert.deepEqual(
    told.map(({ approved, note }) => [approved, note]),
    [
      [true, 'Send it to Berlin'],
      [false, undefined],
    ],
  )
})

test('Returns are listed by status, the newest first, page by page; for staff of orders alone.', async () => {
  const mine: string[] = []
  for (let turn = 0; turn < 5; turn++) {
    const bought = await shop.shipped()
    const { returns } = await guest.requestReturn({
      ...bought.open,
      lines: [{ sku: sku(bought), quantity: 1 }],
      reason: '',
    })
    mine.unshift(bought.id)
    if (turn === 2) await staff.decideReturn({ id: bought.id, returnId: returns[0]?.id as string, approved: true })
  }
  const all: string[] = []
  let cursor: string | undefined
  do {
    const page = await staff.listReturns({ limit: 2, ...(cursor === undefined ? {} : { cursor }) })
    all.push(...page.items.map(({ orderId }) => orderId))
    cursor = page.nextCursor
  } while (cursor !== undefined)
  assert.deepEqual(all.slice(0, 5), mine)
  assert.equal(new Set(all).size, all.length)
  const approved = await staff.listReturns({ status: 'approved' })
  assert.equal(approved.items[0]?.orderId, mine[2])
  for (const { returns } of approved.items) for (const { status } of returns) assert.equal(status, 'approved')
  const requested = (await staff.listReturns({ status: 'requested', limit: 4 })).items.map(({ orderId }) => orderId)
  assert.deepEqual(requested, mine.toSpliced(2, 1))
  assert.equal((await refusal(staff.listReturns({ cursor: 'x' }))).reason, 'invalid_input')
  assert.equal((await refusal(shop.client(order, asStaff('stock')).listReturns({}))).reason, 'not_allowed')
})
