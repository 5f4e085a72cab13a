import type { Cart } from '../needs.ts'
import { putLine } from '../putting.ts'

export const addLine: Cart['operations']['addLine'] = async ({ id, sku, quantity }, context) =>
  putLine(id, { sku, quantity, adds: true }, context)
