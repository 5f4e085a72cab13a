/** What shoppers do on the pages, by what they read there. */
import type { Page } from 'playwright-core'

export async function putIntoCart(page: Page, slug: string) {
  await page.goto(`/products/${slug}`)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  // With JavaScript the page says so; without, the cart opens.
  await page
    .getByRole('link', { name: 'To the cart' })
    .or(page.getByRole('heading', { name: 'Your cart' }))
    .first()
    .waitFor()
}

export async function fillAddress(page: Page, email: string) {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Full name').fill('Ada Lovelace')
  await page.getByLabel('Street and number').fill('Markt 1')
  await page.getByLabel('Postcode').fill('10115')
  await page.getByLabel('City').fill('Berlin')
}

export function buyButton(page: Page) {
  return page.getByRole('button', { name: /Buy now/ })
}

/** From an empty cart to the thanks. @returns the order's number */
export async function buy(page: Page, email: string, slug = 'wool-hat') {
  await putIntoCart(page, slug)
  await page.goto('/checkout')
  await fillAddress(page, email)
  await buyButton(page).click()
  await page.waitForURL(/\/checkout\/thanks\//)
  return numberOn(page)
}

export async function numberOn(page: Page) {
  return /S-\d+/.exec(await page.locator('main').innerText())?.[0] ?? ''
}

export async function register(page: Page, email: string, password = 'a-good-password') {
  await page.goto('/account/register')
  await page.getByLabel('Name').fill('Ada Lovelace')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.waitForURL((url) => !url.pathname.includes('register'))
}
