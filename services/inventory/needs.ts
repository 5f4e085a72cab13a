import type { inventory } from '@souk/contracts/inventory.ts'
import type { Parts } from '@souk/platform/service.ts'

export const calls = {}
export const config = {}

export type Inventory = Parts<typeof inventory, typeof calls, typeof config>
