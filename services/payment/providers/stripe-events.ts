/** What Stripe tells over its webhook, as hints. */
import type { Database } from '@souk/platform/database/pool.ts'
import type Stripe from 'stripe'
import type { Hint } from '../provider.ts'
import { keepId } from './stripe.sql.ts'

/** What may concern a payment. */
const handled = new Set<string>([
  'payment_intent.amount_capturable_updated',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'charge.refunded',
  'refund.updated',
  'refund.failed',
] satisfies Stripe.Event['type'][])

const isId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

export function hintReader(stripe: Stripe, webhookSecret: string, db: Database) {
  function verified(payload: string, signature: string) {
    try {
      return stripe.webhooks.constructEvent(payload, signature, webhookSecret)
    } catch {
      return undefined
    }
  }

  return async (payload: string, signature: string): Promise<Hint | undefined> => {
    const event = verified(payload, signature)
    if (event === undefined) return undefined
    const { id, type } = event
    const { id: objectId, metadata } = event.data.object as { id?: string; metadata?: Stripe.Metadata | null }
    const { orderId, key } = metadata ?? {}
    if (!handled.has(type) || orderId === undefined || !isId.test(orderId)) return { id, type, about: undefined }
    // It may come before the answer to our request, or instead of it.
    if (type.startsWith('payment_intent.') && key !== undefined && objectId !== undefined)
      await keepId(db, key, objectId)
    return { id, type, about: { orderId, key } }
  }
}
