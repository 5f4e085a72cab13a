import { order } from '@souk/contracts/order.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { dayOf, firstDayCounted } from '../best-sellers.ts'
import type { Product } from '../needs.ts'
import { countOrder } from '../sales.sql.ts'

/** Counts what was sold. Listings hear of it at the next ranking, so an order makes no replica read anything again. */
export const orderConfirmed = consumer(
  order,
  'order.confirmed.v1',
  async ({ data, time }, tx, { now }: Product['context']) => {
    const day = dayOf(new Date(time))
    // Which orders of such days were counted is forgotten, so a late repetition must not count either.
    if (day < firstDayCounted(now())) return
    await countOrder(tx, data, day)
  },
)
