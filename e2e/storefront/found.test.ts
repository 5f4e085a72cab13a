/** What search engines, those who share a page, and those who mean ill get to see. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { shopAddress } from '../market.ts'
import { openShopFront, type ShopFront } from './shop-front.ts'

let shop: ShopFront
before(async () => {
  shop = await openShopFront()
})
after(() => shop.close())

const get = (path: string, init?: RequestInit) => fetch(`${shop.url}${path}`, init)
const textOf = async (path: string) => (await get(path)).text()
const factsOf = (html: string) =>
  [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g)].map(([, text]) => JSON.parse(text ?? ''))

test('The sitemap names every product and category in both languages, and each address is there.', async () => {
  const map = await textOf('/sitemap.xml')
  const addresses = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address as string)
  for (const path of ['/', '/products/trail-shoe', '/categories/shoes', '/de/products/trail-shoe'])
    assert.ok(addresses.includes(`${shopAddress}${path}`), path)
  for (const address of addresses) assert.equal((await get(address.replace(shopAddress, ''))).status, 200, address)
})

test('Robots are kept out of carts and accounts, and shown the sitemap.', async () => {
  const robots = await textOf('/robots.txt')
  for (const path of ['/cart', '/checkout', '/account', '/orders'])
    assert.match(robots, new RegExp(`Disallow: \\S*${path}`))
  assert.ok(robots.includes(`Sitemap: ${shopAddress}/sitemap.xml`))
})

test('A product page tells its address, its other language, its offers and the way to it.', async () => {
  const html = await textOf('/products/trail-shoe?sku=SHOE-42-RED')
  assert.ok(html.includes(`<link rel="canonical" href="${shopAddress}/products/trail-shoe"`))
  assert.ok(html.includes(`hreflang="de" href="${shopAddress}/de/products/trail-shoe"`))
  assert.match(html, /<title>Trail shoe · Souk<\/title>/)
  assert.match(html, /property="og:image" content="[^"]+\/1280\.png"/)
  const facts = factsOf(html)
  const product = facts.find((one) => one['@type'] === 'Product' || one['@type'] === 'ProductGroup')
  const text = JSON.stringify(product)
  for (const part of ['SHOE-41-RED', 'SHOE-42-BLUE', '89.90', 'EUR', 'InStock', 'OutOfStock'])
    assert.ok(text.includes(part), part)
  const crumbs = facts.find((one) => one['@type'] === 'BreadcrumbList')
  assert.deepEqual(
    crumbs.itemListElement.map(({ name }: { name: string }) => name),
    ['Souk', 'Things', 'Shoes', 'Trail shoe'],
  )
})

test('The picture that a shared product shows is a PNG.', async () => {
  const image = /property="og:image" content="([^"]+)"/.exec(await textOf('/products/wool-hat'))?.[1] ?? ''
  const response = await get(image.replace(shopAddress, ''))
  assert.equal(response.headers.get('content-type'), 'image/png')
})

test('A page’s policy allows its own scripts alone, by a nonce that is another for each reader; nothing in it is secret.', async () => {
  const cart = await get('/api/v1/carts', { method: 'POST' })
  const { id } = (await cart.json()) as { id: string }
  for (const path of ['/', '/products', '/products/trail-shoe', '/cart', '/checkout', '/account/sign-in']) {
    const [one, another] = await Promise.all([0, 1].map(() => get(path, { headers: { cookie: `souk_cart=${id}` } })))
    const policy = one?.headers.get('content-security-policy') ?? ''
    assert.match(policy, /script-src 'self' 'nonce-[^']+'/)
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|\*/)
    assert.notEqual(policy, another?.headers.get('content-security-policy'))
    const html = (await one?.text()) ?? ''
    for (const [tag] of html.matchAll(/<script(?![^>]*(?:nonce=|ld\+json))[^>]*>/g)) assert.fail(`${path}: ${tag}`)
    assert.doesNotMatch(html, / on[a-z]+="/)
  }
})

test('Cookies are for HTTP alone, and a form from elsewhere does nothing.', async () => {
  const body = new URLSearchParams({ key: 'a-key-of-this-test', quantity: '1' })
  const added = await get('/products/wool-hat/add', { method: 'POST', body, redirect: 'manual' })
  assert.match(added.headers.get('set-cookie') ?? '', /souk_cart=[^;]+;.*HttpOnly;.*SameSite=Lax/i)
  const foreign = await get('/products/wool-hat/add', {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
  })
  assert.equal(foreign.status, 403)
  assert.equal(foreign.headers.get('set-cookie'), null)
})

test('An address that does not exist is a page that says so; a broken one too, and neither tells a stranger anything.', async () => {
  for (const [path, status] of [
    ['/nowhere', 404],
    ['/products/nothing-like-this', 404],
    ['/products/NOT%20A%20SLUG', 404],
    ['/categories/none', 404],
    ['/products?page=99999&Size=%00&price=a-b', 200],
    ['/products/%E0%A4%A', 400],
  ] as const) {
    const response = await get(path)
    assert.equal(response.status, status, path)
    const html = await response.text()
    assert.doesNotMatch(html, /at .*\.(ts|js):\d+|node_modules/)
  }
})
