import { staff } from '@souk/platform/auth.ts'
import { contract, get, oneOf, post } from '@souk/platform/contract.ts'
import { type Static, Type } from 'typebox'
import { Cursor, Id, Limit, page, paragraphs, Time } from './fields.ts'

/**
 * What is compared. `stock_ledger`: the ledger of each variant sums to what is on hand. `stock_reserved`: what is reserved is
 * what reservations hold, and these are the lines of open orders. `live_holds`: no reservation outlives its order.
 * `restocks`: what went back on sale of an order is what its returns say.
 * `provider_ledger`: what we say is held, captured and refunded is what the provider says. `payments_of_orders`: each payment
 * belongs to one order, and both say the same of it. `letters`: each thing that happened to an order was told in one letter.
 * `sagas_in_time`: nothing that is under way is past its time. `feeds_read`: each follower stands at the head of its feeds,
 * or comes nearer to it. `events_digested`: no event is parked.
 */
export const Check = oneOf(
  'stock_ledger',
  'stock_reserved',
  'live_holds',
  'restocks',
  'provider_ledger',
  'payments_of_orders',
  'letters',
  'sagas_in_time',
  'feeds_read',
  'events_digested',
)
export type Check = Static<typeof Check>

const Finding = {
  check: Check,
  subject: Type.String({ description: 'the order, variant or follower that it is about' }),
  orderId: Type.Optional(Id),
  message: Type.String({ description: 'what does not agree, in words for people' }),
  facts: Type.Record(Type.String(), Type.Unknown(), { description: 'what each side says' }),
}

export const Report = Type.Object(
  {
    startedAt: Time,
    endedAt: Time,
    /** True where nothing was under way: no saga ran, no payment was in doubt, every follower stood at the head. */
    atRest: Type.Boolean(),
    underWay: Type.Object({
      sagas: Type.Integer(),
      paymentsInDoubt: Type.Integer(),
      /** Followers that are behind. */
      followers: Type.Integer(),
    }),
    orders: Type.Object({ count: Type.Integer(), longestUndecidedMs: Type.Integer() }),
    checks: Type.Array(
      Type.Object({
        check: Check,
        promise: Type.String({ description: 'the sentence that holds where there is no exception' }),
        compared: Type.Integer({ description: 'how many things were looked at' }),
        exceptions: Type.Integer(),
      }),
    ),
    /** The first 1,000. */
    exceptions: Type.Array(Type.Object(Finding)),
  },
  { title: 'AuditReport' },
)
export type Report = Static<typeof Report>

export const Exception = Type.Object(
  {
    id: Id,
    ...Finding,
    status: oneOf('open', 'settled'),
    firstSeenAt: Time,
    lastSeenAt: Time,
    settledAt: Type.Optional(Time),
    /** `system` where the books agree again by themselves. */
    settledBy: Type.Optional(oneOf('staff', 'system')),
    note: Type.Optional(Type.String()),
  },
  { title: 'Exception' },
)
export type Exception = Static<typeof Exception>

const Told = { exceptionId: Id, check: Check, orderId: Type.Optional(Id), message: Type.String() }

export const audit = contract('audit', 'The books of all services, compared: what does not agree is filed and told', {
  operations: {
    runAudit: post('/audits', {
      summary: 'Compare all books now; what does not agree is looked at again until it is sure not to be under way',
      access: [staff('orders'), 'internal'],
      returns: Report,
      repeat: 'natural',
      timeout: 120_000,
    }),
    listExceptions: get('/exceptions', {
      summary: 'What does not agree, newest first',
      access: [staff('orders'), 'internal'],
      query: Type.Object({
        status: Type.Optional(Exception.properties.status),
        orderId: Type.Optional(Id),
        limit: Type.Optional(Limit),
        cursor: Type.Optional(Cursor),
      }),
      returns: page(Exception),
    }),
    settleException: post('/exceptions/:id/settlement', {
      summary: 'Say that an exception is seen to, and how',
      access: staff('orders'),
      params: { id: Id },
      body: Type.Object({ note: paragraphs(500, 1) }),
      returns: Exception,
      repeat: 'natural',
    }),
  },
  events: {
    'audit.exception-found.v1': Type.Object(Told),
    'audit.exception-settled.v1': Type.Object({
      ...Told,
      by: oneOf('staff', 'system'),
      note: Type.Optional(Type.String()),
    }),
  },
})
