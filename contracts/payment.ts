import { staff } from '@souk/platform/auth.ts'
import { contract, del, get, oneOf, post, put, SignedBody } from '@souk/platform/contract.ts'
import { type Static, Type } from 'typebox'
import { book, Id, line, Since, someOfTheBooks, Time } from './fields.ts'
import { Money } from './money.ts'
import { PaymentState } from './order-state.ts'

/** What the payer has to do before a payment is decided, at a page of their bank's. */
export const PaymentAction = Type.Object({ redirectUrl: Type.String() })

export const Payment = Type.Object(
  {
    id: Id,
    orderId: Id,
    /** `pending`: the provider has not told how it ended; asking again settles it. */
    status: PaymentState,
    /** While it is pending because the payer has to act; asking again tells whether they have. */
    action: Type.Optional(PaymentAction),
    amount: Money,
    captured: Money,
    refunded: Money,
    method: Type.String(),
    declineCode: Type.Optional(Type.String()),
    createdAt: Time,
  },
  { title: 'Payment' },
)
export type Payment = Static<typeof Payment>

export const Attempt = Type.Object({
  id: Id,
  orderId: Id,
  kind: oneOf('authorize', 'capture', 'void', 'refund', 'find'),
  /** `lost`: no answer came, so whether it took effect is found out later by our key. */
  outcome: oneOf('started', 'succeeded', 'declined', 'lost', 'failed'),
  key: Type.String(),
  amount: Money,
  startedAt: Time,
  endedAt: Type.Optional(Time),
  note: Type.Optional(Type.String()),
})

/** One line of the provider's own books. */
export const ProviderEntry = Type.Object({
  key: Type.String({ description: 'our key' }),
  orderId: Id,
  kind: oneOf('authorize', 'capture', 'void', 'refund'),
  amount: Money,
  at: Time,
})

export const AuditedPayment = Type.Object(
  {
    orderId: Id,
    status: PaymentState,
    amount: Money,
    captured: Money,
    refunded: Money,
    inDoubt: Type.Integer({
      description: 'conversations with the provider that the payment depends on, without an end yet',
    }),
    strays: Type.Integer({
      description: 'authorizations that nobody wants any more and that are still looked for, to be let go',
    }),
  },
  { title: 'AuditedPayment' },
)
export type AuditedPayment = Static<typeof AuditedPayment>

/** Money that a provider has held, as its own books have it now. */
export const AuditedAuthorization = Type.Object(
  {
    key: Type.String({ description: 'our key' }),
    orderId: Id,
    method: Type.String(),
    state: oneOf('held', 'captured', 'voided'),
    amount: Money,
    captured: Money,
    refunded: Money,
  },
  { title: 'AuditedAuthorization' },
)
export type AuditedAuthorization = Static<typeof AuditedAuthorization>

const OrderId = { orderId: Id }

export const payment = contract('payment', 'Money: authorised, captured, voided, refunded, each once', {
  operations: {
    authorize: put('/payments/:orderId/authorization', {
      summary:
        'Hold the amount; again with the same attempt: the same outcome; with another attempt after a decline: a new try',
      access: 'internal',
      params: OrderId,
      body: Type.Object({ attemptId: Id, amount: Money, method: line(40), token: line(200) }),
      returns: Payment,
      errors: {
        unknown_payment_method: { code: 'unprocessable' },
        payment_closed: { code: 'conflict', description: 'it was voided' },
      },
      timeout: 10_000,
    }),
    capture: put('/payments/:orderId/capture', {
      summary: 'Take the held money',
      access: 'internal',
      params: OrderId,
      returns: Payment,
      errors: { not_authorized: { code: 'conflict' } },
      timeout: 10_000,
    }),
    voidPayment: del('/payments/:orderId/authorization', {
      summary: 'Let the held money go; also before or without a payment, which can then not be made any more',
      access: 'internal',
      params: OrderId,
      returns: Payment,
      errors: { payment_captured: { code: 'conflict', description: 'refund it instead' } },
      timeout: 10_000,
    }),
    refund: put('/payments/:orderId/refunds/:refundId', {
      summary: 'Give captured money back',
      access: 'internal',
      params: { orderId: Id, refundId: Id },
      body: Type.Object({ amount: Money }),
      returns: Payment,
      errors: {
        not_captured: { code: 'conflict' },
        exceeds_refundable: { code: 'conflict', details: Type.Object({ refundable: Money }) },
        refund_declined: {
          code: 'conflict',
          details: Type.Object({ declineCode: Type.String() }),
          description: 'the provider refuses; the money has to go back in another way',
        },
      },
      timeout: 10_000,
    }),
    listPaymentMethods: get('/payment-methods', {
      summary: 'How one can pay here',
      access: 'public',
      returns: Type.Object({
        items: Type.Array(
          Type.Object({
            method: oneOf('test', 'stripe'),
            publishableKey: Type.Optional(Type.String({ description: 'what a page asks Stripe for card fields with' })),
          }),
        ),
      }),
    }),
    receiveStripeEvent: post('/payments/stripe/webhook', {
      summary: 'Stripe tells that something happened; it is asked what, and the payment is settled by its answer',
      access: 'public',
      repeat: 'natural',
      rawBody: { signature: 'stripe-signature' },
      body: SignedBody,
      errors: {
        bad_signature: { code: 'invalid', description: 'not signed with our secret, or too long ago' },
        unknown_payment: { code: 'not_found', description: 'to be sent again: the payment may not be known here yet' },
      },
      bodyLimit: 256 * 1024,
      timeout: 10_000,
    }),
    listPayments: get('/payments', {
      summary: 'The payments of an order',
      access: [staff('payments'), 'internal'],
      query: Type.Object({ orderId: Id }),
      returns: Type.Object({ items: Type.Array(Payment) }),
    }),
    listAttempts: get('/payments/:orderId/attempts', {
      summary: 'Every conversation with the provider about an order’s payment',
      access: [staff('payments'), 'internal'],
      params: OrderId,
      returns: Type.Object({ items: Type.Array(Attempt) }),
    }),
    listProviderEntries: get('/provider-entries', {
      summary: 'The provider’s own books about an order, to compare with ours',
      access: [staff('payments'), 'internal'],
      query: Type.Object({ orderId: Id }),
      returns: Type.Object({ items: Type.Array(ProviderEntry) }),
    }),
    auditPayments: get('/audit/payments', {
      summary: 'Payments, to compare with the books of others',
      access: 'internal',
      query: Type.Object({ ...someOfTheBooks(Id), since: Type.Optional(Since) }),
      returns: book(AuditedPayment),
      timeout: 10_000,
    }),
    auditProviders: get('/audit/provider-authorizations', {
      summary: 'What each provider’s own books say of the money that it has held',
      access: 'internal',
      query: Type.Object({
        after: Type.Optional(Type.String({ maxLength: 300, description: '`next` of the page before' })),
        orderIds: Type.Optional(Type.Array(Id, { maxItems: 200 })),
        since: Type.Optional(Type.String({ format: 'date-time', description: 'UTC, ISO 8601' })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
      }),
      returns: Type.Object({ items: Type.Array(AuditedAuthorization), next: Type.Optional(Type.String()) }),
      timeout: 20_000,
    }),
  },
  events: {
    'payment.authorized.v1': Type.Object({ paymentId: Id, orderId: Id, amount: Money }),
    'payment.declined.v1': Type.Object({ paymentId: Id, orderId: Id, declineCode: Type.String() }),
    'payment.captured.v1': Type.Object({ paymentId: Id, orderId: Id, amount: Money }),
    'payment.voided.v1': Type.Object({ paymentId: Id, orderId: Id, amount: Money }),
    'payment.refunded.v1': Type.Object({ paymentId: Id, orderId: Id, refundId: Id, amount: Money }),
    /** Money that turned up when nobody waited for it any more was let go. */
    'payment.late-hold-released.v1': Type.Object({ paymentId: Id, orderId: Id, attemptId: Id, amount: Money }),
  },
})
