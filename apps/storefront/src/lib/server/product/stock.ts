import { hasReason } from '@souk/platform/errors.ts'
import type { Shop } from '#lib/server/shop.ts'
import type { Variant } from './choice.ts'

/** How many are left of what is low; of the rest nobody needs to know. */
export async function stockOf({ inventory }: Shop, { sku, availability }: Variant): Promise<number | undefined> {
  if (availability !== 'low') return undefined
  try {
    return Math.max((await inventory.getStock({ sku })).available, 0)
  } catch (error) {
    if (hasReason(error, 'unknown_sku')) return undefined
    throw error
  }
}
