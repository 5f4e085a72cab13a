import type { payment } from '@souk/contracts/payment.ts'
import { flag, number } from '@souk/platform/config.ts'
import type { Parts } from '@souk/platform/service.ts'
import type { Provider } from './provider.ts'

export const calls = {}
export const config = {
  providerTimeout: number('PAYMENT_PROVIDER_TIMEOUT_MS', 'how long a provider may take to answer', 4_000, 1),
  testProvider: flag('PAYMENT_TEST_PROVIDER', 'offer the method `test`, which charges nobody', true),
  testSlow: number('PAYMENT_TEST_SLOW_MS', 'how long the token tok_slow takes', 3_000),
}

/** Providers by the name of their method. */
export type Resources = { providers: Record<string, Provider> }

export type Paying = Parts<typeof payment, typeof calls, typeof config, Resources>
