import { cart } from '@souk/contracts/cart.ts'
import type { delivery } from '@souk/contracts/delivery.ts'
import type { Parts } from '@souk/platform/service.ts'
import type { ZoneCache } from './zone-cache.ts'

export const calls = { cart }
export const config = {}

export type Resources = { zones: ZoneCache }
export type Delivery = Parts<typeof delivery, typeof calls, typeof config, Resources>
