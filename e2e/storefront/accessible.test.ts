/** Every page, in both themes and on a narrow screen: nothing for axe to find, and nothing that has to be scrolled sideways. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { openShopFront, type ShopFront } from './shop-front.ts'
import { buy, buyButton, putIntoCart, register } from './shopper.ts'

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

let shop: ShopFront
before(async () => {
  shop = await openShopFront()
})
after(() => shop.close())

async function isAccessible(page: Page, where: string) {
  await page.evaluate(axe)
  const { violations } = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  )) as AxeResults
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    [],
  )
  const overhang = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number
  assert.ok(overhang <= 0, `${where} is ${overhang} pixels too wide`)
}

const forEverybody = [
  ...['/', '/products', '/products?Size=42&inStock=1', '/categories/shoes', '/search?q=hat', '/search?q=zzzzzz'],
  ...['/products/trail-shoe?sku=SHOE-42-BLUE', '/cart', '/checkout', '/delivery', '/returns', '/privacy', '/terms'],
  ...[
    '/contact',
    '/account/sign-in',
    '/account/register',
    '/account/reset',
    '/account/verify',
    '/orders/find',
    '/nowhere',
  ],
  ...['/de', '/de/products', '/de/products/trail-shoe'],
]
const forCustomers = [
  ...['/account', '/account/profile', '/account/addresses', '/account/addresses/new', '/account/sessions'],
  ...['/account/data', '/orders'],
]

for (const dark of [false, true]) {
  const theme = dark ? 'dark' : 'light'
  // The narrow screen is the harder one; the wide one shows what a narrow one folds away.
  const width = dark ? 1280 : 320

  test(`Pages for everybody are accessible, in the ${theme} theme at ${width} pixels.`, async () => {
    const page = await shop.visitor({ dark, width })
    for (const path of forEverybody) {
      await page.goto(path)
      await isAccessible(page, path)
    }
  })

  test(`The way of an order is accessible, in the ${theme} theme at ${width} pixels.`, async () => {
    const page = await shop.visitor({ dark, width })
    await putIntoCart(page, 'trail-shoe')
    await isAccessible(page, 'the product after adding')
    await page.goto('/cart')
    await isAccessible(page, 'the cart')
    await page.goto('/checkout')
    await isAccessible(page, 'the checkout')
    await buyButton(page).click()
    await page.getByRole('alert').waitFor()
    await isAccessible(page, 'the checkout with faults')
    await buy(page, `axe-${theme}@souk.example`)
    await isAccessible(page, 'the thanks')
    const id = new URL(page.url()).pathname.split('/').at(-1)
    assert.equal((await shop.staff.call('POST', `/orders/${id}/shipments`, {})).status, 201)
    for (const path of [`/orders/${id}`, `/orders/${id}/invoice`, `/orders/${id}/return`, `/de/orders/${id}/return`]) {
      await page.goto(path)
      await isAccessible(page, path)
    }
    await page.getByRole('checkbox').first().uncheck()
    await page.getByRole('button', { name: 'Rückgabe anmelden' }).click()
    await page.getByRole('alert').waitFor()
    await isAccessible(page, 'the return with a fault')
    await page.getByRole('checkbox').first().check()
    await page.getByRole('button', { name: 'Rückgabe anmelden' }).click()
    await page.getByRole('heading', { name: 'Rückgaben' }).waitFor()
    await isAccessible(page, 'the order with a return')
  })

  test(`A customer’s pages are accessible, in the ${theme} theme at ${width} pixels.`, async () => {
    const page = await shop.visitor({ dark, width })
    await register(page, `axe-customer-${theme}@souk.example`)
    for (const path of forCustomers) {
      await page.goto(path)
      await isAccessible(page, path)
    }
  })
}

test('The menu on a narrow screen, and the suggestions of a search, are accessible while they are open.', async () => {
  const page = await shop.visitor({ width: 360 })
  await page.goto('/products')
  await page.getByText('Menu', { exact: true }).click()
  await isAccessible(page, 'the menu')
  await page.locator('#search').fill('hat')
  await page.getByRole('option').first().waitFor()
  await isAccessible(page, 'the suggestions')
})
