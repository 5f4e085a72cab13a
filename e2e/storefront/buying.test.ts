/** The purchase, in a real browser: with and without JavaScript, by keyboard, and when paying goes wrong. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { shopAddress } from '../market.ts'
import { openShopFront, type ShopFront } from './shop-front.ts'
import { buyButton, fillAddress, numberOn, putIntoCart } from './shopper.ts'

let shop: ShopFront
before(async () => {
  shop = await openShopFront()
})
after(() => shop.close())

const newEmail = () => `guest-${randomUUID().slice(0, 8)}@souk.example`
const ordersOf = async (email: string) =>
  (await shop.staff.call('GET', `/orders?q=${encodeURIComponent(email)}`)).body.items as {
    id: string
    number: string
    status: string
    paymentStatus: string
  }[]

async function seesTheConfirmation(page: Page, email: string) {
  await page.waitForURL(/\/checkout\/thanks\//)
  const number = await numberOn(page)
  const orders = await ordersOf(email)
  assert.deepEqual(
    orders.map((order) => [order.number, order.status, order.paymentStatus]),
    [[number, 'confirmed', 'authorized']],
  )
  const letters = await shop.orderLetters(email)
  assert.equal(letters.length, 1)
  return { number, letter: letters[0]?.text ?? '' }
}

test('A guest chooses a variant, buys it, and finds the order again by the letter on another machine.', async () => {
  const page = await shop.visitor()
  const email = newEmail()
  await page.goto('/products/trail-shoe')
  await page.getByText('42', { exact: true }).click()
  await page.waitForURL(/sku=SHOE-42-RED/)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('link', { name: 'To the cart' }).click()
  await page.getByRole('link', { name: 'To checkout' }).click()
  await fillAddress(page, email)
  await page.getByLabel(/Express delivery/).check()
  await page.getByRole('button', { name: 'Buy now – €99.80' }).click()
  const { number, letter } = await seesTheConfirmation(page, email)
  await page.reload()
  assert.equal(await numberOn(page), number)
  assert.match(await page.getByRole('banner').innerText(), /Cart$/m)

  const link = /http\S+\/orders\/\S+/.exec(letter)?.[0] ?? ''
  const elsewhere = await shop.visitor()
  await elsewhere.goto(link.replace(shopAddress, shop.url))
  assert.match(await elsewhere.locator('main').innerText(), new RegExp(`${number}[\\s\\S]*Trail shoe`))
})

test('Everything up to the confirmation works without JavaScript.', async () => {
  const page = await shop.visitor({ javaScript: false })
  const email = newEmail()
  await putIntoCart(page, 'wool-hat')
  await page.getByLabel('Quantity of Wool hat').fill('2')
  await page.getByRole('button', { name: /Update/ }).click()
  assert.match(await page.locator('main').innerText(), /€49\.80/)
  await page.getByRole('link', { name: 'To checkout' }).click()
  await fillAddress(page, email)
  await page.getByLabel('Country').selectOption('AT')
  await page.getByLabel('Postcode').fill('1010')
  await page.getByRole('button', { name: 'Show delivery options' }).click()
  assert.equal(await page.getByLabel('Full name').inputValue(), 'Ada Lovelace')
  await buyButton(page).click()
  await seesTheConfirmation(page, email)
})

test('Somebody buys with the keyboard alone.', async () => {
  const page = await shop.visitor()
  const email = newEmail()
  const reach = async (name: RegExp | string, role: 'link' | 'button' | 'textbox' = 'link') => {
    const goal = page.getByRole(role, { name }).first()
    for (let turn = 0; turn < 120; turn++) {
      if (await goal.evaluate((element) => element === element.ownerDocument.activeElement)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`the keyboard does not reach ${name}`)
  }
  await page.goto('/products')
  await page.keyboard.press('Tab')
  assert.equal(await page.locator(':focus').innerText(), 'Skip to the content')
  await page.keyboard.press('Enter')
  await reach('Wool hat')
  await page.keyboard.press('Enter')
  await page.waitForURL(/wool-hat/)
  await reach('Add to cart', 'button')
  await page.keyboard.press('Enter')
  await reach('Checkout')
  await page.keyboard.press('Enter')
  await page.waitForURL(/checkout/)
  for (const [label, text] of [
    ['E-mail', email],
    ['Full name', 'Ada Lovelace'],
    ['Street and number', 'Markt 1'],
    ['Postcode', '10115'],
    ['City', 'Berlin'],
  ] as const) {
    await reach(label, 'textbox')
    await page.keyboard.type(text)
  }
  await reach(/Buy now/, 'button')
  await page.keyboard.press('Enter')
  await seesTheConfirmation(page, email)
})

test('What is missing is said beside its field, the rest stays, and the keyboard stands at the list of faults.', async () => {
  for (const javaScript of [true, false]) {
    const page = await shop.visitor({ javaScript })
    await putIntoCart(page, 'wool-hat')
    await page.goto('/checkout')
    await fillAddress(page, 'not an address')
    await page.getByLabel('Postcode').fill('!')
    await buyButton(page).click()
    await page.getByRole('alert').waitFor()
    assert.equal(await page.getByLabel('E-mail').getAttribute('aria-invalid'), 'true')
    assert.equal(await page.getByLabel('Postcode').getAttribute('aria-invalid'), 'true')
    assert.equal(await page.getByLabel('City').inputValue(), 'Berlin')
    assert.deepEqual(await ordersOf('not an address'), [])
  }
})

for (const javaScript of [true, false])
  test(`After a decline only the card has to be chosen again${javaScript ? '' : ', also without JavaScript'}.`, async () => {
    const page = await shop.visitor({ javaScript })
    const email = newEmail()
    await putIntoCart(page, 'wool-hat')
    await page.goto('/checkout')
    await fillAddress(page, email)
    await page.getByLabel(/declined/).check()
    await buyButton(page).click()
    await page.getByRole('alert').waitFor()
    assert.match(await page.getByRole('alert').innerText(), /declined|nothing was charged/i)
    assert.equal(await page.getByLabel('E-mail').inputValue(), email)
    assert.equal(await page.getByLabel('Street and number').inputValue(), 'Markt 1')
    await page.getByLabel(/Test card that works/).check()
    await buyButton(page).click()
    await seesTheConfirmation(page, email)
  })

test('When the bank’s answer is lost, the page waits for it and ends with the confirmation of one order.', async () => {
  const page = await shop.visitor()
  const email = newEmail()
  await putIntoCart(page, 'wool-hat')
  await page.goto('/checkout')
  await fillAddress(page, email)
  await page.getByLabel(/answer gets lost/).check()
  await buyButton(page).click()
  await page.waitForURL(/\/checkout\/(confirming|thanks)\//)
  await page.reload()
  await seesTheConfirmation(page, email)
})

test('The last piece goes to one of two; the other is told before any money moves, and keeps the cart.', async () => {
  const [first, second] = [await shop.visitor(), await shop.visitor()]
  for (const page of [first, second]) {
    await putIntoCart(page, 'last-lamp')
    await page.goto('/checkout')
    await fillAddress(page, newEmail())
  }
  await buyButton(first).click()
  await first.waitForURL(/thanks/)
  await buyButton(second).click()
  await second.getByRole('alert').waitFor()
  assert.match(await second.getByRole('alert').innerText(), /Last lamp/)
  assert.equal(await second.getByLabel('Full name').inputValue(), 'Ada Lovelace')
  await second.goto('/cart')
  assert.match(await second.locator('main').innerText(), /Last lamp/)
})
