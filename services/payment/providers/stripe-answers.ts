/** What Stripe's objects and errors mean in the words of the port. No I/O. */
import Stripe from 'stripe'
import { type Answer, type Authorization, type Decided, type Entry, type Found, ProviderLost } from '../provider.ts'

/** What an intent says of the authorization that it was made for. */
export function authorizationIn({ status, next_action, last_payment_error }: Stripe.PaymentIntent): Answer {
  if (status === 'requires_capture' || status === 'succeeded') return { outcome: 'succeeded' }
  if (status === 'canceled') return { outcome: 'declined', code: 'canceled' }
  if (status === 'requires_payment_method') return { outcome: 'declined', code: declineCodeIn(last_payment_error) }
  const redirectUrl = next_action?.redirect_to_url?.url
  return { outcome: 'pending', ...(typeof redirectUrl === 'string' ? { redirectUrl } : {}) }
}

export function captureIn({ status }: Stripe.PaymentIntent): Found {
  if (status === 'succeeded') return { outcome: 'succeeded' }
  return status === 'canceled' ? { outcome: 'declined', code: 'canceled' } : { outcome: 'unknown' }
}

export function voidIn({ status }: Stripe.PaymentIntent): Found {
  if (status === 'canceled') return { outcome: 'succeeded' }
  return status === 'succeeded' ? { outcome: 'declined', code: 'captured' } : { outcome: 'unknown' }
}

/** Given back only where Stripe says so: what is `pending` may still fail. */
export function refundIn({ status, failure_reason }: Stripe.Refund): Answer {
  if (status === 'succeeded') return { outcome: 'succeeded' }
  if (status === 'failed' || status === 'canceled') return { outcome: 'declined', code: failure_reason ?? status }
  return { outcome: 'pending' }
}

export function whereaboutsIn({ status }: Stripe.PaymentIntent) {
  if (status === 'requires_capture') return 'held'
  if (status === 'succeeded') return 'captured'
  return status === 'canceled' ? 'voided' : 'nowhere'
}

/** The lines of Stripe's books that an intent and its refunds stand for. @param intent with its latest charge */
export function entriesIn(intent: Stripe.PaymentIntent, refunds: readonly Stripe.Refund[]): Entry[] {
  const charge = intent.latest_charge
  // Declined, or never confirmed by its payer: it moved no money.
  if (charge === null || typeof charge === 'string' || charge.status !== 'succeeded') return []
  const { orderId = '', key = intent.id } = intent.metadata
  const line = (kind: Entry['kind'], ofKey: string, amount: number, at: number): Entry => ({
    ...{ key: ofKey, orderId, kind, at: timeOf(at) },
    amount: { amount, currency: intent.currency.toUpperCase() },
  })
  const entries = [line('authorize', key, intent.amount, charge.created)]
  if (intent.status === 'succeeded')
    entries.push(line('capture', `${key}:capture`, intent.amount_received, charge.created))
  if (intent.status === 'canceled')
    entries.push(line('void', `${key}:void`, intent.amount, intent.canceled_at ?? charge.created))
  for (const { id, status, amount, metadata, created } of refunds)
    if (status === 'succeeded') entries.push(line('refund', metadata?.key ?? id, amount, created))
  return entries
}

/** Where the money of an intent is; undefined where it never held any, or is none of ours. @param intent with its latest charge */
export function holdingIn(intent: Stripe.PaymentIntent): Authorization | undefined {
  const { orderId, key } = intent.metadata
  const { latest_charge: charge } = intent
  const state = whereaboutsIn(intent)
  if (orderId === undefined || key === undefined || state === 'nowhere') return undefined
  if (charge === null || typeof charge === 'string' || charge.status !== 'succeeded') return undefined
  const money = (amount: number) => ({ amount, currency: intent.currency.toUpperCase() })
  const captured = state === 'captured' ? intent.amount_received : 0
  return {
    ...{ key, orderId, state },
    ...{ amount: money(intent.amount), captured: money(captured) },
    refunded: money(state === 'captured' ? charge.amount_refunded : 0),
  }
}

/** What Stripe refused for good, without an effect; undefined where an error leaves that open. */
export function refusalIn(error: unknown): Extract<Decided, { outcome: 'declined' }> | undefined {
  if (error instanceof Stripe.errors.StripeCardError && error.rawType === 'card_error')
    return { outcome: 'declined', code: declineCodeIn(error) }
  if (error instanceof Stripe.errors.StripeInvalidRequestError)
    return { outcome: 'declined', code: error.code ?? 'invalid_request' }
  return undefined
}

/**
 * Everything else says nothing of an effect: a broken connection, silence, a twin under way under the same key (409), too
 * many requests (429), a fault at Stripe's (5xx), or a key of ours that Stripe does not take. Stripe's own words stay out
 * of it, since they may repeat what they complain of.
 */
export function asLost(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error
  const { type, statusCode, code } = error
  const broken = type === 'StripeConnectionError' && !/timeout/.test(error.message)
  return new ProviderLost(['Stripe:', type, statusCode, code].filter((part) => part !== undefined).join(' '), !broken)
}

function declineCodeIn(error: { decline_code?: string | null; code?: string | null } | null) {
  return error?.decline_code ?? error?.code ?? 'declined'
}

function timeOf(seconds: number) {
  return new Date(seconds * 1_000).toISOString()
}
