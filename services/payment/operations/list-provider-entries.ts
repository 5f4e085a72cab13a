import type { Payments } from '../needs.ts'
import { answerWithin, ProviderLost } from '../provider.ts'
import { busy } from '../turn.ts'

export const listProviderEntries: Payments['operations']['listProviderEntries'] = async ({ orderId }, context) => {
  const { config, resources } = context
  const providers = Object.values(resources.providers)
  try {
    const books = providers.map((provider) => answerWithin(config.providerTimeout, () => provider.listEntries(orderId)))
    return { items: (await Promise.all(books)).flat() }
  } catch (error) {
    if (error instanceof ProviderLost) throw busy('The provider does not answer.')
    throw error
  }
}
