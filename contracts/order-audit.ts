/** What an audit is told of an order. */
import { oneOf } from '@souk/platform/contract.ts'
import { type Static, Type } from 'typebox'
import { Id, Sku, Time } from './fields.ts'
import { Money } from './money.ts'
import { FulfilmentStatus, OrderStatus, PaymentState } from './order-state.ts'

/** An order as an audit compares it with the books of others. */
export const AuditedOrder = Type.Object(
  {
    id: Id,
    status: OrderStatus,
    paymentStatus: PaymentState,
    fulfilmentStatus: FulfilmentStatus,
    total: Money,
    refunded: Money,
    lines: Type.Array(Type.Object({ sku: Sku, quantity: Type.Integer() }), { description: 'one for each sku' }),
    shipments: Type.Integer(),
    refunds: Type.Integer(),
    returns: Type.Object({
      decided: Type.Integer({ description: 'decisions: what was approved and never came may be rejected later' }),
      received: Type.Integer(),
    }),
    restocked: Type.Array(Type.Object({ sku: Sku, quantity: Type.Integer() }), {
      description: 'what of the received returns went on sale again, one for each sku',
    }),
    wasConfirmed: Type.Boolean(),
    declinedReason: Type.Optional(Type.String()),
    declinedFor: Type.Array(Type.String(), { description: 'every reason for which it ever was declined' }),
    undecidedMs: Type.Integer({ description: 'from placing to the decision, or until now' }),
    /** What is under way with it. */
    saga: Type.Optional(
      Type.Object({
        kind: Type.String(),
        direction: oneOf('forward', 'back'),
        startedAt: Time,
        dueAt: Time,
        deadline: Time,
        attempts: Type.Integer(),
        lastError: Type.Optional(Type.String()),
      }),
    ),
  },
  { title: 'AuditedOrder' },
)
export type AuditedOrder = Static<typeof AuditedOrder>
