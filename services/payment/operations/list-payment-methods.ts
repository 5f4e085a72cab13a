import type { Payments } from '../needs.ts'

export const listPaymentMethods: Payments['operations']['listPaymentMethods'] = async (_input, { resources }) => {
  const { providers, stripe } = resources
  const isTrial = Object.hasOwn(providers, 'test')
  return {
    items: [
      ...(stripe === undefined ? [] : [{ method: 'stripe' as const, publishableKey: stripe.publishableKey }]),
      ...(isTrial ? [{ method: 'test' as const }] : []),
    ],
  }
}
