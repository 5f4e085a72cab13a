/** Finding things: facets, search, suggestions, variants. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import type { Page, Response } from 'playwright-core'
import { openShopFront, type ShopFront } from './shop-front.ts'
import { putIntoCart } from './shopper.ts'

let shop: ShopFront
before(async () => {
  shop = await openShopFront()
})
after(() => shop.close())

for (const javaScript of [true, false])
  test(`Facets narrow a listing, in its address${javaScript ? '' : ', also without JavaScript'}, and chips widen it again.`, async () => {
    const page = await shop.visitor({ javaScript })
    await page.goto('/products')
    await page.getByRole('group', { name: 'Brand' }).getByText('Fell').click()
    if (!javaScript) await page.getByRole('button', { name: 'Apply' }).first().click()
    await page.waitForURL(/brand=Fell/)
    await page.getByRole('link', { name: /Remove filter: .*Fell/ }).waitFor()
    assert.deepEqual(await page.locator('article.product h2').allInnerTexts(), ['Trail shoe'])
    await page.getByRole('link', { name: /Remove filter: .*Fell/ }).click()
    await page.getByRole('heading', { name: 'Wool hat' }).waitFor()
    assert.equal(await page.locator('article.product').count(), 3)
  })

test('A listing is ordered as a whole, and says so in its address.', async () => {
  const page = await shop.visitor()
  await page.goto('/products')
  await page.getByLabel('Sort by').selectOption('price')
  await page.waitForURL(/sort=price/)
  assert.deepEqual(await page.locator('article.product h2').allInnerTexts(), ['Wool hat', 'Last lamp', 'Trail shoe'])
})

test('A listing that is opened narrowed stays as it was asked for, and is fetched once.', async () => {
  const page = await shop.visitor()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto('/products?brand=Fell&sort=price', { waitUntil: 'networkidle' })
  assert.equal(asked.filter((url) => /\/products\?|__data/.test(url)).length, 1)
  assert.equal(await page.getByLabel('Sort by').inputValue(), 'price')
})

test('A search forgives what people type, and one that finds nothing helps on.', async () => {
  const page = await shop.visitor({ javaScript: false })
  await page.goto('/')
  await page.getByLabel('Search the shop').fill('trial sheo')
  await page.getByRole('button', { name: 'Search' }).click()
  assert.match(await page.locator('main').innerText(), /Trail shoe/)
  await page.goto('/search?q=zzzzzz')
  await page.locator('main').getByRole('link', { name: 'Things' }).waitFor()
})

test('Suggestions come while typing, and the keyboard takes one.', async () => {
  const page = await shop.visitor()
  await page.goto('/')
  const field = page.locator('#search')
  await field.click()
  await field.pressSequentially('hat')
  await page.getByRole('option', { name: /Wool hat/ }).waitFor()
  await field.press('ArrowDown')
  await field.press('Enter')
  await page.waitForURL(/wool-hat|categories|search/)
  await page.goto('/')
  await field.click()
  await field.pressSequentially('hat')
  await page.getByRole('option').first().waitFor()
  await field.press('Escape')
  assert.equal(await page.getByRole('option').count(), 0)
})

test('A deep link selects its variant; what is not made cannot be chosen, and what is sold out not bought.', async () => {
  const page = await shop.visitor()
  await page.goto('/products/trail-shoe?sku=SHOE-42-BLUE')
  assert.equal(await page.getByRole('radio', { name: /^Blue/ }).isChecked(), true)
  assert.match(await page.locator('main').innerText(), /SHOE-42-BLUE/)
  assert.equal(await page.getByRole('button', { name: 'Sold out' }).isDisabled(), true)
  assert.match(
    (await page.getByRole('region', { name: 'Pictures' }).getByRole('img').first().getAttribute('alt')) ?? '',
    /blue/,
  )
  await page.getByText('41', { exact: true }).click()
  await page.waitForURL(/SHOE-41-RED/)
  await page.getByRole('button', { name: 'Add to cart' }).waitFor()
  assert.equal(await page.getByRole('radio', { name: /^Blue/ }).isDisabled(), true)
})

/** A page whose scripts come only when they are let through. */
async function withoutScriptsYet(page: Page, path: string) {
  const scripts = Promise.withResolvers<void>()
  await page.route(/\.js$/, async (route) => {
    await scripts.promise
    await route.continue()
  })
  await page.goto(path, { waitUntil: 'commit' })
  return scripts.resolve
}

test('What somebody chooses before the scripts of the page have come is followed when they are there.', async () => {
  for (const { path, role, name, address } of [
    { path: '/products/trail-shoe', role: 'radio', name: /^42/, address: /sku=SHOE-42-RED/ },
    { path: '/products', role: 'checkbox', name: /^42/, address: /Size=42/ },
  ] as const) {
    const page = await shop.visitor()
    const bringScripts = await withoutScriptsYet(page, path)
    const choice = page.getByRole(role, { name })
    await choice.check()
    bringScripts()
    await page.waitForURL(address)
    assert.equal(await choice.isChecked(), true)
    await page.context().close()
  }
})

test('A number typed into the cart before its scripts have come is how many there are when they are there.', async () => {
  const page = await shop.visitor()
  await putIntoCart(page, 'trail-shoe?sku=SHOE-42-RED')
  const bringScripts = await withoutScriptsYet(page, '/cart')
  const quantity = page.getByLabel(/^Quantity of Trail shoe/)
  await quantity.fill('3')
  bringScripts()
  await page.getByRole('status').filter({ hasText: ': 3. Subtotal' }).waitFor()
  await page.reload()
  assert.equal(await quantity.inputValue(), '3')
})

test('A first visit of a listing, or of a product, brings 40 KB of JavaScript at most.', async () => {
  for (const path of ['/products', '/products/trail-shoe']) {
    const page = await shop.visitor()
    const weighing: Promise<number>[] = []
    const weigh = async (response: Response) => brotliCompressSync(await response.body()).length
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') weighing.push(weigh(response))
    })
    await page.goto(path, { waitUntil: 'networkidle' })
    const weights = await Promise.all(weighing)
    const bytes = weights.reduce((sum, weight) => sum + weight, 0)
    assert.ok(weights.length > 3 && bytes <= 40 * 1_024, `${path}: ${bytes} bytes in ${weights.length} files`)
    await page.context().close()
  }
})

test('The same page is there in German, with prices and days as Germans write them.', async () => {
  const page = await shop.visitor()
  await page.goto('/products/trail-shoe')
  await page.getByRole('link', { name: 'Deutsch' }).click()
  await page.waitForURL(/\/de\/products\/trail-shoe/)
  assert.equal(await page.locator('html').getAttribute('lang'), 'de')
  assert.match(await page.locator('main').innerText(), /89,90\s€/)
  await page.getByRole('button', { name: 'In den Warenkorb' }).click()
  await page.getByRole('link', { name: /Zum Warenkorb/ }).click()
  await page.waitForURL(/\/de\/cart/)
})

test('A picture that is no drawing comes as AVIF or WebP in the width that the screen needs.', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC',
    'base64',
  )
  const { body } = await shop.staff.call('POST', '/images', { contentType: 'image/png', data: png.toString('base64') })
  const made = await shop.staff.call('POST', '/products', {
    ...{ slug: 'photo', name: 'Photographed thing', brand: 'Souk', category: 'things', description: '' },
    ...{ attributes: {}, options: [], images: [{ url: body.url, alt: 'A photograph' }] },
    variants: [{ sku: 'PHOTO-1', options: {}, price: { amount: 100, currency: 'EUR' }, weight: 1 }],
  })
  assert.equal(made.status, 201)
  const page = await shop.visitor({ width: 360 })
  const fetched = page.waitForResponse(/\.avif$/)
  await page.goto('/products/photo')
  const response = await fetched
  assert.equal(response.status(), 200)
  assert.equal(response.headers()['content-type'], 'image/avif')
})
