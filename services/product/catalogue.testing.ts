/** What this service's tests share: products that differ only in what a test is about. */
import { randomUUID } from 'node:crypto'
import { inventory } from '@souk/contracts/inventory.ts'
import { product } from '@souk/contracts/product.ts'
import type { Client } from '@souk/platform/client.ts'
import type { Input } from '@souk/platform/contract.ts'
import { asStaff, fake, startTestShop } from '@souk/platform/testing.ts'
import service from './service.ts'

export type NewProduct = Input<(typeof product)['operations']['createProduct']>
export type Editor = Client<typeof product>

export async function startCatalogue(options: { redeliver?: number; now?: () => Date } = {}) {
  const shop = await startTestShop({ services: [service, fake(inventory)], ...options })
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
