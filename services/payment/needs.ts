import type { payment } from '@souk/contracts/payment.ts'
import { flag, number } from '@souk/platform/config.ts'
import type { Parts } from '@souk/platform/service.ts'
import type { Provider } from './provider.ts'

export const calls = {}
export const config = {
  providerTimeout: number('PAYMENT_PROVIDER_TIMEOUT_MS', 'how long a payment provider may take to answer', 4_000, 1),
  testProvider: flag('PAYMENT_TEST_PROVIDER', 'offers the payment method `test`, which moves no money', true),
  testSlow: number('PAYMENT_TEST_SLOW_MS', 'how long the test provider takes for tok_slow', 3_000),
}

/** The providers by payment method. */
export type Resources = { providers: Readonly<Record<string, Provider>> }
export type Payments = Parts<typeof payment, typeof calls, typeof config, Resources>
export type Context = Payments['context']
