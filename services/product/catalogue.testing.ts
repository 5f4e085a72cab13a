/** What this service's tests share: products that differ only in what a test is about. */
import { randomUUID } from 'node:crypto'
import { inventory } from '@souk/contracts/inventory.ts'
import { order } from '@souk/contracts/order.ts'
import { product } from '@souk/contracts/product.ts'
import { anonymous } from '@souk/platform/auth.ts'
import type { Client } from '@souk/platform/client.ts'
import type { Input } from '@souk/platform/contract.ts'
import { asStaff, fake, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import service from './service.ts'

export type NewProduct = Input<(typeof product)['operations']['createProduct']>
export type Editor = Client<typeof product>

export async function startCatalogue(options: { redeliver?: number; now?: () => Date } = {}) {
  const shop = await startTestShop({ services: [service, fake(inventory), fake(order)], ...options })
  return { shop, editor: shop.client(product, asStaff('catalogue')) }
}

export const eur = (amount: number) => ({ amount, currency: 'EUR' })
export const newSku = () => `SKU-${randomUUID()}`

export function newProduct(more: Partial<NewProduct> = {}): NewProduct {
  return {
    slug: `p-${randomUUID().slice(0, 13)}x`,
    name: 'Thing',
    brand: 'Maker',
    category: 'shoes',
    description: '',
    attributes: {},
    options: [],
    images: [],
    variants: [{ sku: newSku(), options: {}, price: eur(1000), weight: 100 }],
    ...more,
  }
}

/** The counts of one facet by value. */
export function countsOf(facets: { name: string; values: { value: string; count: number }[] }[], name: string) {
  const facet = facets.find((each) => each.name === name)
  return Object.fromEntries((facet?.values ?? []).map(({ value, count }) => [value, count]))
}

/** The headers of an answer as the service itself sends them, over its socket where it has one. */
export async function headersOf(
  shop: TestShop,
  operation: 'getImage' | 'getPicture',
  params: Record<string, string>,
): Promise<Record<string, string>> {
  const address = shop.addresses.get('product')
  const path = Object.values(params).join('/')
  if (address !== undefined) return Object.fromEntries((await fetch(`${address}/images/${path}`)).headers)
  const request = { service: 'product', operation, params, query: {}, body: undefined, caller: anonymous }
  const nothing = { idempotencyKey: undefined, ifMatch: undefined, session: undefined, address: undefined }
  return (await shop.send({ ...request, ...nothing, requestId: 'test', deadline: Date.now() + 15_000 })).headers
}
