import { inventory } from '@souk/contracts/inventory.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { keepStock } from '../facts.sql.ts'

export const availabilityChanged = consumer(inventory, 'inventory.availability-changed.v1', ({ data, position }, tx) =>
  keepStock(tx, data, position),
)
