/** What people do to orders, each as a journey: what comes before, the act itself, and how it must end whatever happens. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Order } from '@souk/contracts/order.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { type House, thing } from './house.ts'

/** How everything must stand in the end, as each service says it. */
export type End = {
  status: Order['status']
  paymentStatus: Order['paymentStatus']
  fulfilmentStatus: Order['fulfilmentStatus']
  /** What became of the stock of which two pieces were ordered: by how much each figure changed. */
  stock: { onHand: number; reserved: number }
  /** What the provider has booked, each kind as often as it happened; a void of nothing books nothing. */
  provider: readonly string[]
  letters: readonly string[]
}

type People = House['people']

export type Journey = {
  name: string
  /** @returns what the act is about, such as an order that has been placed */
  before(house: House): Promise<Ground>
  /** What the person asks for, with the same keys each time that they ask. @returns the order as answered */
  act(people: People, ground: Ground): Promise<Order>
  /** The refusal with which the act rightly ends, where it does. */
  refusal?: string
  end: End
}

export type Ground = {
  request: Awaited<ReturnType<House['fill']>>
  /** Before anything was ordered. */
  stock: { onHand: number; reserved: number }
  order: Order | undefined
  key: string
}

const onePiece = { sku: thing, quantity: 1 }

const none = { status: 'declined', paymentStatus: 'voided', fulfilmentStatus: 'unfulfilled' } as const

function place(people: People, { request, key }: Ground, token = 'tok_ok', method = 'test') {
  return people.guest.placeOrder({ ...request, payment: { method, token } }, { key })
}

async function ground(house: House): Promise<Ground> {
  return { request: await house.fill(), stock: await house.stock(), order: undefined, key: randomUUID() }
}

async function placed(house: House) {
  const new_ = await ground(house)
  const order = await place(house.people, { ...new_, key: randomUUID() })
  await house.drain()
  return { ...new_, order }
}

async function shipped(house: House) {
  const before = await placed(house)
  await house.people.staff.shipOrder({ id: idOf(before) }, { key: randomUUID() })
  await house.drain()
  return before
}

async function toSendBack(house: House) {
  const before = await shipped(house)
  const order = await askToSendBack(house.people, { ...before, key: randomUUID() })
  return { ...before, order }
}

async function onItsWayBack(house: House) {
  const before = await toSendBack(house)
  const order = await approve(house.people, { ...before, key: randomUUID() })
  await house.drain()
  return { ...before, order }
}

function askToSendBack({ staff }: People, before: Ground) {
  return staff.requestReturn({ id: idOf(before), lines: [onePiece], reason: 'Too small.' }, { key: before.key })
}

function approve({ staff }: People, before: Ground) {
  return staff.decideReturn({ id: idOf(before), returnId: returnOf(before), approved: true }, { key: before.key })
}

function receive({ staff }: People, before: Ground) {
  const lines = [{ ...onePiece, restock: true }]
  return staff.receiveReturn({ id: idOf(before), returnId: returnOf(before), lines }, { key: before.key })
}

async function refundedInPart(house: House) {
  const before = await placed(house)
  const amount = { amount: 700, currency: 'EUR' }
  await house.people.staff.refundOrder({ id: idOf(before), amount }, { key: randomUUID() })
  await house.drain()
  return before
}

async function declinedOnce(house: House) {
  const before = await ground(house)
  const declined = await place(house.people, { ...before, key: randomUUID() }, 'tok_declined').catch((error) => error)
  assert.ok(hasReason(declined, 'payment_declined'), String(declined))
  await house.drain()
  return before
}

function returnOf({ order }: Ground) {
  return order?.returns[0]?.id ?? 'none'
}

function idOf({ order }: Ground) {
  return (order as Order).id
}

const captured = {
  status: 'completed',
  paymentStatus: 'captured',
  fulfilmentStatus: 'shipped',
  stock: { onHand: -2, reserved: 0 },
  provider: ['authorize', 'capture'],
  letters: ['order-confirmed', 'order-shipped'],
} as const

const confirmed = {
  status: 'confirmed',
  paymentStatus: 'authorized',
  fulfilmentStatus: 'unfulfilled',
  stock: { onHand: 0, reserved: 2 },
} as const

export const journeys: readonly Journey[] = [
  {
    name: 'placing an order',
    before: ground,
    act: place,
    end: { ...confirmed, provider: ['authorize'], letters: ['order-confirmed'] },
  },
  {
    name: 'placing an order whose provider charges and then loses the connection',
    before: ground,
    act: (people, before) => place(people, before, 'tok_lost_answer'),
    end: { ...confirmed, provider: ['authorize'], letters: ['order-confirmed'] },
  },
  {
    name: 'placing an order that is declined',
    before: ground,
    act: (people, before) => place(people, before, 'tok_declined'),
    refusal: 'payment_declined',
    end: {
      ...none,
      paymentStatus: 'declined',
      stock: { onHand: 0, reserved: 2 },
      provider: [],
      letters: [],
    },
  },
  {
    name: 'placing a declined order again, with another card',
    before: declinedOnce,
    act: place,
    end: { ...confirmed, provider: ['authorize'], letters: ['order-confirmed'] },
  },
  {
    name: 'placing an order that cannot be paid like this, and is undone',
    before: ground,
    act: (people, before) => place(people, before, 'x', 'shells'),
    refusal: 'unknown_payment_method',
    end: { ...none, stock: { onHand: 0, reserved: 0 }, provider: [], letters: [] },
  },
  {
    name: 'cancelling an order',
    before: placed,
    act: (people, before) => people.staff.cancelOrder({ id: idOf(before) }, { key: before.key }),
    end: {
      status: 'cancelled',
      paymentStatus: 'voided',
      fulfilmentStatus: 'cancelled',
      stock: { onHand: 0, reserved: 0 },
      provider: ['authorize', 'void'],
      letters: ['order-cancelled', 'order-confirmed'],
    },
  },
  {
    name: 'cancelling an order whose money was taken',
    before: refundedInPart,
    act: (people, before) => people.staff.cancelOrder({ id: idOf(before) }, { key: before.key }),
    end: {
      status: 'cancelled',
      paymentStatus: 'refunded',
      fulfilmentStatus: 'cancelled',
      stock: { onHand: 0, reserved: 0 },
      provider: ['authorize', 'capture', 'refund', 'refund'],
      letters: ['order-cancelled', 'order-confirmed', 'order-refunded', 'order-refunded'],
    },
  },
  {
    name: 'refunding a part',
    before: placed,
    act: (people, before) =>
      people.staff.refundOrder({ id: idOf(before), amount: { amount: 500, currency: 'EUR' } }, { key: before.key }),
    end: {
      ...confirmed,
      paymentStatus: 'partially_refunded',
      provider: ['authorize', 'capture', 'refund'],
      letters: ['order-confirmed', 'order-refunded'],
    },
  },
  {
    name: 'shipping an order',
    before: placed,
    act: (people, before) => people.staff.shipOrder({ id: idOf(before) }, { key: before.key }),
    end: captured,
  },
  {
    name: 'refunding all of a shipped order',
    before: shipped,
    act: (people, before) => people.staff.refundOrder({ id: idOf(before) }, { key: before.key }),
    end: {
      ...captured,
      paymentStatus: 'refunded',
      provider: ['authorize', 'capture', 'refund'],
      letters: ['order-confirmed', 'order-refunded', 'order-shipped'],
    },
  },
  { name: 'asking to send a piece back', before: shipped, act: askToSendBack, end: captured },
  {
    name: 'approving a return',
    before: toSendBack,
    act: approve,
    end: { ...captured, letters: ['order-confirmed', 'order-shipped', 'return-decided'] },
  },
  {
    name: 'receiving a return',
    before: onItsWayBack,
    act: receive,
    end: {
      ...captured,
      paymentStatus: 'partially_refunded',
      fulfilmentStatus: 'partially_returned',
      stock: { onHand: -1, reserved: 0 },
      provider: ['authorize', 'capture', 'refund'],
      letters: ['order-confirmed', 'order-refunded', 'order-shipped', 'return-decided', 'return-received'],
    },
  },
  {
    name: 'undoing an order by hand',
    before: placed,
    act: (people, before) =>
      people.staff.compensateOrder({ id: idOf(before), note: 'It cannot be sent.' }, { key: before.key }),
    end: {
      status: 'cancelled',
      paymentStatus: 'voided',
      fulfilmentStatus: 'cancelled',
      stock: { onHand: 0, reserved: 0 },
      provider: ['authorize', 'void'],
      letters: ['order-cancelled', 'order-confirmed'],
    },
  },
]

/**
 * Everything as the services tell it, in the shape of an end. Where a first step was out of reach its order is over and the
 * repetition is another one: of the earlier ones nothing may be left.
 */
export async function standing(house: House, before: Ground): Promise<End> {
  const { staff } = house.people
  const { items } = await staff.listOrders({ q: before.request.email })
  const [order, ...over] = items
  assert.ok(order, 'there is an order')
  for (const { id, number, status } of over) {
    assert.equal(status, 'declined', `${number} beside ${order.number}`)
    const booked = await bookedFor(house, id)
    assert.ok(booked.length === 0 || booked.join() === 'authorize,void', `${number} left ${booked} at the provider`)
  }
  const { status, paymentStatus, fulfilmentStatus } = order
  const { onHand, reserved } = await house.stock()
  return {
    ...{ status, paymentStatus, fulfilmentStatus },
    stock: { onHand: onHand - before.stock.onHand, reserved: reserved - before.stock.reserved },
    provider: await bookedFor(house, order.id),
    letters: await lettersAbout(house, order.id),
  }
}

async function bookedFor({ people }: House, orderId: string) {
  const { items } = await people.payments.listProviderEntries({ orderId })
  return items.map(({ kind }) => kind as string).sort()
}

/** A decline that went before a success may have been another order's: it is told at most once, and not compared. */
async function lettersAbout({ people }: House, orderId: string) {
  const kinds = (await people.mails.listMails({ orderId })).items.map(({ kind }) => kind as string).sort()
  assert.ok(kinds.filter((kind) => kind === 'order-declined').length <= 1, `told: ${kinds}`)
  return kinds.filter((kind) => kind !== 'order-declined')
}
