/** What is checked of any delivery-service. */
import { cart } from '@souk/contracts/cart.ts'
import type { Contract } from '@souk/platform/contract.ts'
import { optionScenarios } from './delivery-options.ts'
import { parcelOf, parcelScenarios } from './delivery-parcels.ts'
import { clearAway, layOut, quoteOf, zoneScenarios } from './delivery-zones.ts'
import type { Script } from './script.ts'

export const delivery: Script = {
  neighbours: [cart as unknown as Contract],
  givens: {
    listCountries: async () => ({ input: {} }),
    listZones: async () => ({ input: {} }),
    listShipments: async () => ({ input: { orderId: parcelOf().orderId } }),
    createShipment: async () => ({ input: parcelOf() }),
    async quote(ground) {
      await layOut(ground)
      return { input: quoteOf() }
    },
    async setZone() {
      return { input: { id: 'conformance-new', name: 'New', countries: ['XN'], methods: [] } }
    },
  },
  scenarios: [
    { chapter: 'Zones, rates and quotes', scenarios: zoneScenarios },
    { chapter: 'Parcels', scenarios: parcelScenarios },
    { chapter: 'Options for a cart', scenarios: optionScenarios },
  ],
  tidyUp: clearAway,
}
