import type { Job } from '@souk/platform/service.ts'
import { firstDayCounted } from '../best-sellers.ts'
import type { Product } from '../needs.ts'
import { nextVersion } from '../products.sql.ts'
import { rank, ranksChanged } from '../sales.sql.ts'

/** Gives all replicas the same new order of best sellers, once for the many orders that came since the turn before. */
export const rankBestSellers: Job<Product['context']> = {
  name: 'rank-best-sellers',
  every: 10,
  run: async ({ db, now }) => {
    const firstDay = firstDayCounted(now())
    if (await ranksChanged(db, firstDay))
      await db.transaction(async (tx) => {
        await nextVersion(tx, 'sales')
        await rank(tx, firstDay)
      })
    // Nothing is said to be done, or orders that keep coming would begin the next turn at once.
    return 0
  },
}
