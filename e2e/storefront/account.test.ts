/** Accounts and orders on the pages. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { shopAddress } from '../market.ts'
import { openShopFront, type ShopFront } from './shop-front.ts'
import { buy, buyButton, fillAddress, putIntoCart, register } from './shopper.ts'

let shop: ShopFront
before(async () => {
  shop = await openShopFront()
})
after(() => shop.close())

const newEmail = () => `person-${randomUUID().slice(0, 8)}@souk.example`
const main = (page: Page) => page.locator('main').innerText()

async function linkIn(email: string, path: string) {
  const letter = (await shop.letters(email)).find(({ text }) => text.includes(path))
  return (/http\S+/.exec(letter?.text.slice(letter.text.indexOf(`${shopAddress}${path}`)) ?? '')?.[0] ?? '').replace(
    shopAddress,
    shop.url,
  )
}

async function signIn(page: Page, email: string, password: string) {
  await page.goto('/account/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

test('Somebody registers, confirms the address by the letter, signs out and in again.', async () => {
  const page = await shop.visitor()
  const email = newEmail()
  await register(page, email)
  await page.goto('/account')
  assert.match(await main(page), new RegExp(email))
  await page.goto(await linkIn(email, '/account/verify'))
  await page.getByRole('button', { name: 'Confirm my address' }).click()
  await page.getByText('Thank you, confirmed').waitFor()
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out' }).first().click()
  await page.waitForURL((url) => !url.pathname.startsWith('/account') || url.pathname.includes('sign-in'))
  await page.goto('/account')
  assert.match(page.url(), /sign-in/)
  await signIn(page, email, 'a-good-password')
  await page.waitForURL((url) => !url.pathname.includes('sign-in'))
  await page.goto('/account')
  assert.match(await main(page), new RegExp(email))
})

test('A forgotten password is set anew by the letter, and ends the sessions there are.', async () => {
  const email = newEmail()
  const before = await shop.visitor()
  await register(before, email)
  const page = await shop.visitor({ javaScript: false })
  await page.goto('/account/reset')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send me the link' }).click()
  assert.match(await main(page), /Look into your mailbox/)
  const link = await linkIn(email, '/account/reset')
  await page.goto(link)
  await page.getByLabel('New password').fill('another-good-one')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await signIn(page, email, 'a-good-password')
  assert.match(page.url(), /sign-in/)
  await signIn(page, email, 'another-good-one')
  await page.goto('/account')
  assert.match(await main(page), new RegExp(email))
  await before.goto('/account')
  assert.match(before.url(), /sign-in/)
})

test('A wrong password is said in words, and nothing typed but the password is lost.', async () => {
  for (const javaScript of [true, false]) {
    const page = await shop.visitor({ javaScript })
    await signIn(page, newEmail(), 'wrong-password')
    await page.getByRole('alert').waitFor()
    assert.match(await page.getByLabel('E-mail').inputValue(), /person-/)
    assert.match(page.url(), /sign-in/)
  }
})

test('A guest finds the order by its number and e-mail address, and nobody by anything else.', async () => {
  const email = newEmail()
  const number = await buy(await shop.visitor(), email)
  for (const javaScript of [true, false]) {
    const page = await shop.visitor({ javaScript })
    const find = async (asked: string) => {
      await page.goto('/orders/find')
      await page.getByLabel('Order number').fill(number)
      await page.getByLabel('E-mail').fill(asked)
      await page.getByRole('button', { name: 'Find the order' }).click()
    }
    await find('somebody-else@souk.example')
    await page.getByRole('alert').waitFor()
    await find(email)
    await page.waitForURL(/\/orders\/[0-9a-f]{8}-/)
    assert.match(await main(page), new RegExp(`${number}[\\s\\S]*Wool hat`))
  }
})

for (const javaScript of [true, false])
  test(`An order is cancelled while it is not shipped${javaScript ? '' : ', also without JavaScript'}; the money is let go.`, async () => {
    const page = await shop.visitor({ javaScript })
    const email = newEmail()
    await buy(page, email)
    const id = new URL(page.url()).pathname.split('/').at(-1)
    await page.goto(`/orders/${id}`)
    await page.getByText('Cancel this order').first().click()
    await page.getByRole('button', { name: /Cancel the order|Yes, cancel/ }).click()
    await page
      .getByText(/cancelled/i)
      .first()
      .waitFor()
    const { body } = await shop.staff.call('GET', `/orders/${id}`)
    assert.deepEqual([body.status, body.paymentStatus], ['cancelled', 'voided'])
    await page.reload()
    assert.equal(await page.getByRole('button', { name: /Cancel the order|Yes, cancel/ }).count(), 0)
  })

test('A shipped order shows its parcel, and cannot be cancelled any more.', async () => {
  const page = await shop.visitor()
  await buy(page, newEmail())
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const shipped = await shop.staff.call('POST', `/orders/${id}/shipments`, { trackingNumber: 'TRACK-1' })
  assert.equal(shipped.status, 201)
  await page.goto(`/orders/${id}`)
  assert.match(await main(page), /TRACK-1/)
  assert.equal(await page.getByText('Cancel this order').count(), 0)
  await page.goto(`/orders/${id}/invoice`)
  assert.match(await main(page), /Ada Lovelace[\s\S]*€24\.90/)
})

test('Nobody sees the order, or the account, of somebody else.', async () => {
  const page = await shop.visitor()
  await buy(page, newEmail())
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const stranger = await shop.visitor()
  await register(stranger, newEmail())
  for (const path of [
    `/orders/${id}`,
    `/orders/${id}/invoice`,
    `/checkout/thanks/${id}`,
    `/checkout/confirming/${id}`,
  ]) {
    const response = await stranger.goto(path)
    assert.equal(response?.status(), 404, path)
  }
})

test('A customer orders with a saved address, downloads what is kept, and deletes the account.', async () => {
  const page = await shop.visitor()
  const email = newEmail()
  await register(page, email)
  await page.goto('/account/addresses')
  await page.getByRole('link', { name: /^Add an? / }).click()
  await page.getByLabel('Full name').fill('Ada Lovelace')
  await page.getByLabel('Street and number').fill('Hidden Lane 7')
  await page.getByLabel('Postcode').fill('10115')
  await page.getByLabel('City').fill('Berlin')
  await page.getByLabel('Country').selectOption('DE')
  await page.getByRole('button', { name: /Save/ }).click()
  await page.getByText('Hidden Lane 7').first().waitFor()
  await page.goto('/products/wool-hat')
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('link', { name: 'Checkout' }).click()
  await page.getByText('Hidden Lane 7').first().waitFor()
  await page.getByRole('button', { name: /Buy now/ }).click()
  await page.waitForURL(/thanks/)
  const data = await (await page.request.get('/account/data/download')).text()
  assert.match(data, /Hidden Lane 7/)
  assert.match(data, /HAT-1/)
  await page.goto('/account/data')
  await page.getByText('I want to delete my account').click()
  await page
    .getByLabel(/assword/)
    .first()
    .fill('a-good-password')
  await page.getByRole('button', { name: /Delete/ }).click()
  await page.getByRole('heading', { name: 'Your account is gone' }).waitFor()
  await page.goto('/account')
  assert.match(page.url(), /sign-in/)
})

for (const javaScript of [true, false])
  test(`Some of what was shipped is sent back${javaScript ? '' : ', also without JavaScript'}; the page tells how it stands until the money is back.`, async () => {
    const page = await shop.visitor({ javaScript })
    await putIntoCart(page, 'wool-hat')
    await putIntoCart(page, 'wool-hat')
    await page.goto('/checkout')
    await fillAddress(page, newEmail())
    await buyButton(page).click()
    await page.waitForURL(/\/checkout\/thanks\//)
    const id = new URL(page.url()).pathname.split('/').at(-1)
    await page.goto(`/orders/${id}`)
    assert.equal(await page.getByRole('link', { name: 'Return items' }).count(), 0)
    await shop.staff.call('POST', `/orders/${id}/shipments`, {})
    await page.goto(`/orders/${id}`)
    await page.getByRole('link', { name: 'Return items' }).click()
    await page.getByLabel('Wool hat', { exact: true }).uncheck()
    await page.getByRole('button', { name: 'Request the return' }).click()
    await page.getByText('Choose at least one item').waitFor()
    await page.getByLabel('Wool hat', { exact: true }).check()
    await page.getByLabel('How many of Wool hat?').fill('1')
    await page.getByLabel(/^Why/).fill('It itches.')
    await page.getByRole('button', { name: 'Request the return' }).click()
    await page.waitForURL((url) => url.pathname === `/orders/${id}`)
    assert.match(await main(page), /Returns\s+1 × Wool hat[\s\S]*We look at it/)

    const { body } = await shop.staff.call('GET', `/orders/${id}`)
    assert.deepEqual([body.returns[0].lines[0].quantity, body.returns[0].reason], [1, 'It itches.'])
    const path = `/orders/${id}/returns/${body.returns[0].id}`
    await shop.staff.call('POST', `${path}/decision`, { approved: true, note: 'The label is in the letter.' })
    await page.reload()
    assert.match(await main(page), /Please send it to us[\s\S]*The label is in the letter/)
    const lines = [{ sku: 'HAT-1', quantity: 1, restock: true }]
    await shop.staff.call('POST', `${path}/receipt`, { lines })
    await page.reload()
    assert.match(await main(page), /Partly returned[\s\S]*€24\.90 goes back to you/)
  })
