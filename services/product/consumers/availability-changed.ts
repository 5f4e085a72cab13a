import { inventory } from '@souk/contracts/inventory.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { setAvailability } from '../catalogue.sql.ts'
import type { Product } from '../needs.ts'
import { nextVersion } from '../products.sql.ts'

/** Cards and products say what is in stock, low or out without asking inventory. */
export const availabilityChanged = consumer(
  inventory,
  'inventory.availability-changed.v1',
  async ({ data: { sku, availability }, position }, tx, _context: Product['context']) => {
    await setAvailability(tx, await nextVersion(tx, 'availability'), { sku, availability, position })
  },
)
