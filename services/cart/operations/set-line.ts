import type { Cart } from '../needs.ts'
import { putLine } from '../putting.ts'
import { removeLine } from './remove-line.ts'

export const setLine: Cart['operations']['setLine'] = async ({ id, sku, quantity }, context) =>
  quantity === 0 ? removeLine({ id, sku }, context) : putLine(id, { sku, quantity, adds: false }, context)
