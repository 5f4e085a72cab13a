import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Environment, readConfig } from '@souk/platform/config.ts'
import { config } from './needs.ts'
import { openProviders } from './providers.ts'

const keys = { STRIPE_SECRET_KEY: 'sk_x', STRIPE_WEBHOOK_SECRET: 'whsec_x', STRIPE_PUBLISHABLE_KEY: 'pk_x' }
const production = { NODE_ENV: 'production' }

function methodsWith(environment: Environment) {
  const { providers } = openProviders({ config: readConfig(config, environment), db: undefined as never })
  return Object.keys(providers)
}

test('Without keys one pays by the test bank only; with Stripe’s keys by Stripe too.', () => {
  assert.deepEqual(methodsWith({}), ['test'])
  assert.deepEqual(methodsWith(keys), ['stripe', 'test'])
})

test('In production mode the test bank is off, unless it is asked for.', () => {
  assert.deepEqual(methodsWith(production), [])
  assert.deepEqual(methodsWith({ ...production, ...keys }), ['stripe'])
  assert.deepEqual(methodsWith({ ...production, ...keys, PAYMENT_TEST_PROVIDER: '1' }), ['stripe', 'test'])
})

test('Half of Stripe’s settings keep the service from starting, by the names of those that lack and no value.', () => {
  const { STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY } = keys
  assert.throws(
    () => methodsWith({ STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY }),
    ({ message }: Error) => {
      assert.match(message, /set STRIPE_WEBHOOK_SECRET too/)
      assert.doesNotMatch(message, /sk_x|pk_x/)
      return true
    },
  )
  assert.throws(() => methodsWith({ STRIPE_SECRET_KEY }), /STRIPE_WEBHOOK_SECRET and STRIPE_PUBLISHABLE_KEY/)
})
