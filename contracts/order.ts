import { staff } from '@souk/platform/auth.ts'
import { contract, get, post } from '@souk/platform/contract.ts'
import { type Static, Type } from 'typebox'
import {
  Address,
  book,
  Cursor,
  Email,
  Id,
  Limit,
  line,
  page,
  paragraphs,
  Quantity,
  Since,
  Sku,
  someOfTheBooks,
  Time,
} from './fields.ts'
import { Lines, Shortages } from './inventory.ts'
import { Money } from './money.ts'
import { AuditedOrder } from './order-audit.ts'
import {
  exceedsReturnable,
  NamedLines,
  NamedReceivedLines,
  ReceivedLines,
  Return,
  ReturnStatus,
} from './order-return.ts'
import { FulfilmentStatus, OrderStatus, PaymentState } from './order-state.ts'
import { Image } from './product.ts'

export const OrderLine = Type.Object(
  {
    sku: Sku,
    quantity: Quantity,
    productSlug: Type.String(),
    name: Type.String(),
    options: Type.Record(Type.String(), Type.String()),
    image: Type.Optional(Image),
    unitPrice: Money,
    lineTotal: Money,
  },
  { title: 'OrderLine' },
)

export const TimelineEntry = Type.Object({
  at: Time,
  /** What happened, such as placed, stock_held, payment_authorized, confirmed, shipped. */
  what: Type.String(),
  /** customer, staff or system */
  by: Type.String(),
  details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})

const Shipment = Type.Object({ id: Id, carrier: Type.String(), trackingNumber: Type.String(), shippedAt: Time })
const Refund = Type.Object({ id: Id, amount: Money, reason: Type.Optional(Type.String()), refundedAt: Time })

export const Order = Type.Object(
  {
    id: Id,
    number: Type.String({ description: 'for people, such as S-100042' }),
    status: OrderStatus,
    paymentStatus: PaymentState,
    fulfilmentStatus: FulfilmentStatus,
    email: Email,
    lines: Type.Array(OrderLine),
    subtotal: Money,
    delivery: Type.Object({
      optionId: Type.String(),
      name: Type.String(),
      amount: Type.Integer(),
      currency: Type.String(),
      /** The days on which it was promised to arrive. */
      estimate: Type.Optional(Type.Object({ from: Type.String(), to: Type.String() })),
    }),
    /** Added on top of the prices: nothing where prices include it, as here. */
    tax: Money,
    /** The tax that the total contains. */
    taxIncluded: Money,
    total: Money,
    refunded: Money,
    shippingAddress: Address,
    placedAt: Time,
    shipments: Type.Array(Shipment),
    refunds: Type.Array(Refund),
    returns: Type.Array(Return),
    /** What is left to be sent back, and until when its customer may ask for it; only of what was shipped. */
    returnable: Type.Optional(Type.Object({ lines: Lines, until: Time })),
    timeline: Type.Array(TimelineEntry),
    /** While it is pending because the payer has to act: at their bank's page, from where they come back to the shop. */
    paymentAction: Type.Optional(Type.Object({ redirectUrl: Type.String() })),
    /** Only in the answer to the guest who placed it. */
    accessToken: Type.Optional(Type.String()),
  },
  { title: 'Order' },
)
export type Order = Static<typeof Order>

const States = Type.Object({ status: OrderStatus, fulfilmentStatus: FulfilmentStatus })

/** What the others need to know of an order when something happens to it. */
const OrderFacts = {
  orderId: Id,
  number: Type.String(),
  cartId: Id,
  userId: Type.Optional(Id),
  email: Email,
  total: Money,
}

const ReturnFacts = { ...OrderFacts, returnId: Id }

const GuestAccess = Type.Object({
  accessToken: Type.Optional(Type.String({ maxLength: 100, description: 'of a guest’s order' })),
})

/** A saga: it may still be under way when it is answered, and a repetition finds it by its key. */
const change = { alsoStatus: 202, repeat: 'natural', timeout: 15_000 } as const

export const order = contract('order', 'Orders from placing to the last parcel', {
  operations: {
    placeOrder: post('/orders', {
      summary: 'Buy what is in a cart',
      access: 'public',
      body: Type.Object({
        cartId: Id,
        email: Email,
        shippingAddress: Address,
        deliveryOptionId: line(64),
        payment: Type.Object({ method: line(40), token: line(200) }),
        expectedTotal: Type.Optional(Money),
      }),
      returns: Order,
      status: 201,
      alsoStatus: 202,
      keyRequired: true,
      repeat: 'natural',
      limit: 0.2,
      timeout: 15_000,
      errors: {
        payment_declined: {
          code: 'payment_required',
          details: Type.Object({ orderId: Id, declineCode: Type.String() }),
          description: 'nothing was charged; the stock stays held: order the same cart again with another payment',
        },
        unknown_payment_method: { code: 'unprocessable' },
        out_of_stock: { code: 'conflict', details: Shortages },
        price_changed: {
          code: 'conflict',
          details: Type.Object({ total: Money, lines: Type.Array(Type.Object({ sku: Sku, unitPrice: Money })) }),
        },
        cart_already_ordered: { code: 'conflict', details: Type.Object({ orderId: Type.Optional(Id) }) },
        cart_empty: { code: 'conflict' },
        line_not_sold: { code: 'conflict', details: Type.Object({ skus: Type.Array(Sku) }) },
        delivery_unavailable: { code: 'unprocessable', description: 'this option does not reach the address' },
      },
    }),
    listOrders: get('/orders', {
      summary: 'My orders; all orders for staff',
      access: ['customer', staff('orders')],
      query: Type.Object({
        status: Type.Optional(OrderStatus),
        q: Type.Optional(line(100)),
        limit: Type.Optional(Limit),
        cursor: Type.Optional(Cursor),
      }),
      returns: page(Order),
    }),
    getOrder: get('/orders/:id', {
      summary: 'An order: mine, a guest’s with its access token, any for staff',
      access: 'public',
      params: { id: Id },
      query: GuestAccess,
      returns: Order,
    }),
    findOrder: post('/order-lookups', {
      summary: 'A guest’s order by its number and e-mail address, with the access token that opens it',
      access: 'public',
      body: Type.Object({ number: line(20), email: Email }),
      returns: Type.Object({ id: Id, number: Type.String(), accessToken: Type.String() }),
      repeat: 'natural',
      limit: 0.005,
    }),
    cancelOrder: post('/orders/:id/cancel', {
      summary: 'Cancel an order that has not been shipped; the money goes back',
      access: 'public',
      params: { id: Id },
      query: GuestAccess,
      body: Type.Object({ reason: Type.Optional(paragraphs(500)) }),
      returns: Order,
      ...change,
      errors: {
        not_cancellable: { code: 'conflict', details: States },
      },
    }),
    refundOrder: post('/orders/:id/refunds', {
      summary: 'Give money back; all that is left where no amount is named',
      access: staff('orders'),
      params: { id: Id },
      body: Type.Object({ amount: Type.Optional(Money), reason: Type.Optional(paragraphs(500)) }),
      returns: Order,
      status: 201,
      ...change,
      errors: {
        not_refundable: { code: 'conflict' },
        exceeds_refundable: { code: 'conflict', details: Type.Object({ refundable: Money }) },
      },
    }),
    shipOrder: post('/orders/:id/shipments', {
      summary: 'The parcel leaves: the payment is captured, the stock goes down, the customer is told',
      access: staff('orders'),
      params: { id: Id },
      body: Type.Object({ carrier: Type.Optional(line(60)), trackingNumber: Type.Optional(line(60)) }),
      returns: Order,
      status: 201,
      ...change,
      errors: {
        not_shippable: { code: 'conflict', details: States },
      },
    }),
    requestReturn: post('/orders/:id/returns', {
      summary: 'Ask to send shipped things back, within the days for it; staff may ask at any time',
      access: 'public',
      params: { id: Id },
      query: GuestAccess,
      body: Type.Object({ lines: Lines, reason: paragraphs(500) }),
      returns: Order,
      status: 201,
      ...change,
      errors: {
        not_returnable: { code: 'conflict', details: States, description: 'not shipped, too late, or nothing is left' },
        ...exceedsReturnable,
      },
    }),
    decideReturn: post('/orders/:id/returns/:returnId/decision', {
      summary: 'Approve a return or reject it; one that was approved and never came can be rejected still',
      access: staff('orders'),
      params: { id: Id, returnId: Id },
      body: Type.Object({
        approved: Type.Boolean(),
        note: Type.Optional(paragraphs(500)),
      }),
      returns: Order,
      ...change,
      errors: { not_decidable: { code: 'conflict', details: Type.Object({ status: ReturnStatus }) } },
    }),
    receiveReturn: post('/orders/:id/returns/:returnId/receipt', {
      summary: 'A returned parcel came: its value goes back, and what can be sold again goes into stock',
      access: staff('orders'),
      params: { id: Id, returnId: Id },
      body: Type.Object({
        lines: ReceivedLines,
        refundDelivery: Type.Optional(Type.Boolean()),
        note: Type.Optional(paragraphs(500)),
      }),
      returns: Order,
      ...change,
      errors: {
        not_receivable: { code: 'conflict', details: Type.Object({ status: ReturnStatus }) },
        not_refundable: { code: 'conflict', description: 'the payment refuses; nothing was done' },
        exceeds_refundable: { code: 'conflict', details: Type.Object({ refundable: Money }) },
        ...exceedsReturnable,
      },
    }),
    listReturns: get('/returns', {
      summary: 'Orders with returns, those with the newest first; of a status, with the returns that have it',
      access: staff('orders'),
      query: Type.Object({
        status: Type.Optional(ReturnStatus),
        limit: Type.Optional(Limit),
        cursor: Type.Optional(Cursor),
      }),
      returns: page(
        Type.Object({
          orderId: Id,
          number: Type.String(),
          email: Email,
          total: Money,
          refunded: Money,
          returns: Type.Array(Return),
        }),
      ),
    }),
    retryOrder: post('/orders/:id/retry', {
      summary: 'Go on now with what is under way; where nothing is, make the neighbours’ books agree with the order',
      access: staff('orders'),
      params: { id: Id },
      body: Type.Object({ note: Type.Optional(paragraphs(500)) }),
      returns: Order,
      ...change,
      errors: {
        not_repairable: {
          code: 'conflict',
          description: 'a neighbour cannot follow the order: undo the order instead',
        },
      },
    }),
    compensateOrder: post('/orders/:id/compensation', {
      summary: 'Undo whatever an order did that has not been shipped: money and stock go back, and it is cancelled',
      access: staff('orders'),
      params: { id: Id },
      body: Type.Object({ note: paragraphs(500, 1) }),
      returns: Order,
      ...change,
      errors: { not_compensable: { code: 'conflict', details: States, description: 'shipped: return or refund it' } },
    }),
    auditOrders: get('/audit/orders', {
      summary: 'Orders with what is under way with them, to compare with the books of others',
      access: 'internal',
      query: Type.Object({ ...someOfTheBooks(Id), since: Type.Optional(Since) }),
      returns: book(AuditedOrder),
      timeout: 10_000,
    }),
  },
  events: {
    'order.confirmed.v1': Type.Object({
      ...OrderFacts,
      lines: Type.Array(OrderLine),
      subtotal: Money,
      delivery: Money,
      deliveryName: Type.String(),
      shippingAddress: Address,
      accessToken: Type.Optional(Type.String()),
    }),
    'order.declined.v1': Type.Object({ ...OrderFacts, reason: Type.String() }),
    'order.cancelled.v1': Type.Object({ ...OrderFacts, reason: Type.Optional(Type.String()) }),
    'order.refunded.v1': Type.Object({
      ...OrderFacts,
      refundId: Id,
      amount: Money,
      reason: Type.Optional(Type.String()),
    }),
    'order.shipped.v1': Type.Object({
      ...OrderFacts,
      shipmentId: Id,
      carrier: Type.String(),
      trackingNumber: Type.String(),
    }),
    'order.return-requested.v1': Type.Object({ ...ReturnFacts, lines: NamedLines, reason: Type.String() }),
    'order.return-decided.v1': Type.Object({
      ...ReturnFacts,
      approved: Type.Boolean(),
      lines: NamedLines,
      note: Type.Optional(Type.String()),
    }),
    /** What came of a return; where money went back, `order.refunded.v1` tells of it too, with the return's id. */
    'order.returned.v1': Type.Object({
      ...ReturnFacts,
      lines: NamedReceivedLines,
      refund: Money,
      note: Type.Optional(Type.String()),
    }),
  },
})
