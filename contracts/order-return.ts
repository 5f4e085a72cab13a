/** A return, as it stands with its order and as others are told of it. */
import { oneOf } from '@souk/platform/contract.ts'
import { type Static, Type } from 'typebox'
import { Id, Sku, Time } from './fields.ts'
import { Line, Lines } from './inventory.ts'
import { Money } from './money.ts'

export const ReturnStatus = oneOf('requested', 'approved', 'rejected', 'received')

/** What came back, and whether it goes on sale again. */
const ReceivedLine = Type.Object({
  ...Line.properties,
  restock: Type.Boolean({ description: 'false: damaged, or used' }),
})
export const ReceivedLines = Type.Array(ReceivedLine, { minItems: 1, maxItems: 200 })

/** In the words that its buyer knows it by. */
const Named = { name: Type.String(), options: Type.Record(Type.String(), Type.String()) }
export const NamedLines = Type.Array(Type.Object({ ...Line.properties, ...Named }))
export const NamedReceivedLines = Type.Array(Type.Object({ ...ReceivedLine.properties, ...Named }))

export const Return = Type.Object(
  {
    id: Id,
    status: ReturnStatus,
    /** What the customer wants to send back. */
    lines: Lines,
    reason: Type.String(),
    requestedAt: Time,
    decidedAt: Type.Optional(Time),
    receivedAt: Type.Optional(Time),
    /** What the customer was told with the last step. */
    note: Type.Optional(Type.String()),
    /** What really came; it counts from then on, and `lines` no longer do. */
    received: Type.Optional(Lines),
    /** What of that went on sale again. */
    restocked: Type.Optional(Type.Array(Line)),
    /** What was paid back for it: nothing where all had been before. */
    refund: Type.Optional(Money),
    /** True where that holds the delivery, which is paid back once. */
    deliveryRefunded: Type.Optional(Type.Boolean()),
  },
  { title: 'Return' },
)
export type Return = Static<typeof Return>

/** What is asked for, and what is left of it beside all other open and received returns. */
const NotReturnable = Type.Object({
  lines: Type.Array(Type.Object({ sku: Sku, requested: Type.Integer(), returnable: Type.Integer() })),
})
export const exceedsReturnable = { exceeds_returnable: { code: 'conflict', details: NotReturnable } } as const
