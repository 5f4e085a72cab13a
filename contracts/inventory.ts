import { staff } from '@souk/platform/auth.ts'
import { contract, del, get, oneOf, put } from '@souk/platform/contract.ts'
import { type Static, Type } from 'typebox'
import {
  Availability,
  book,
  Cursor,
  Id,
  Limit,
  line,
  page,
  Quantity,
  Since,
  Sku,
  someOfTheBooks,
  Time,
} from './fields.ts'

export const StockLevel = Type.Object(
  {
    sku: Sku,
    onHand: Type.Integer(),
    reserved: Type.Integer(),
    available: Type.Integer({ description: 'on hand less reserved' }),
  },
  { title: 'StockLevel' },
)
export type StockLevel = Static<typeof StockLevel>

export const Line = Type.Object({ sku: Sku, quantity: Quantity })
export const Lines = Type.Array(Line, { minItems: 1, maxItems: 200 })

export const Reservation = Type.Object(
  {
    orderId: Id,
    status: oneOf('held', 'kept', 'released', 'expired', 'shipped'),
    lines: Lines,
    expiresAt: Type.Optional(Time),
  },
  { title: 'Reservation' },
)

export const Shortages = Type.Object({
  lines: Type.Array(Type.Object({ sku: Sku, requested: Type.Integer(), available: Type.Integer() })),
})
export type Shortages = Static<typeof Shortages>

export const LedgerEntry = Type.Object({
  id: Type.Integer(),
  sku: Sku,
  change: Type.Integer({ description: 'of on hand' }),
  onHand: Type.Integer({ description: 'after the change' }),
  cause: oneOf('set', 'shipped', 'returned'),
  reference: Type.Optional(Type.String({ description: 'the order, or who set it' })),
  note: Type.Optional(Type.String()),
  at: Time,
})

export const AuditedStock = Type.Object(
  {
    sku: Sku,
    onHand: Type.Integer(),
    reserved: Type.Integer(),
    ledgerSum: Type.Integer({ description: 'of the changes in the ledger' }),
    held: Type.Integer({ description: 'the lines of held and kept reservations' }),
  },
  { title: 'AuditedStock' },
)
export type AuditedStock = Static<typeof AuditedStock>

/** A reservation that draws on stock, or has; what was released or has expired is as if it had never been. */
export const AuditedReservation = Type.Object(
  {
    orderId: Id,
    status: oneOf('held', 'kept', 'shipped'),
    lines: Type.Array(Type.Object({ sku: Sku, quantity: Type.Integer() })),
    expiresAt: Type.Optional(Time),
  },
  { title: 'AuditedReservation' },
)
export type AuditedReservation = Static<typeof AuditedReservation>

/** What went back on sale of an order, all its returns together, by the ledger of stock. */
export const AuditedRestock = Type.Object(
  {
    orderId: Id,
    restocks: Type.Integer({ description: 'how many times something did' }),
    lines: Type.Array(Type.Object({ sku: Sku, quantity: Type.Integer() }), { description: 'one for each sku' }),
  },
  { title: 'AuditedRestock' },
)
export type AuditedRestock = Static<typeof AuditedRestock>

const unknownSku = { unknown_sku: { code: 'not_found' } } as const
const closed = {
  reservation_closed: { code: 'conflict', description: 'it was released or shipped before' },
} as const

export const inventory = contract('inventory', 'Stock on hand, reservations, and the ledger of every change', {
  operations: {
    getStock: get('/stock/:sku', {
      summary: 'Stock of a variant',
      access: 'public',
      params: { sku: Sku },
      returns: StockLevel,
      errors: unknownSku,
    }),
    listStock: get('/stock', {
      summary: 'Stock of all variants',
      access: staff('stock'),
      query: Type.Object({ q: Type.Optional(line(64)), limit: Type.Optional(Limit), cursor: Type.Optional(Cursor) }),
      returns: page(StockLevel),
    }),
    setStock: put('/stock/:sku', {
      summary: 'Set what is on hand',
      access: staff('stock'),
      params: { sku: Sku },
      body: Type.Object({
        onHand: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
        note: Type.Optional(line(200)),
      }),
      returns: StockLevel,
      errors: {
        below_reserved: {
          code: 'conflict',
          details: Type.Object({ reserved: Type.Integer() }),
          description: 'orders already hold more than that',
        },
      },
    }),
    listLedger: get('/stock/:sku/ledger', {
      summary: 'Every change of a variant’s stock, newest first',
      access: staff('stock'),
      params: { sku: Sku },
      query: Type.Object({ limit: Type.Optional(Limit), cursor: Type.Optional(Cursor) }),
      returns: page(LedgerEntry),
    }),
    reserve: put('/reservations/:orderId', {
      summary: 'Hold all lines for an order, or none; again for the same order: the same reservation, held anew',
      access: 'internal',
      params: { orderId: Id },
      body: Type.Object({ lines: Lines, holdSeconds: Type.Integer({ minimum: 1, maximum: 86_400 }) }),
      returns: Reservation,
      errors: { out_of_stock: { code: 'conflict', details: Shortages }, ...closed },
      timeout: 8_000,
    }),
    keep: put('/reservations/:orderId/keeping', {
      summary: 'The order is confirmed: hold without a time limit',
      access: 'internal',
      params: { orderId: Id },
      errors: { reservation_lost: { code: 'conflict', description: 'it expired: reserve again' }, ...closed },
      timeout: 8_000,
    }),
    release: del('/reservations/:orderId', {
      summary: 'Give the stock back; also before or without a reservation, which can then not be made any more',
      access: 'internal',
      params: { orderId: Id },
      errors: { reservation_shipped: { code: 'conflict' } },
      timeout: 8_000,
    }),
    ship: put('/reservations/:orderId/shipment', {
      summary: 'The reserved pieces leave the house',
      access: 'internal',
      params: { orderId: Id },
      errors: closed,
      timeout: 8_000,
    }),
    restock: put('/restocks/:id', {
      summary: 'Returned pieces go back on sale; again with the same id: nothing more',
      access: 'internal',
      params: { id: Id },
      body: Type.Object({ orderId: Id, lines: Lines }),
      timeout: 8_000,
    }),
    getReservation: get('/reservations/:orderId', {
      summary: 'An order’s reservation',
      access: ['internal', staff('stock')],
      params: { orderId: Id },
      returns: Reservation,
    }),
    auditStock: get('/audit/stock', {
      summary: 'Stock beside the sums that it must agree with',
      access: 'internal',
      query: Type.Object(someOfTheBooks(Sku)),
      returns: book(AuditedStock),
      timeout: 10_000,
    }),
    auditReservations: get('/audit/reservations', {
      summary: 'Reservations that draw on stock, or have, by their orders',
      access: 'internal',
      query: Type.Object({ ...someOfTheBooks(Id), since: Type.Optional(Since) }),
      returns: book(AuditedReservation),
      timeout: 10_000,
    }),
    auditRestocks: get('/audit/restocks', {
      summary: 'What went back on sale, by the orders that it came from',
      access: 'internal',
      query: Type.Object({ ...someOfTheBooks(Id), since: Type.Optional(Since) }),
      returns: book(AuditedRestock),
      timeout: 10_000,
    }),
  },
  events: {
    /** Sent when a variant becomes in stock, low or out, and with each change while it is low. */
    'inventory.availability-changed.v1': Type.Object({
      sku: Sku,
      availability: Availability,
      available: Type.Integer(),
    }),
  },
})
