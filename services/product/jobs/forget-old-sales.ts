import type { Job } from '@souk/platform/service.ts'
import { firstDayCounted } from '../best-sellers.ts'
import type { Product } from '../needs.ts'
import { forgetBefore } from '../sales.sql.ts'

export const forgetOldSales: Job<Product['context']> = {
  name: 'forget-old-sales',
  every: 3_600,
  run: ({ db, now }) => forgetBefore(db, firstDayCounted(now())),
}
