import type { product } from '@souk/contracts/product.ts'
import type { Parts } from '@souk/platform/service.ts'
import type { Catalogue } from './search/catalogue.ts'
import type { Workshop } from './workshop.ts'

export const calls = {}
export const config = {}

export type Product = Parts<typeof product, typeof calls, typeof config, { catalogue: Catalogue; workshop: Workshop }>
