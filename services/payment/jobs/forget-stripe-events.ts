import type { Job } from '@souk/platform/service.ts'
import type { Context } from '../needs.ts'
import { forgetEvents } from '../providers/stripe.sql.ts'

/** Stripe tells for three days what it gets no answer to; an event that it told longer ago it tells no more. */
const days = 30

export const forgetStripeEvents: Job<Context> = {
  name: 'forget-stripe-events',
  every: 3_600,
  run: ({ db }) => forgetEvents(db, days),
}
