/** What the stand-in for Stripe keeps: intents, their charges and refunds, idempotent answers and the events of it all. */
import { randomUUID } from 'node:crypto'

export type Intent = {
  id: string
  object: 'payment_intent'
  amount: number
  amount_received: number
  currency: string
  status: 'requires_action' | 'requires_capture' | 'requires_payment_method' | 'succeeded' | 'canceled'
  created: number
  canceled_at: number | null
  metadata: Record<string, string>
  return_url: string | null
  next_action: { type: 'redirect_to_url'; redirect_to_url: { url: string; return_url: string | null } } | null
  last_payment_error: { type: 'card_error'; code: string; decline_code?: string; message: string } | null
  latest_charge: Charge | null
}
type Charge = { id: string; object: 'charge'; status: 'succeeded' | 'failed'; created: number; amount_refunded: number }
export type Refund = {
  id: string
  object: 'refund'
  amount: number
  payment_intent: string
  status: 'pending' | 'succeeded' | 'failed'
  failure_reason?: string
  created: number
  metadata: Record<string, string>
}
export type StripeEvent = { id: string; object: 'event'; type: string; created: number; data: { object: object } }

/** A refusal, as Stripe words it. */
export class Refused extends Error {
  readonly status: number
  readonly error: Record<string, unknown>

  constructor(status: number, error: Record<string, unknown>) {
    super(String(error.message ?? error.code))
    this.status = status
    this.error = error
  }
}

const declines: Record<string, string> = {
  pm_card_chargeDeclined: 'generic_decline',
  pm_card_chargeDeclinedInsufficientFunds: 'insufficient_funds',
}

/** @param url where the page is on which a payer acts */
export function openBooks(url: () => string) {
  const intents = new Map<string, Intent>()
  const refunds = new Map<string, Refund>()
  const events: StripeEvent[] = []
  let refundsArePending = false
  const now = () => Math.floor(Date.now() / 1_000)
  const idOf = (kind: string) => `${kind}_${randomUUID().replaceAll('-', '')}`

  function tell(type: string, object: object) {
    const event = { id: idOf('evt'), object: 'event', type, created: now(), data: { object: structuredClone(object) } }
    events.push(event as StripeEvent)
  }

  function intentOf(id: string): Intent {
    const intent = intents.get(id)
    if (intent === undefined) throw invalid(404, 'resource_missing', `No such payment_intent: '${id}'`)
    return intent
  }

  function hold(intent: Intent) {
    intent.status = 'requires_capture'
    intent.next_action = null
    intent.latest_charge = { id: idOf('ch'), object: 'charge', status: 'succeeded', created: now(), amount_refunded: 0 }
    tell('payment_intent.amount_capturable_updated', intent)
  }

  function decline(intent: Intent, code: string, decline_code?: string) {
    const message = 'Your card was declined.'
    intent.status = 'requires_payment_method'
    intent.next_action = null
    intent.latest_charge = { id: idOf('ch'), object: 'charge', status: 'failed', created: now(), amount_refunded: 0 }
    intent.last_payment_error = {
      type: 'card_error',
      code,
      ...(decline_code === undefined ? {} : { decline_code }),
      message,
    }
    tell('payment_intent.payment_failed', intent)
  }

  function confirm(intent: Intent, method: string) {
    const declined = declines[method]
    if (method === 'pm_card_visa') return hold(intent)
    if (method === 'pm_card_threeDSecure2Required') {
      intent.status = 'requires_action'
      const redirect_to_url = { url: `${url()}/action/${intent.id}`, return_url: intent.return_url }
      intent.next_action = { type: 'redirect_to_url', redirect_to_url }
      return tell('payment_intent.requires_action', intent)
    }
    if (declined === undefined) throw invalid(400, 'resource_missing', `No such PaymentMethod: '${method}'`)
    decline(intent, 'card_declined', declined)
    throw new Refused(402, { ...intent.last_payment_error, payment_intent: structuredClone(intent) })
  }

  return {
    intents,
    refunds,
    events,
    intentOf,
    list: (from: number, to: number) =>
      [...intents.values()].filter(({ created }) => created >= from && created <= to).reverse(),
    refundsOf: (intentId: string) => [...refunds.values()].filter((one) => one.payment_intent === intentId).reverse(),
    create(form: URLSearchParams): Intent {
      const amount = Number(form.get('amount'))
      if (amount < 50) throw invalid(400, 'amount_too_small', 'Amount must be at least 50 cents')
      const method = form.get('payment_method') ?? ''
      const intent: Intent = {
        ...{
          id: idOf('pi'),
          object: 'payment_intent',
          amount,
          amount_received: 0,
          currency: form.get('currency') ?? '',
        },
        ...{ status: 'requires_payment_method', created: now(), canceled_at: null, metadata: metadataIn(form) },
        ...{ return_url: form.get('return_url'), next_action: null, last_payment_error: null, latest_charge: null },
      }
      if (!/^pm_card_/.test(method)) throw invalid(400, 'resource_missing', `No such PaymentMethod: '${method}'`)
      intents.set(intent.id, intent)
      if (form.get('confirm') === 'true') confirm(intent, method)
      return intent
    },
    confirm(id: string, form: URLSearchParams): Intent {
      const intent = intentOf(id)
      confirm(intent, form.get('payment_method') ?? '')
      return intent
    },
    capture(id: string): Intent {
      const intent = intentOf(id)
      if (intent.status !== 'requires_capture') throw unexpected(intent)
      Object.assign(intent, { status: 'succeeded', amount_received: intent.amount })
      tell('payment_intent.succeeded', intent)
      return intent
    },
    cancel(id: string): Intent {
      const intent = intentOf(id)
      if (intent.status === 'succeeded' || intent.status === 'canceled') throw unexpected(intent)
      Object.assign(intent, { status: 'canceled', canceled_at: now(), next_action: null })
      tell('payment_intent.canceled', intent)
      return intent
    },
    refund(form: URLSearchParams): Refund {
      const intent = intentOf(form.get('payment_intent') ?? '')
      const given = [...refunds.values()].filter((one) => one.payment_intent === intent.id && one.status !== 'failed')
      const left = intent.amount_received - given.reduce((sum, one) => sum + one.amount, 0)
      const amount = Number(form.get('amount') ?? left)
      if (left === 0) throw invalid(400, 'charge_already_refunded', 'The charge has already been refunded.')
      if (amount > left) throw invalid(400, undefined, 'Refund amount is greater than unrefunded amount on charge')
      const status = refundsArePending ? 'pending' : 'succeeded'
      const metadata = metadataIn(form)
      const refund: Refund = {
        ...{ id: idOf('re'), object: 'refund', amount, payment_intent: intent.id, status, created: now(), metadata },
      }
      refunds.set(refund.id, refund)
      if (intent.latest_charge !== null) intent.latest_charge.amount_refunded += amount
      tell('charge.refunded', { ...intent.latest_charge, metadata: intent.metadata, payment_intent: intent.id })
      return refund
    },
    /** The payer acts on the page of their bank. */
    act(id: string, how: 'complete' | 'fail') {
      const intent = intentOf(id)
      if (intent.status !== 'requires_action') return intent
      if (how === 'complete') hold(intent)
      else decline(intent, 'payment_intent_authentication_failure')
      return intent
    },
    /** Refunds made from now on wait for the bank. */
    delayRefunds(value: boolean) {
      refundsArePending = value
    },
    endRefund(id: string, status: 'succeeded' | 'failed') {
      const refund = refunds.get(id) as Refund
      Object.assign(refund, { status }, status === 'failed' ? { failure_reason: 'lost_or_stolen_card' } : {})
      const charge = intentOf(refund.payment_intent).latest_charge
      if (status === 'failed' && charge !== null) charge.amount_refunded -= refund.amount
      tell(status === 'failed' ? 'refund.failed' : 'refund.updated', refund)
    },
  }
}

export function invalid(status: number, code: string | undefined, message: string) {
  return new Refused(status, { type: 'invalid_request_error', ...(code === undefined ? {} : { code }), message })
}

function unexpected({ status }: Intent) {
  return invalid(400, 'payment_intent_unexpected_state', `This PaymentIntent has a status of ${status}.`)
}

function metadataIn(form: URLSearchParams) {
  const metadata: Record<string, string> = {}
  for (const [name, value] of form) {
    const field = /^metadata\[(\w+)\]$/.exec(name)?.[1]
    if (field !== undefined) metadata[field] = value
  }
  return metadata
}
