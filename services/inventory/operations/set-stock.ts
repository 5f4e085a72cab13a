import { userIdOf } from '@souk/platform/auth.ts'
import { SoukError } from '@souk/platform/errors.ts'
import type { Inventory } from '../needs.ts'
import { setOnHand, stockOf } from '../stock.sql.ts'

export const setStock: Inventory['operations']['setStock'] = async ({ sku, onHand, note }, { db, caller }) => {
  const level = await setOnHand(db, sku, onHand, userIdOf(caller), note ?? null)
  if (level !== undefined) return level
  const { reserved = 0 } = (await stockOf(db, sku)) ?? {}
  throw new SoukError(
    'conflict',
    'below_reserved',
    `Orders hold ${reserved} of '${sku}': cancel some first, or set at least ${reserved}.`,
    { details: { reserved } },
  )
}
