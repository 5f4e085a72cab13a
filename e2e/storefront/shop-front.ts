/** The whole shop with its pages, a small catalogue, and people who look at it with a real browser. */
import assert from 'node:assert/strict'
import { inventory } from '@souk/contracts/inventory.ts'
import { product } from '@souk/contracts/product.ts'
import { asStaff } from '@souk/platform/testing.ts'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../browser.ts'
import { type Market, openMarket } from '../market.ts'

export type ShopFront = Market & {
  /** Somebody with a browser of their own. What goes wrong in it, such as a broken rule of the page's policy, fails the test's end. */
  visitor(options?: { javaScript?: boolean; dark?: boolean; width?: number }): Promise<Page>
  /** Does the work while a service is out of everybody's reach. */
  without<T>(service: string, work: () => Promise<T>): Promise<T>
}

export async function openShopFront(
  options: { placement?: 'memory' | 'http'; environment?: Record<string, string> } = {},
): Promise<ShopFront> {
  const [market, browser] = await Promise.all([openMarket({ ...options, storefront: true }), openBrowser()])
  await fillShelves(market)
  const faults: string[] = []
  return {
    ...market,
    async visitor({ javaScript = true, dark = false, width = 1280 } = {}) {
      const context = await browser.newContext({
        baseURL: market.url,
        javaScriptEnabled: javaScript,
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
        viewport: { width, height: 900 },
      })
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
      page.on('console', (message) => {
        // A page that says by its status what is wrong is no fault in it, nor is a line that a test has cut.
        if (message.type() === 'error' && !/status of (4|503)|ERR_FAILED|Failed to fetch/.test(message.text()))
          faults.push(`${page.url()}: ${message.text()}`)
      })
      return page
    },
    async without(service, work) {
      const addresses = market.shop.addresses as Map<string, string>
      const address = addresses.get(service)
      assert.ok(address !== undefined, 'only a shop in the placement http can do without one service')
      addresses.set(service, 'http://127.0.0.1:9')
      try {
        return await work()
      } finally {
        addresses.set(service, address)
      }
    },
    async close() {
      await closeBrowser(browser)
      await market.close()
      assert.deepEqual(faults, [])
    },
  }
}

async function closeBrowser(browser: Browser) {
  for (const context of browser.contexts()) await context.close()
  await browser.close()
}

const euro = (amount: number) => ({ amount, currency: 'EUR' })

/** A shoe in sizes and colours, of which one is not made and one is sold out; a hat; the last lamp. */
async function fillShelves({ shop, staff }: Market) {
  const products = shop.client(product, asStaff('*'))
  const stock = shop.client(inventory, asStaff('*'))
  const drawing = (colour: string) =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><rect width="600" height="600" fill="${colour}"/></svg>`,
    ).toString('base64')
  const imageOf = async (alt: string, colour: string, shown?: Record<string, string>) => {
    const { url } = await products.addImage({ contentType: 'image/svg+xml', data: drawing(colour) })
    return { url, alt, ...(shown === undefined ? {} : { options: shown }) }
  }
  await products.createCategory({ slug: 'shoes', name: 'Shoes', description: 'To walk in.', parent: 'things' })
  const variants = [
    { sku: 'SHOE-41-RED', options: { Size: '41', Colour: 'Red' }, onHand: 50 },
    { sku: 'SHOE-42-RED', options: { Size: '42', Colour: 'Red' }, onHand: 50 },
    { sku: 'SHOE-42-BLUE', options: { Size: '42', Colour: 'Blue' }, onHand: 0 },
  ]
  for (const { sku, onHand } of variants) await stock.setStock({ sku, onHand })
  await products.createProduct({
    ...{ slug: 'trail-shoe', name: 'Trail shoe', brand: 'Fell', category: 'shoes' },
    ...{ description: 'A shoe that knows the trail.', attributes: { Weight: '290 g' } },
    options: [
      { name: 'Size', values: ['41', '42'] },
      { name: 'Colour', values: ['Red', 'Blue'] },
    ],
    images: [
      await imageOf('Trail shoe in red', '#b33', { Colour: 'Red' }),
      await imageOf('Trail shoe in blue', '#33b', { Colour: 'Blue' }),
    ],
    variants: variants.map(({ sku, options }) => ({ sku, options, price: euro(8_990), weight: 600 })),
  })
  const plain = [
    { slug: 'wool-hat', name: 'Wool hat', sku: 'HAT-1', price: 2_490, onHand: 200, category: 'things' },
    { slug: 'last-lamp', name: 'Last lamp', sku: 'LAMP-1', price: 4_900, onHand: 1, category: 'things' },
  ]
  for (const { slug, name, sku, price, onHand, category } of plain) {
    await stock.setStock({ sku, onHand })
    await products.createProduct({
      ...{ slug, name, brand: 'Souk', category, description: `A ${name.toLowerCase()}.`, attributes: {}, options: [] },
      images: [await imageOf(name, '#3a6')],
      variants: [{ sku, options: {}, price: euro(price), weight: 200 }],
    })
  }
  assert.ok(staff.token)
  await shop.drain()
}
