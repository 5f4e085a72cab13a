import { fail } from '@souk/platform/errors.ts'
import type { Payments } from '../needs.ts'
import { answerWithin, type Page, type Provider, ProviderLost } from '../provider.ts'
import { busy } from '../turn.ts'

/** One provider after another: the cursor says whose turn it is, and where in its books. */
export const auditProviders: Payments['operations']['auditProviders'] = async (
  { after, orderIds, since, limit = 1_000 },
  { config, resources },
) => {
  const methods = Object.keys(resources.providers).sort()
  const [method, place] = after === undefined ? [methods[0], undefined] : placeOf(after)
  if (method === undefined) return { items: [] }
  const provider = resources.providers[method]
  if (provider === undefined) throw fail('invalid_input', 'after: give the `next` of the page before')
  const { items, next } = await ask(provider, { after: place, orderIds, since, limit }, config.providerTimeout)
  const following = next === undefined ? methods[methods.indexOf(method) + 1] : `${method}:${next}`
  return {
    items: items.map((one) => ({ ...one, method })),
    ...(following === undefined ? {} : { next: following }),
  }
}

function placeOf(after: string): [string | undefined, string | undefined] {
  const colon = after.indexOf(':')
  return colon < 0 ? [after, undefined] : [after.slice(0, colon), after.slice(colon + 1)]
}

async function ask(provider: Provider, page: Page, timeout: number) {
  try {
    return await answerWithin(timeout, () => provider.listAuthorizations(page))
  } catch (error) {
    if (error instanceof ProviderLost) throw busy('The provider does not answer.')
    throw error
  }
}
