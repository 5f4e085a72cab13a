import { hasReason } from '@souk/platform/errors.ts'
import { missingParts } from '#lib/server/away.ts'
import { findCart, mayBeSignedIn } from '#lib/server/my-cart.ts'
import { promises } from '#lib/texts/promises.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async (event) => {
  const { shop, language, origin } = event.locals
  const { missing, optional } = missingParts(event)
  const [categories, cart, person] = await Promise.all([
    optional('catalogue', shop.product.listCategories({})),
    optional('cart', findCart(event)),
    mayBeSignedIn(event) ? optional('account', whoIs(shop.user.getMe({}))) : undefined,
  ])
  return {
    language,
    origin,
    categories: stocked(categories?.items ?? []).map(({ slug, name, children }) => ({
      slug,
      name,
      children: stocked(children).map((child) => ({ slug: child.slug, name: child.name })),
    })),
    promises: promises[language],
    itemCount: cart?.itemCount ?? 0,
    person: person === undefined ? null : { name: person.name },
    missingInFrame: missing,
  }
}

/** A stall with nothing on it is not worth a visit. */
function stocked<T extends { count: number }>(categories: readonly T[]) {
  return categories.filter(({ count }) => count > 0)
}

async function whoIs<T>(asked: Promise<T>) {
  try {
    return await asked
  } catch (error) {
    if (hasReason(error, 'not_signed_in')) return undefined
    throw error
  }
}
