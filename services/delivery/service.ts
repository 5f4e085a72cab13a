/** Owns where we deliver, by which methods and for how much, and the parcels on their way. */
import { delivery } from '@souk/contracts/delivery.ts'
import { service } from '@souk/platform/service.ts'
import { cartChanged } from './consumers/cart-changed.ts'
import { listZones as readZones } from './delivery.sql.ts'
import { forgetCarts } from './jobs/forget-carts.ts'
import { calls, config } from './needs.ts'
import { createShipment } from './operations/create-shipment.ts'
import { listCountries } from './operations/list-countries.ts'
import { listOptions } from './operations/list-options.ts'
import { listShipments } from './operations/list-shipments.ts'
import { listZones } from './operations/list-zones.ts'
import { quote } from './operations/quote.ts'
import { setZone } from './operations/set-zone.ts'
import { zoneCache } from './zone-cache.ts'

export default service({
  contract: delivery,
  calls,
  config,
  migrations: new URL('./migrations/', import.meta.url),
  operations: { listOptions, listCountries, quote, createShipment, listShipments, listZones, setZone },
  consumers: [cartChanged],
  jobs: [forgetCarts],
  open: ({ db }) => ({ zones: zoneCache(() => readZones(db)) }),
})
