/** Owns what shoppers are about to buy, and keeps what it shows of products and stock from their owners' events. */
import { cart } from '@souk/contracts/cart.ts'
import { service } from '@souk/platform/service.ts'
import { availabilityChanged } from './consumers/availability-changed.ts'
import { orderConfirmed } from './consumers/order-confirmed.ts'
import { productChanged } from './consumers/product-changed.ts'
import { productRemoved } from './consumers/product-removed.ts'
import { userDeleted } from './consumers/user-deleted.ts'
import { forgetGuestCarts } from './jobs/forget-guest-carts.ts'
import { calls, config } from './needs.ts'
import { addLine } from './operations/add-line.ts'
import { claimCart } from './operations/claim-cart.ts'
import { createCart } from './operations/create-cart.ts'
import { getCart } from './operations/get-cart.ts'
import { readCart } from './operations/read-cart.ts'
import { removeLine } from './operations/remove-line.ts'
import { setLine } from './operations/set-line.ts'

export default service({
  contract: cart,
  calls,
  config,
  migrations: new URL('./migrations/', import.meta.url),
  operations: { createCart, getCart, setLine, addLine, removeLine, claimCart, readCart },
  consumers: [productChanged, productRemoved, availabilityChanged, orderConfirmed, userDeleted],
  jobs: [forgetGuestCarts],
})
