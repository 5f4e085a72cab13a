/** A cart-service between neighbours that only publish events, for this service's tests. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { cart } from '@souk/contracts/cart.ts'
import { inventory } from '@souk/contracts/inventory.ts'
import type { Money } from '@souk/contracts/money.ts'
import { order } from '@souk/contracts/order.ts'
import { product } from '@souk/contracts/product.ts'
import { user } from '@souk/contracts/user.ts'
import { anonymous } from '@souk/platform/auth.ts'
import type { EventData } from '@souk/platform/contract.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { asCustomer, asService, fake, startTestShop } from '@souk/platform/testing.ts'
import service from './service.ts'

export const eur = (amount: number): Money => ({ amount, currency: 'EUR' })
export const newSku = () => `SKU-${randomUUID()}`

type ProductChange = EventData<typeof product, 'product.changed.v1'>
type Confirmation = EventData<typeof order, 'order.confirmed.v1'>

export async function startCarts(options: { now?: () => Date; environment?: Record<string, string> } = {}) {
  const services = [service, fake(product), fake(inventory), fake(order), fake(user)]
  // Every event comes twice, the second time after later ones.
  const shop = await startTestShop({ services, redeliver: 1, ...options })

  /** Publishes a product and waits until the carts know it. */
  async function publishProduct(skus: readonly string[], more: Partial<ProductChange> & { price?: Money } = {}) {
    const { price = eur(1000), ...rest } = more
    const variants = skus.map((sku) => ({ sku, options: { Size: '42' }, price, weight: 300 }))
    const about = { productId: randomUUID(), slug: 'trail-shoe', name: 'Trail shoe', version: 1, removedSkus: [] }
    const data = { ...about, variants, ...rest }
    await shop.publish(product, 'product.changed.v1', data)
    await shop.drain()
    return data
  }

  return {
    shop,
    db: shop.databases.get('cart') as Database,
    guest: shop.client(cart, anonymous),
    orders: shop.client(cart, asService('order')),
    customer: (userId: string = randomUUID()) => shop.client(cart, asCustomer(userId)),
    publishProduct,
    /** A new sku on sale. */
    async onSale(price = eur(1000)) {
      const sku = newSku()
      await publishProduct([sku], { price })
      return sku
    },
    async publishStock(sku: string, availability: 'in_stock' | 'low' | 'out', available: number) {
      await shop.publish(inventory, 'inventory.availability-changed.v1', { sku, availability, available })
      await shop.drain()
    },
    async confirmOrder(cartId: string) {
      await shop.publish(order, 'order.confirmed.v1', confirmation(cartId))
      await shop.drain()
    },
    async deleteUser(userId: string) {
      await shop.publish(user, 'user.deleted.v1', { userId })
      await shop.drain()
    },
    async changesOf(cartId: string) {
      const all = await shop.published(cart, 'cart.changed.v1')
      return all.filter((change) => change.cartId === cartId)
    },
  }
}
export type Carts = Awaited<ReturnType<typeof startCarts>>

function confirmation(cartId: string): Confirmation {
  return {
    orderId: randomUUID(),
    number: 'S-100001',
    cartId,
    email: 'ada@example.com',
    total: eur(1500),
    lines: [],
    subtotal: eur(1000),
    delivery: eur(500),
    deliveryName: 'Standard',
    shippingAddress: { name: 'Ada', line1: '1 Main St', city: 'Paris', postcode: '75001', country: 'FR' },
  }
}

/** All of these calls, made at once, are refused for this reason. */
export async function allRefused(reason: string, calls: readonly Promise<unknown>[]) {
  for (const outcome of await Promise.allSettled(calls)) {
    assert.equal(outcome.status, 'rejected')
    assert.equal(outcome.reason.reason, reason)
  }
}
