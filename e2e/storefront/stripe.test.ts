/** Paying by Stripe on the pages: its card fields, the way to the bank and back, with JavaScript and without. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type StripeStandIn, startStripe } from '../../services/payment/providers/stripe-stand-in.ts'
import { openShopFront, type ShopFront } from './shop-front.ts'
import { buyButton, fillAddress, putIntoCart } from './shopper.ts'

let stripe: StripeStandIn
let shop: ShopFront
before(async () => {
  stripe = await startStripe()
  shop = await openShopFront({ environment: stripe.environment })
})
after(async () => {
  await shop.close()
  await stripe.close()
})

const secure = 'pm_card_threeDSecure2Required'
const newEmail = () => `stripe-${randomUUID().slice(0, 8)}@souk.example`
const intents = () => [...stripe.books.intents.values()]

/** Stripe's own script comes from Stripe alone; this speaks its interface and makes the card that is asked for. */
function scriptThatMakes(token: string) {
  return `window.Stripe = (key) => ({
    elements: () => ({ create: () => ({ mount: (place) => { place.textContent = 'card fields of ' + key }, destroy() {} }) }),
    createPaymentMethod: async () => ({ paymentMethod: { id: '${token}' } }),
  })`
}

async function atCheckout(page: Page, email: string, token: string) {
  await page.route('https://js.stripe.com/**', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: scriptThatMakes(token) }),
  )
  await putIntoCart(page, 'wool-hat')
  await page.goto('/checkout')
  await fillAddress(page, email)
  await page.getByText(`card fields of ${stripe.environment.STRIPE_PUBLISHABLE_KEY}`).waitFor()
}

test('The checkout offers Stripe and the test bank; only this page lets Stripe’s script in, and only while it is offered.', async () => {
  const page = await shop.visitor()
  await atCheckout(page, newEmail(), 'pm_card_visa')
  const policyOf = async (path: string) => (await page.request.get(path)).headers()['content-security-policy'] ?? ''
  assert.match(await policyOf('/checkout'), /script-src [^;]*https:\/\/js\.stripe\.com/)
  assert.doesNotMatch(await policyOf('/cart'), /stripe/)
  assert.equal(await page.getByLabel('Test card that works').isVisible(), false)
  await page.getByLabel('Test bank').check()
  await page.getByLabel('Test card that works').check()
  await buyButton(page).click()
  await page.waitForURL(/thanks/)
})

test('A card in Stripe’s fields: the order is confirmed, and its number never came to the shop.', async () => {
  const page = await shop.visitor()
  const email = newEmail()
  await atCheckout(page, email, 'pm_card_visa')
  await buyButton(page).click()
  await page.waitForURL(/thanks/)
  assert.equal((await shop.orderLetters(email)).length, 1)
  assert.equal(intents().at(-1)?.status, 'requires_capture')
})

test('A bank that asks its payer: the page leads there, and back to the thanks.', async () => {
  const page = await shop.visitor()
  const email = newEmail()
  await atCheckout(page, email, secure)
  await buyButton(page).click()
  await page.waitForURL(/\/action\//)
  const intent = intents().at(-1)
  assert.ok(intent !== undefined)
  stripe.books.act(intent.id, 'complete')
  await page.goto(`${shop.url}/checkout/confirming/${intent.metadata.orderId}?returned=1`)
  await page.waitForURL(/thanks/)
  assert.equal((await shop.orderLetters(email)).length, 1)
})

test('Refused at the bank, the checkout says so and takes another card for the same order.', async () => {
  const page = await shop.visitor()
  await atCheckout(page, newEmail(), secure)
  await buyButton(page).click()
  await page.waitForURL(/\/action\//)
  const intent = intents().at(-1)
  assert.ok(intent !== undefined)
  stripe.books.act(intent.id, 'fail')
  await page.goto(`${shop.url}/checkout/confirming/${intent.metadata.orderId}?returned=1`)
  await page.getByText(/was not confirmed at your bank/).waitFor()
  await page.getByLabel('Test bank').check()
  await page.getByLabel('Test card that works').check()
  await buyButton(page).click()
  await page.waitForURL(new RegExp(`thanks/${intent.metadata.orderId}`))
})

test('A card that is refused is told on the page, with what the bank said.', async () => {
  const page = await shop.visitor()
  await atCheckout(page, newEmail(), 'pm_card_chargeDeclinedInsufficientFunds')
  await buyButton(page).click()
  await page
    .getByRole('alert')
    .getByText(/not enough money/)
    .waitFor()
})

test('Without JavaScript the page that waits has a link to the bank; the checkout says what a card needs.', async () => {
  const page = await shop.visitor({ javaScript: false })
  await putIntoCart(page, 'wool-hat')
  await page.goto('/checkout')
  await page.getByText(/needs JavaScript/).waitFor()
  const cart = await shop.cartOf(shop.guest, { 'HAT-1': 1 })
  const order = { ...(await shop.orderOf(shop.guest, cart)), payment: { method: 'stripe', token: secure } }
  const { body } = await shop.guest.call('POST', '/orders', order, { 'idempotency-key': randomUUID() })
  await page.goto(`/checkout/confirming/${body.id}?accessToken=${body.accessToken}`)
  await page.getByRole('link', { name: 'Go to my bank' }).click()
  await page.waitForURL(body.paymentAction.redirectUrl)
})
