import { SoukError } from '@souk/platform/errors.ts'
import type { Inventory } from '../needs.ts'
import { stockOf } from '../stock.sql.ts'

export const getStock: Inventory['operations']['getStock'] = async ({ sku }, { db }) => {
  const level = await stockOf(db, sku)
  if (level === undefined) throw new SoukError('not_found', 'unknown_sku', `There is no stock record for '${sku}'.`)
  return level
}
