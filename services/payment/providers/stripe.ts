/**
 * Stripe, by its own library: a payment intent an authorization, confirmed at once and captured by hand later. Our key is
 * Stripe's Idempotency-Key, and stands with our order in the object's metadata. Stripe's ids are kept by our key.
 */
import type { Database } from '@souk/platform/database/pool.ts'
import type Stripe from 'stripe'
import { type Answer, type Found, ProviderLost, type TellingProvider } from '../provider.ts'
import * as books from './stripe.sql.ts'
import * as read from './stripe-answers.ts'
import { inOurErrors, openStripeClient } from './stripe-client.ts'
import { hintReader } from './stripe-events.ts'

export type StripeSettings = {
  secretKey: string
  webhookSecret: string
  apiUrl: string
  /** Where the payer comes back to from their bank. */
  returnUrl(orderId: string): string
  /** Milliseconds. */
  timeout: number
}

export function stripeProvider(db: Database, settings: StripeSettings): TellingProvider {
  const stripe = openStripeClient(settings)

  /**
   * The intent of an authorization, by Stripe's id where that is kept. Where no answer ever came, or the process died
   * before it kept the id, the intent is looked for by our key in its metadata, among those made in the minutes around the
   * request. Sending the request again under its key would find it too, but would charge where it never arrived, and
   * Stripe's search lags behind by a minute or more: its list is up to date, and only reads.
   */
  async function intentOf(
    request: books.RequestRow | undefined,
    expand: string[] = [],
  ): Promise<Stripe.PaymentIntent | undefined> {
    if (request === undefined) return undefined
    if (request.stripeId !== null) return stripe.paymentIntents.retrieve(request.stripeId, { expand })
    const created = { gte: secondsOf(request.firstSentAt) - 60, lte: secondsOf(request.lastSentAt) + 120 }
    for await (const intent of stripe.paymentIntents.list({
      created,
      limit: 100,
      expand: expand.map((name) => `data.${name}`),
    })) {
      if (intent.metadata.key !== request.key) continue
      await books.keepId(db, request.key, intent.id)
      return intent
    }
    return undefined
  }

  async function refundOf(request: books.RequestRow): Promise<Stripe.Refund | undefined> {
    if (request.stripeId !== null) return stripe.refunds.retrieve(request.stripeId)
    const intent = await intentOf(await books.requestOf(db, request.authorizationKey))
    if (intent === undefined) return undefined
    for await (const refund of stripe.refunds.list({ payment_intent: intent.id, limit: 100 })) {
      if (refund.metadata?.key !== request.key) continue
      await books.keepId(db, request.key, refund.id)
      return refund
    }
    return undefined
  }

  /** Begins what draws on an authorization. @returns undefined where Stripe has no such authorization */
  async function drawOn(kind: books.Kind, { key, authorizationKey }: { key: string; authorizationKey: string }) {
    const authorization = await books.requestOf(db, authorizationKey)
    const intentId = authorization?.stripeId ?? (await intentOf(authorization))?.id
    if (authorization === undefined || intentId === undefined) return undefined
    const { orderId } = authorization
    return { intentId, orderId, request: await books.begin(db, { key, kind, orderId, authorizationKey }) }
  }

  /** @param after what the intent says where it can no longer be changed so, also by what we did before */
  async function change(
    kind: 'capture' | 'void',
    asked: { key: string; authorizationKey: string },
    send: (intentId: string) => Promise<Stripe.PaymentIntent>,
    after: (intent: Stripe.PaymentIntent) => Found,
  ): Promise<Answer> {
    const drawn = await drawOn(kind, asked)
    if (drawn === undefined) return { outcome: 'declined', code: 'unknown_authorization' }
    try {
      const found = after(await send(drawn.intentId))
      return found.outcome === 'unknown' ? { outcome: 'pending' } : found
    } catch (error) {
      const refusal = read.refusalIn(error)
      if (refusal === undefined) throw error
      const found = after(await stripe.paymentIntents.retrieve(drawn.intentId))
      if (found.outcome !== 'unknown') return found
      // The money is still held: that it was not taken can be said, but never that it was let go.
      if (kind === 'capture') return refusal
      throw new ProviderLost(`Stripe does not let the intent go: ${refusal.code}`, true)
    }
  }

  const provider: TellingProvider = {
    async authorize({ key, orderId, amount, token }) {
      const request = await books.begin(db, { key, kind: 'authorize', orderId, authorizationKey: key })
      if (request.stripeId !== null) return read.authorizationIn(await stripe.paymentIntents.retrieve(request.stripeId))
      try {
        const intent = await stripe.paymentIntents.create(
          {
            ...{ amount: amount.amount, currency: amount.currency.toLowerCase(), payment_method: token },
            ...{ capture_method: 'manual', confirm: true, payment_method_types: ['card'] },
            return_url: settings.returnUrl(orderId),
            metadata: { orderId, key },
          },
          { idempotencyKey: key },
        )
        await books.keepId(db, key, intent.id)
        return read.authorizationIn(intent)
      } catch (error) {
        const refusal = read.refusalIn(error)
        if (refusal === undefined) throw error
        const { payment_intent: intent } = error as Stripe.errors.StripeError
        if (intent !== undefined) await books.keepId(db, key, intent.id)
        return refusal
      }
    },
    capture: (asked) => {
      const options = { idempotencyKey: asked.key }
      const amount = { amount_to_capture: asked.amount.amount }
      return change('capture', asked, (id) => stripe.paymentIntents.capture(id, amount, options), read.captureIn)
    },
    voidAuthorization: (asked) => {
      const options = { idempotencyKey: asked.key }
      return change('void', asked, (id) => stripe.paymentIntents.cancel(id, {}, options), read.voidIn)
    },
    async refund(asked) {
      const drawn = await drawOn('refund', asked)
      if (drawn === undefined) return { outcome: 'declined', code: 'unknown_authorization' }
      const { intentId, orderId, request } = drawn
      // A repetition under the same key would be told how it stood when it was asked for first.
      if (request.stripeId !== null) return read.refundIn(await stripe.refunds.retrieve(request.stripeId))
      try {
        const refund = await stripe.refunds.create(
          { payment_intent: intentId, amount: asked.amount.amount, metadata: { orderId, key: asked.key } },
          { idempotencyKey: asked.key },
        )
        await books.keepId(db, asked.key, refund.id)
        return read.refundIn(refund)
      } catch (error) {
        const refusal = read.refusalIn(error)
        if (refusal === undefined) throw error
        return refusal
      }
    },
    async find(key) {
      const request = await books.requestOf(db, key)
      if (request === undefined) return { outcome: 'unknown' }
      if (request.kind === 'refund') {
        const refund = await refundOf(request)
        return refund === undefined ? { outcome: 'unknown' } : read.refundIn(refund)
      }
      const intent = await intentOf(await books.requestOf(db, request.authorizationKey))
      if (intent === undefined) return { outcome: 'unknown' }
      if (request.kind === 'authorize') return read.authorizationIn(intent)
      return request.kind === 'capture' ? read.captureIn(intent) : read.voidIn(intent)
    },
    async listEntries(orderId) {
      const entries = []
      for (const request of await books.authorizationsOf(db, [orderId])) {
        const intent = await intentOf(request, ['latest_charge'])
        if (intent === undefined) continue
        const refunds = stripe.refunds.list({ payment_intent: intent.id, limit: 100 })
        entries.push(
          ...read.entriesIn(
            intent,
            intent.status === 'succeeded' ? await refunds.autoPagingToArray({ limit: 1_000 }) : [],
          ),
        )
      }
      return entries
    },
    async listAuthorizations({ orderIds, after, since, limit }) {
      if (orderIds !== undefined) {
        const requests = await books.authorizationsOf(db, orderIds)
        const intents = await Promise.all(requests.map((request) => intentOf(request, ['latest_charge'])))
        return { items: intents.flatMap((intent) => (intent === undefined ? [] : (read.holdingIn(intent) ?? []))) }
      }
      const { data, has_more } = await stripe.paymentIntents.list({
        ...{ limit: Math.min(limit, 100), expand: ['data.latest_charge'] },
        ...(after === undefined ? {} : { starting_after: after }),
        ...(since === undefined ? {} : { created: { gte: secondsOf(since) } }),
      })
      const last = data.at(-1)
      const items = data.flatMap((intent) => read.holdingIn(intent) ?? [])
      return { items, ...(has_more && last !== undefined ? { next: last.id } : {}) }
    },
    async whereabouts(authorizationKey) {
      const intent = await intentOf(await books.requestOf(db, authorizationKey))
      return intent === undefined ? 'nowhere' : read.whereaboutsIn(intent)
    },
    readHint: hintReader(stripe, settings.webhookSecret, db),
  }
  return inOurErrors(provider)
}

function secondsOf(time: string) {
  return Math.floor(Date.parse(time) / 1_000)
}
