/** One service closes, the market goes on: what every page answers while each service in turn is out of reach. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openShopFront, type ShopFront } from './shop-front.ts'
import { buy, buyButton, fillAddress, putIntoCart, register } from './shopper.ts'

let shop: ShopFront
before(async () => {
  shop = await openShopFront({ placement: 'http' })
})
after(() => shop.close())

const newEmail = () => `away-${randomUUID().slice(0, 8)}@souk.example`
const main = (page: Page) => page.locator('main').innerText()
const banner = (page: Page) => page.locator('.missing')

async function answers(page: Page, path: string) {
  const response = await page.goto(path)
  return response?.status()
}

/** Pages that are there for a guest whatever is away but the catalogue. */
const browsing = [
  '/',
  '/products',
  '/categories/shoes',
  '/search?q=hat',
  '/products/trail-shoe',
  '/delivery',
  '/contact',
]

for (const service of ['inventory', 'delivery', 'notification', 'user', 'order', 'payment', 'cart'])
  test(`Without ${service}-service everything can be looked at, by a guest with a cart and by a customer.`, async () => {
    const guest = await shop.visitor()
    await putIntoCart(guest, 'wool-hat')
    const customer = await shop.visitor()
    await register(customer, newEmail())
    await putIntoCart(customer, 'wool-hat')
    await shop.without(service, async () => {
      for (const page of [guest, customer])
        for (const path of browsing) {
          assert.equal(await answers(page, path), 200, `${path} without ${service}`)
          assert.ok((await main(page)).length > 50)
        }
      if (service === 'user') assert.match(await banner(customer).innerText(), /Accounts are out of reach/)
      if (service === 'cart') assert.match(await banner(guest).innerText(), /Your cart is out of reach/)
    })
    await guest.goto('/cart')
    assert.match(await main(guest), /Wool hat/)
  })

test('Without product-service the catalogue is shown as it was a moment ago, and what nobody has seen says honestly to come back.', async () => {
  const page = await shop.visitor()
  for (const path of ['/', '/products', '/products/trail-shoe']) await page.goto(path)
  await shop.without('product', async () => {
    for (const path of ['/', '/products', '/products/trail-shoe']) assert.equal(await answers(page, path), 200, path)
    assert.equal(await answers(page, '/products?Size=42&sort=price'), 503)
    assert.match(await main(page), /out of reach/)
    assert.equal(await page.getByRole('link', { name: 'Try again' }).count(), 1)
  })
})

test('Without notification-service somebody buys, and the letter comes when it is back.', async () => {
  const page = await shop.visitor()
  const email = newEmail()
  await shop.without('notification', () => buy(page, email))
  assert.equal((await shop.orderLetters(email)).length, 1)
})

test('Without delivery-service somebody who has seen the options buys at the price that was shown.', async () => {
  const page = await shop.visitor()
  await putIntoCart(page, 'wool-hat')
  await page.goto('/checkout')
  await fillAddress(page, newEmail())
  const shown = await buyButton(page).innerText()
  await shop.without('delivery', async () => {
    await buyButton(page).click()
    await page.waitForURL(/thanks/)
  })
  assert.ok((await main(page)).includes(/€\S+/.exec(shown)?.[0] ?? 'a price'))
})

test('Without user-service a guest buys.', async () => {
  const page = await shop.visitor()
  await shop.without('user', () => buy(page, newEmail()))
})

for (const service of ['inventory', 'payment', 'order'])
  test(`Without ${service}-service ordering says to try again; the cart and all that was typed stay, and then it works.`, async () => {
    const page = await shop.visitor()
    const email = newEmail()
    await putIntoCart(page, 'wool-hat')
    await page.goto('/checkout')
    await fillAddress(page, email)
    await shop.without(service, async () => {
      await buyButton(page).click()
      await page.getByRole('alert').waitFor()
      assert.equal(await page.getByLabel('E-mail').inputValue(), email)
      assert.equal(await page.getByLabel('Street and number').inputValue(), 'Markt 1')
    })
    await buyButton(page).click()
    await page.waitForURL(/thanks/)
    const { items } = (await shop.staff.call('GET', `/orders?q=${encodeURIComponent(email)}`)).body
    // The first try was given up without a charge, where it was begun at all.
    assert.deepEqual(
      items.map(({ status }: { status: string }) => status).filter((status: string) => status !== 'declined'),
      ['confirmed'],
    )
  })

test('Without cart-service the cart says that it is safe, and is there again afterwards.', async () => {
  const page = await shop.visitor()
  await putIntoCart(page, 'wool-hat')
  await shop.without('cart', async () => {
    for (const path of ['/cart', '/checkout']) {
      assert.ok([200, 503].includes((await answers(page, path)) ?? 0), path)
      assert.match(await page.locator('body').innerText(), /out of reach/)
    }
    await page.goto('/products/trail-shoe')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.locator('main .notice.bad').waitFor()
  })
  await page.goto('/cart')
  assert.match(await main(page), /Wool hat/)
})

test('Without user-service the account says so, and without order-service the orders do; neither is a fault of ours.', async () => {
  const page = await shop.visitor()
  await register(page, newEmail())
  for (const [service, paths] of [
    ['user', ['/account', '/account/addresses', '/account/sign-in']],
    ['order', ['/account', '/orders']],
  ] as const)
    await shop.without(service, async () => {
      for (const path of paths) {
        const status = await answers(page, path)
        assert.ok(status === 200 || status === 503, `${path} answered ${status} without ${service}`)
        assert.ok((await main(page)).length > 50)
      }
    })
})
