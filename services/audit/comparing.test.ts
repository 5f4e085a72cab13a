import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Check } from '@souk/contracts/audit.ts'
import type { AuditedReservation, AuditedRestock } from '@souk/contracts/inventory.ts'
import type { AuditedOrder } from '@souk/contracts/order-audit.ts'
import type { AuditedAuthorization, AuditedPayment } from '@souk/contracts/payment.ts'
import type { Standing } from '@souk/platform/events/standing.ts'
import type { Books } from './books.ts'
import { checks, compare } from './comparing.ts'

const id = '01900000-0000-7000-8000-000000000001'
const now = new Date('2026-01-01T12:00:00Z')
const eur = (amount: number) => ({ amount, currency: 'EUR' })
const lines = [{ sku: 'SHOE', quantity: 2 }]

type Sides = {
  order?: Partial<AuditedOrder> | null
  reservation?: Partial<AuditedReservation> | null
  restocked?: AuditedRestock['lines']
  payment?: Partial<AuditedPayment> | null
  provider?: Partial<AuditedAuthorization>[]
  mails?: Record<string, number>
  stock?: { onHand?: number; reserved?: number; held?: number; ledgerSum?: number }
  cursor?: string
  parked?: Standing['parked']
}

/** A confirmed order of two shoes of which everything agrees, but for what is given. */
function booksOf(given: Sides = {}): Books {
  const order: AuditedOrder = {
    ...{ id, status: 'confirmed', paymentStatus: 'authorized', fulfilmentStatus: 'unfulfilled', lines },
    ...{ total: eur(5_000), refunded: eur(0), shipments: 0, refunds: 0, wasConfirmed: true, declinedFor: [] },
    ...{ returns: { decided: 0, received: 0 }, restocked: [] },
    ...{ undecidedMs: 10, ...given.order },
  }
  const reservation: AuditedReservation = { orderId: id, status: 'kept', lines, ...given.reservation }
  const payment: AuditedPayment = {
    ...{ orderId: id, status: 'authorized', amount: eur(5_000), captured: eur(0), refunded: eur(0) },
    ...{ inDoubt: 0, strays: 0, ...given.payment },
  }
  const held = { key: 'k', orderId: id, method: 'test', amount: eur(5_000), captured: eur(0), refunded: eur(0) }
  const provider = given.provider ?? [{}]
  const shop: [string, Standing][] = [
    ['order', { head: '20-7', cursors: [], parked: [] }],
    [
      'notification',
      { head: '0-0', cursors: [{ source: 'order', at: given.cursor ?? '20-7' }], parked: given.parked ?? [] },
    ],
  ]
  return {
    orders: new Map(given.order === null ? [] : [[id, order]]),
    reservations: new Map(given.reservation === null ? [] : [[id, reservation]]),
    restocks: new Map(given.restocked && [[id, { orderId: id, restocks: 1, lines: given.restocked }]]),
    stock: new Map([['SHOE', { sku: 'SHOE', onHand: 10, reserved: 2, held: 2, ledgerSum: 10, ...given.stock }]]),
    payments: new Map(given.payment === null ? [] : [[id, payment]]),
    authorizations: new Map([[id, provider.map((one) => ({ ...held, state: 'held' as const, ...one }))]]),
    mails: new Map(
      Object.entries(given.mails ?? { 'order-confirmed': 1 }).length
        ? [[id, given.mails ?? { 'order-confirmed': 1 }]]
        : [],
    ),
    standings: new Map(shop),
  }
}

const captured = { state: 'captured', captured: eur(5_000) } as const
const paid = { status: 'captured', captured: eur(5_000) } as const
const shipped: Sides = {
  order: { status: 'completed', paymentStatus: 'captured', fulfilmentStatus: 'shipped', shipments: 1 },
  reservation: { status: 'shipped' },
  payment: paid,
  provider: [captured],
  mails: { 'order-confirmed': 1, 'order-shipped': 1 },
}
const declined: Sides = {
  order: { status: 'declined', paymentStatus: 'declined', wasConfirmed: false, declinedFor: ['payment_declined'] },
  reservation: { status: 'held', expiresAt: '2026-01-01T12:05:00Z' },
  payment: { status: 'declined' },
  provider: [],
  mails: { 'order-declined': 1 },
}
const cancelled: Sides = {
  order: { status: 'cancelled', paymentStatus: 'voided', fulfilmentStatus: 'cancelled' },
  reservation: null,
  payment: { status: 'voided' },
  provider: [{ state: 'voided' }],
  mails: { 'order-confirmed': 1, 'order-cancelled': 1 },
}
const refunded: Sides = {
  order: { ...shipped.order, paymentStatus: 'partially_refunded', refunded: eur(700), refunds: 1 },
  reservation: { status: 'shipped' },
  payment: { ...paid, status: 'partially_refunded', refunded: eur(700) },
  provider: [{ ...captured, refunded: eur(700) }],
  mails: { 'order-confirmed': 1, 'order-shipped': 1, 'order-refunded': 1 },
}
const returned: Sides = {
  ...refunded,
  order: {
    ...{ ...refunded.order, fulfilmentStatus: 'partially_returned' },
    ...{ returns: { decided: 1, received: 1 }, restocked: [{ sku: 'SHOE', quantity: 1 }] },
  },
  restocked: [{ sku: 'SHOE', quantity: 1 }],
  mails: { ...refunded.mails, 'return-decided': 1, 'return-received': 1 },
}
const saga: NonNullable<AuditedOrder['saga']> = {
  ...{ kind: 'refund', direction: 'forward', startedAt: '2026-01-01T11:59:00Z', dueAt: '2026-01-01T12:00:01Z' },
  ...{ deadline: '2026-01-01T12:02:00Z', attempts: 3 },
}

const agreeing: Record<string, Sides> = {
  'a confirmed order with its money held': {},
  'a shipped order': shipped,
  'an order declined for its payment, with its stock held for another try': declined,
  'the same when its hold is over': { ...declined, reservation: null },
  'an order that was sold out before anything was asked of others': {
    order: { status: 'declined', paymentStatus: 'voided', wasConfirmed: false, declinedFor: ['out_of_stock'] },
    ...{ reservation: null, payment: null, provider: [], mails: {} },
  },
  'a cancelled order with its money let go': cancelled,
  'a cancelled order whose money was taken and given back': {
    order: { ...cancelled.order, paymentStatus: 'refunded', refunded: eur(5_000), refunds: 1 },
    reservation: null,
    payment: { ...paid, status: 'refunded', refunded: eur(5_000) },
    provider: [{ ...captured, refunded: eur(5_000) }],
    mails: { 'order-confirmed': 1, 'order-cancelled': 1, 'order-refunded': 1 },
  },
  'a shipped order with a part given back': refunded,
  'an order of which a piece came back and is on sale again': returned,
  'the same where the piece was damaged': {
    ...{ ...returned, order: { ...returned.order, restocked: [] } },
    restocked: [],
  },
  'a return whose receipt is under way, whatever is on sale again by now': {
    ...{ ...returned, order: { ...returned.order, restocked: [], saga } },
  },
  'a return that was approved and rejected when it never came': {
    ...{ ...shipped, order: { ...shipped.order, returns: { decided: 2, received: 0 } } },
    mails: { ...shipped.mails, 'return-decided': 2 },
  },
  'a confirmed order with its money taken for a refund': {
    order: { paymentStatus: 'partially_refunded', refunded: eur(700), refunds: 1 },
    payment: { ...paid, status: 'partially_refunded', refunded: eur(700) },
    provider: [{ ...captured, refunded: eur(700) }],
    mails: { 'order-confirmed': 1, 'order-refunded': 1 },
  },
  'an authorization that was tried before the one that holds': { provider: [{ key: 'first', state: 'voided' }, {}] },
  'an order that is under way, whatever others say of it': {
    order: { status: 'pending', paymentStatus: 'pending', wasConfirmed: false, saga },
    ...{ provider: [{}, {}], mails: {} },
  },
  'a payment in doubt, whatever the provider says of it': { payment: { inDoubt: 1 }, provider: [captured] },
  'an authorization that came late and is looked for': { payment: { strays: 1 }, provider: [{}, { key: 'late' }] },
  'letters that nobody has come to write yet': { mails: {}, cursor: '20-6' },
}

suite('Books that agree', () => {
  for (const [what, sides] of Object.entries(agreeing))
    test(`Nothing is found in ${what}.`, () => {
      const before = new Map([
        ['notification', { head: '0-0', cursors: [{ source: 'order', at: '20-5' }], parked: [] }],
      ])
      assert.deepEqual(compare(booksOf(sides), { now, before }).findings, [])
    })
})

const parked = [{ id, source: 'order', type: 'order.confirmed.v1', error: 'poison', parkedAt: now.toISOString() }]

const broken: Record<Check, Record<string, Sides>> = {
  stock_ledger: { 'a ledger that adds up to less than is on hand': { stock: { ledgerSum: 9 } } },
  stock_reserved: {
    'stock that nobody holds': { stock: { reserved: 3 } },
    'a hold that is not reserved': { stock: { held: 3 } },
    'a confirmed order without a reservation': { reservation: null },
    'a confirmed order whose reservation ends by itself': { reservation: { status: 'held' } },
    'a confirmed order with other lines than its reservation': {
      reservation: { lines: [{ sku: 'SHOE', quantity: 1 }] },
    },
    'a shipped order whose pieces are on the shelf': { ...shipped, reservation: { status: 'kept' } },
  },
  live_holds: {
    'stock kept for a cancelled order': { ...cancelled, reservation: { status: 'kept' } },
    'stock held for a cancelled order': { ...cancelled, reservation: { status: 'held' } },
    'pieces shipped of a declined order': { ...declined, reservation: { status: 'shipped' } },
    'a hold beyond its time': { ...declined, reservation: { status: 'held', expiresAt: '2026-01-01T11:50:00Z' } },
    'a reservation without an order': { order: null, payment: null, provider: [], mails: {} },
  },
  restocks: {
    'a piece put back twice': { ...returned, restocked: [{ sku: 'SHOE', quantity: 2 }] },
    'a returned piece that never went back on sale': { ...returned, restocked: [] },
    'another piece put back than the one that came': { ...returned, restocked: [{ sku: 'SHIRT', quantity: 1 }] },
    'a piece put back of an order without a return': { ...shipped, restocked: [{ sku: 'SHOE', quantity: 1 }] },
    'a piece put back of an order that does not exist': {
      ...{ order: null, reservation: null, payment: null, provider: [], mails: {} },
      restocked: [{ sku: 'SHOE', quantity: 1 }],
    },
  },
  provider_ledger: {
    'money that the provider does not hold': { provider: [] },
    'money held twice': { provider: [{ key: 'a' }, { key: 'b' }] },
    'another amount held': { provider: [{ amount: eur(1) }] },
    'money taken that we say is held': { provider: [captured] },
    'money held that we say is taken': { ...shipped, provider: [{}] },
    'money taken twice': { ...shipped, provider: [captured, captured] },
    'another amount taken': { ...shipped, provider: [{ ...captured, captured: eur(1) }] },
    'another amount given back': { ...refunded, provider: [{ ...captured, refunded: eur(1_400) }] },
    'money held for a declined order': { ...declined, provider: [{}] },
    'money kept of a cancelled order': { ...cancelled, provider: [captured] },
    'money held that no payment knows of': { order: null, payment: null, reservation: null, mails: {} },
  },
  payments_of_orders: {
    'a confirmed order without a payment': { payment: null, provider: [] },
    'a confirmed order whose payment was declined': { payment: { status: 'declined' }, provider: [] },
    'a confirmed order that says that its payment was let go': { order: { paymentStatus: 'voided' } },
    'a shipped order whose money is only held': { ...shipped, payment: { status: 'authorized' }, provider: [{}] },
    'a cancelled order whose money is held': { ...cancelled, payment: { status: 'authorized' }, provider: [{}] },
    'a declined order whose money is taken': { ...declined, payment: paid, provider: [captured] },
    'a payment of another amount': { payment: { amount: eur(4_000) }, provider: [{ amount: eur(4_000) }] },
    'a payment in another currency': {
      payment: { amount: { amount: 5_000, currency: 'USD' } },
      provider: [{ amount: { amount: 5_000, currency: 'USD' } }],
    },
    'a refund that the order does not know of': {
      ...refunded,
      payment: { ...refunded.payment, refunded: eur(900) },
      provider: [{ ...captured, refunded: eur(900) }],
    },
    'a payment without an order': { order: null, reservation: null, mails: {} },
  },
  letters: {
    'a confirmation that was not written': { mails: {} },
    'a confirmation written twice': { mails: { 'order-confirmed': 2 } },
    'a letter of a refund that never was': { mails: { 'order-confirmed': 1, 'order-refunded': 1 } },
    'a decline that was not told': { ...declined, mails: {} },
    'a cancellation that was not told': { ...cancelled, mails: { 'order-confirmed': 1 } },
    'a decision on a return that was not told': { ...returned, mails: { ...returned.mails, 'return-decided': 0 } },
    'a return’s receipt told twice': { ...returned, mails: { ...returned.mails, 'return-received': 2 } },
    'a letter about an order that does not exist': { order: null, reservation: null, payment: null, provider: [] },
    'a letter too many while others may be late': { mails: { 'order-confirmed': 2 }, cursor: '20-6' },
  },
  sagas_in_time: {
    'a change past its time': { order: { saga: { ...saga, deadline: '2026-01-01T11:59:59Z' } } },
    'a pending order with which nothing is under way': {
      order: { status: 'pending', paymentStatus: 'pending', wasConfirmed: false },
      mails: {},
    },
  },
  feeds_read: { 'a follower that has not moved': { cursor: '9-9', mails: { 'order-confirmed': 1 } } },
  events_digested: { 'an event that was put aside': { parked } },
}

for (const [check, cases] of Object.entries(broken))
  suite(`That does not hold: ${checks[check as Check].promise}`, () => {
    for (const [what, sides] of Object.entries(cases))
      test(`Found: ${what}.`, () => {
        const books = booksOf(sides)
        const before = check === 'feeds_read' ? books.standings : new Map()
        const { findings } = compare(books, { now, before })
        assert.deepEqual([...new Set(findings.map((one) => one.check))], [check], JSON.stringify(findings))
        assert.equal(findings.length, 1)
        assert.ok(findings[0]?.message.endsWith('.') || check === 'events_digested')
      })
  })
