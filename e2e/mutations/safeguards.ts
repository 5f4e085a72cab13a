/** The safeguards that keep the money right: how each is switched off, and the tests that go red then. */
import { moneySafeguards } from './money-safeguards.ts'
import { newsSafeguards } from './news-safeguards.ts'
import { orderSafeguards } from './order-safeguards.ts'
import type { Safeguard } from './safeguard.ts'
import { stockSafeguards } from './stock-safeguards.ts'

export const safeguards: readonly Safeguard[] = [
  ...orderSafeguards,
  ...newsSafeguards,
  ...stockSafeguards,
  ...moneySafeguards,
]
