/** `npm run screens`: pictures of the main pages at three widths, for docs/screens. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { inventory } from '@souk/contracts/inventory.ts'
import { product } from '@souk/contracts/product.ts'
import { loadDemo } from '@souk/demo/load.ts'
import { asStaff } from '@souk/platform/testing.ts'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { openBrowser } from './browser.ts'
import { type Market, openMarket } from './market.ts'

const folder = resolve(import.meta.dirname, '../docs/screens')
const windows = [
  { width: 1440, height: 1000 },
  { width: 768, height: 1000 },
  { width: 360, height: 780 },
]
/** Of the pixels that the browser shows. */
const scale = 0.45
const gap = 28

mkdirSync(folder, { recursive: true })
const market = await openMarket({ storefront: true })
const browser = await openBrowser()
try {
  const staff = asStaff('*')
  console.log('Filling the shelves …')
  await loadDemo(
    { products: market.shop.client(product, staff), stock: market.shop.client(inventory, staff) },
    () => {},
  )
  await market.shop.drain()
  const buyer = await aBuyer(browser, market)
  const pages: [string, string][] = [
    ['home', '/'],
    ['listing', '/products?sort=best_selling'],
    ['product', buyer.product],
    ['cart', '/cart'],
    ['checkout', '/checkout'],
    ['order', buyer.order],
  ]
  for (const [name, path] of pages) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const file = `${name}${colorScheme === 'dark' ? '-dark' : ''}.webp`
      await shoot(browser, market, { path, colorScheme, state: buyer.state, file })
      console.log(`docs/screens/${file}`)
    }
  }
} finally {
  await browser.close()
  await market.close()
}

type Shot = { path: string; colorScheme: 'light' | 'dark'; state: Awaited<ReturnType<typeof stateOf>>; file: string }

/** The three windows side by side. */
async function shoot(browser: Browser, { url }: Market, { path, colorScheme, state, file }: Shot) {
  const shots = []
  let left = gap
  for (const { width, height } of windows) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height }, storageState: state })
    const page = await context.newPage()
    await page.goto(`${url}${path}`, { waitUntil: 'networkidle' })
    const whole = await page.screenshot()
    await context.close()
    const input = await sharp(whole)
      .resize(Math.round(width * scale))
      .png()
      .toBuffer()
    shots.push({ input, left, top: gap })
    left += Math.round(width * scale) + gap
  }
  const height = Math.round((windows[0]?.height ?? 0) * scale) + 2 * gap
  const background = colorScheme === 'dark' ? '#3a3644' : '#d9d0c3'
  await sharp({ create: { width: left, height, channels: 3, background } })
    .composite(shots)
    .webp({ quality: 72 })
    .toFile(join(folder, file))
}

/** Somebody who has ordered once and has things in the cart again. */
async function aBuyer(browser: Browser, { url }: Market) {
  const context = await browser.newContext({ baseURL: url })
  const page = await context.newPage()
  await page.goto('/products?sort=best_selling')
  const links = await page
    .locator('article.product a')
    .evaluateAll((all) => all.map((link) => (link as unknown as { href: string }).href))
  const paths = links.slice(0, 6).map((link) => new URL(link).pathname)
  await add(page, paths[1] as string)
  await add(page, paths[2] as string)
  const order = await buy(page)
  for (const path of paths.slice(3, 6)) await add(page, path)
  const state = await stateOf(page)
  await context.close()
  return { product: paths[0] as string, order, state }
}

async function add(page: Page, path: string) {
  await page.goto(path)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('status').getByRole('link', { name: 'To the cart' }).waitFor()
}

/** @returns the address of the order */
async function buy(page: Page) {
  await page.goto('/checkout')
  await page.getByLabel('E-mail').fill('ada@souk.example')
  await page.getByLabel('Full name').fill('Ada Lovelace')
  await page.getByLabel('Street').fill('Markt 1')
  await page.getByLabel('Postcode').fill('10115')
  await page.getByLabel('City').fill('Berlin')
  await page.getByRole('button', { name: /Buy now/ }).click()
  await page.waitForURL(/thanks/)
  return `/orders/${new URL(page.url()).pathname.split('/').at(-1)}`
}

function stateOf(page: Page) {
  return page.context().storageState()
}
