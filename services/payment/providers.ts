/** The providers that this shop takes payments by, each under the name of its payment method. */
import type { Config } from '@souk/platform/config.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import type { Resources, config as settings } from './needs.ts'
import { stripeProvider } from './providers/stripe.ts'
import { testProvider } from './providers/test.ts'

type Base = { config: Config<typeof settings>; db: Database }

/** @throws where a provider is set up by halves */
export function openProviders({ config, db }: Base): Resources {
  const stripe = openStripe({ config, db })
  return {
    stripe,
    providers: {
      ...(stripe === undefined ? {} : { stripe: stripe.provider }),
      ...(config.testProvider ? { test: testProvider(db, config.testSlow) } : {}),
    },
  }
}

function openStripe({ config, db }: Base): Resources['stripe'] {
  const {
    stripeSecretKey: secretKey,
    stripeWebhookSecret: webhookSecret,
    stripePublishableKey: publishableKey,
  } = config
  if (secretKey !== undefined && webhookSecret !== undefined && publishableKey !== undefined) {
    const shop = config.shopUrl.replace(/\/$/, '')
    const provider = stripeProvider(db, {
      ...{ secretKey, webhookSecret, apiUrl: config.stripeApiUrl, timeout: config.providerTimeout },
      returnUrl: (orderId) => `${shop}/checkout/confirming/${orderId}?returned=1`,
    })
    return { provider, publishableKey }
  }
  const needed = {
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_PUBLISHABLE_KEY: publishableKey,
  }
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []))
  if (missing.length === Object.keys(needed).length) return undefined
  throw new Error(`Stripe is set up by halves: set ${missing.join(' and ')} too, or none of its keys.`)
}
