import * as delivery from '../delivery.sql.ts'
import type { Delivery } from '../needs.ts'

export const listZones: Delivery['operations']['listZones'] = async (_input, { db }) => ({
  items: await delivery.listZones(db),
})
