import type { cart } from '@souk/contracts/cart.ts'
import { text } from '@souk/platform/config.ts'
import type { Parts } from '@souk/platform/service.ts'

export const calls = {}
export const config = {
  currency: text('SOUK_CURRENCY', 'the currency of a cart in which nothing is yet, ISO 4217', 'EUR'),
}

export type Cart = Parts<typeof cart, typeof calls, typeof config>
