/** The shop that the walk goes through, with a clock to move. */
import { cart } from '@souk/contracts/cart.ts'
import { delivery } from '@souk/contracts/delivery.ts'
import { inventory } from '@souk/contracts/inventory.ts'
import { notification } from '@souk/contracts/notification.ts'
import { order } from '@souk/contracts/order.ts'
import { payment } from '@souk/contracts/payment.ts'
import { product } from '@souk/contracts/product.ts'
import { user } from '@souk/contracts/user.ts'
import { anonymous } from '@souk/platform/auth.ts'
import type { Around } from '@souk/platform/boundary.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { asStaff, fake, startTestShop } from '@souk/platform/testing.ts'
import { services } from '../../scripts/services.ts'
import { address } from '../market.ts'

const house = [...services.filter(({ contract }) => contract.name !== 'user'), fake(user)]
// What a declined order holds stays held for as long as the walk takes.
const environment = { PAYMENT_PROVIDER_TIMEOUT_MS: '2000', ORDER_HOLD_SECONDS: '86400' }

export type House = Awaited<ReturnType<typeof openHouse>>

/** What everybody orders. */
export const thing = 'THING'

export async function openHouse() {
  /** How far ahead its clock is, in milliseconds. */
  let ahead = 0
  let around: Around = (_boundary, work) => work()
  const shop = await startTestShop({
    services: house,
    placement: 'memory',
    environment,
    redeliver: 1,
    now: () => new Date(Date.now() + ahead),
    around: (boundary, work) => around(boundary, work),
  })
  const keeper = asStaff('*')
  const people = {
    guest: shop.client(order, anonymous),
    staff: shop.client(order, keeper),
    carts: shop.client(cart, anonymous),
    stock: shop.client(inventory, keeper),
    payments: shop.client(payment, keeper),
    mails: shop.client(notification, keeper),
  }
  const products = shop.client(product, keeper)
  const options = shop.client(delivery, anonymous)
  const orders = shop.databases.get('order') as Database
  await people.stock.setStock({ sku: thing, onHand: 1_000_000 })
  await products.createCategory({ slug: 'things', name: 'Things', description: '' })
  await products.createProduct({
    ...{ slug: 'thing', name: 'A thing', brand: 'Souk', category: 'things', description: 'A thing.' },
    ...{ attributes: {}, options: [], images: [] },
    variants: [{ sku: thing, options: {}, price: { amount: 2_000, currency: 'EUR' }, weight: 300 }],
  })
  await shop.drain()

  return {
    people,
    drain: shop.drain,
    /** Two pieces in a cart of its own, and what it takes to order them. */
    async fill() {
      const { id: cartId } = await people.carts.createCart({})
      await people.carts.setLine({ id: cartId, sku: thing, quantity: 2 })
      const { items } = await options.listOptions({ cart: cartId, country: 'DE', postcode: '10115' })
      const email = `${cartId}@souk.example`
      return { cartId, email, shippingAddress: address, deliveryOptionId: items[0]?.id ?? 'none' }
    },
    stock: () => people.stock.getStock({ sku: thing }),
    /** Time passes, and whatever has become due is done. */
    async later(seconds: number) {
      ahead += seconds * 1_000
      await shop.drain()
    },
    /** Has this stand around every call and commit from now on. */
    disturb(next: Around | undefined) {
      around = next ?? ((_boundary, work) => work())
    },
    /** How many sagas are under way. */
    async underWay() {
      const { count } = await orders.one(sql<{ count: number }>`select count(*) from sagas where status = 'running'`)
      return count
    },
    close: () => shop.close(),
  }
}
