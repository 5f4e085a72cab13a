/** Whatever somebody does with the buttons of a page or of the browser: one order, one charge, one letter; and no edit of a cart is lost. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { payment } from '@souk/contracts/payment.ts'
import { asService } from '@souk/platform/testing.ts'
import type { Page } from 'playwright-core'
import { openShopFront, type ShopFront } from './shop-front.ts'
import { buyButton, fillAddress, putIntoCart, register } from './shopper.ts'

let shop: ShopFront
before(async () => {
  shop = await openShopFront()
})
after(() => shop.close())

const newEmail = () => `once-${randomUUID().slice(0, 8)}@souk.example`

async function isOneOrder(email: string) {
  const { items } = (await shop.staff.call('GET', `/orders?q=${encodeURIComponent(email)}`)).body
  assert.equal(items.length, 1)
  const charges = await shop.shop.client(payment, asService()).listProviderEntries({ orderId: items[0].id })
  assert.deepEqual(
    charges.items.map(({ kind }) => kind),
    ['authorize'],
  )
  assert.equal((await shop.orderLetters(email)).length, 1)
}

async function atCheckout(page: Page, email: string) {
  await putIntoCart(page, 'wool-hat')
  await page.goto('/checkout')
  await fillAddress(page, email)
}

for (const javaScript of [true, false]) {
  const how = javaScript ? '' : ' without JavaScript'

  test(`A double click on the button${how} is one order.`, async () => {
    const page = await shop.visitor({ javaScript })
    const email = newEmail()
    await atCheckout(page, email)
    await buyButton(page).dblclick({ noWaitAfter: true })
    await page.waitForURL(/thanks/)
    await isOneOrder(email)
  })

  test(`Going back after the order${how} and ordering again is the same order.`, async () => {
    const page = await shop.visitor({ javaScript })
    const email = newEmail()
    await atCheckout(page, email)
    await buyButton(page).click()
    await page.waitForURL(/thanks/)
    await page.goBack()
    const again = buyButton(page)
    if (await again.isVisible()) {
      await fillAddress(page, email)
      await again.click()
      await page
        .getByText(/Thank you|already been ordered|has been ordered|is placed/)
        .first()
        .waitFor()
    }
    await page.goto('/checkout')
    assert.equal(await buyButton(page).isVisible(), false)
    await isOneOrder(email)
  })

  test(`Refreshing the thanks, and what follows a decline${how}, orders nothing more.`, async () => {
    const page = await shop.visitor({ javaScript })
    const email = newEmail()
    await atCheckout(page, email)
    await page.getByLabel(/declined/).check()
    await buyButton(page).click()
    await page.getByRole('alert').waitFor()
    await page.reload()
    await fillAddress(page, email)
    await page.getByLabel(/Test card that works/).check()
    await buyButton(page).click()
    await page.waitForURL(/thanks/)
    await page.reload()
    await page.reload()
    await isOneOrder(email)
  })
}

test('Two tabs that order the same cart at the same moment are one order.', async () => {
  const page = await shop.visitor()
  const email = newEmail()
  await atCheckout(page, email)
  const other = await page.context().newPage()
  await other.goto('/checkout')
  await fillAddress(other, email)
  await Promise.all([buyButton(page).click(), buyButton(other).click()])
  await Promise.all([page.waitForURL(/thanks/), other.waitForURL(/thanks/)])
  await isOneOrder(email)
})

test('An answer that never reached the browser costs nothing: pressing again shows the order.', async () => {
  const page = await shop.visitor()
  const email = newEmail()
  await atCheckout(page, email)
  await page.route(/checkout\?\/place/, async (route) => {
    await route.fetch()
    await route.abort()
  })
  await buyButton(page).click()
  await page.getByRole('alert').waitFor()
  assert.match(await page.getByRole('alert').innerText(), /cannot be charged twice/)
  await page.unroute(/checkout\?\/place/)
  await buyButton(page).click()
  await page.waitForURL(/thanks/)
  await isOneOrder(email)
})

test('A double click on “Add to cart” puts one piece into it; two clicks one after another put two.', async () => {
  const page = await shop.visitor()
  await page.goto('/products/wool-hat')
  await page.getByRole('button', { name: 'Add to cart' }).dblclick()
  await page.getByRole('link', { name: 'To the cart' }).waitFor()
  await page.getByRole('banner').getByText('Cart, 1 item').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('banner').getByText('Cart, 2 items').waitFor({ state: 'attached' })
})

test('Two tabs edit one cart and lose nothing.', async () => {
  const page = await shop.visitor()
  await putIntoCart(page, 'wool-hat')
  await page.goto('/cart')
  const other = await page.context().newPage()
  await putIntoCart(other, 'trail-shoe')
  await other.goto('/cart')
  await page.getByRole('button', { name: 'One Wool hat more' }).click()
  await other.getByRole('button', { name: 'One Trail shoe more' }).click()
  await page
    .getByRole('banner')
    .getByText(/Cart, [34] items/)
    .waitFor({ state: 'attached' })
  await other
    .getByRole('banner')
    .getByText(/Cart, [34] items/)
    .waitFor({ state: 'attached' })
  await page.reload()
  await page.getByRole('banner').getByText('Cart, 4 items').waitFor({ state: 'attached' })
  assert.equal(await page.getByLabel('Quantity of Wool hat').inputValue(), '2')
  assert.equal(await page.getByLabel('Quantity of Trail shoe').inputValue(), '2')
})

test('Signing in takes the guest’s cart along, beside what the customer had in theirs.', async () => {
  const email = newEmail()
  const first = await shop.visitor()
  await register(first, email)
  await putIntoCart(first, 'trail-shoe')
  const page = await shop.visitor()
  await putIntoCart(page, 'wool-hat')
  await page.goto('/account/sign-in?next=/cart')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('a-good-password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(({ pathname }) => pathname === '/cart')
  const cart = await page.locator('main').innerText()
  assert.match(cart, /Wool hat/)
  assert.match(cart, /Trail shoe/)
  await first.goto('/cart')
  assert.match(await first.locator('main').innerText(), /Wool hat/)
})
