import type { payment } from '@souk/contracts/payment.ts'
import { flag, number, optionalText, type Setting, text } from '@souk/platform/config.ts'
import type { Parts } from '@souk/platform/service.ts'
import type { Provider, TellingProvider } from './provider.ts'

export const calls = {}

const stripeApiUrl: Setting<string> = {
  ...text('STRIPE_API_URL', 'where Stripe is', 'https://api.stripe.com'),
  kind: 'url',
}
const shopUrl: Setting<string> = {
  ...text('SOUK_URL', 'where the storefront is, for payers who come back from their bank', 'http://localhost:8080'),
  kind: 'url',
}

export const config = {
  providerTimeout: number('PAYMENT_PROVIDER_TIMEOUT_MS', 'how long a payment provider may take to answer', 4_000, 1),
  testProvider: flag('PAYMENT_TEST_PROVIDER', 'offers the payment method `test`, which moves no money', true, false),
  stripeSecretKey: optionalText('STRIPE_SECRET_KEY', 'the key that Stripe knows this shop by'),
  stripeWebhookSecret: optionalText('STRIPE_WEBHOOK_SECRET', 'what Stripe signs its events with'),
  stripePublishableKey: optionalText('STRIPE_PUBLISHABLE_KEY', 'the key that pages show card fields with'),
  stripeApiUrl,
  shopUrl,
  testSlow: number('PAYMENT_TEST_SLOW_MS', 'how long the test provider takes for tok_slow', 3_000),
}

/** The providers by payment method; Stripe also by itself, where it is set up. */
export type Resources = {
  providers: Readonly<Record<string, Provider>>
  stripe: { provider: TellingProvider; publishableKey: string } | undefined
}
export type Payments = Parts<typeof payment, typeof calls, typeof config, Resources>
export type Context = Payments['context']
