/** Services that take a question and never answer it are as good as away: nobody waits for what a page can do without. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { type Market, openMarket } from '../market.ts'

let market: Market
before(async () => {
  market = await openMarket({ placement: 'http', storefront: true })
})
after(() => market.close())

/** A page is asked for with a patience of 4 s; what it can do without must cost much less. */
const soon = 3_500

test('While all but the catalogue hangs, everything can be looked at soon, by a customer with a cart, and the page says what is missing.', async () => {
  const sku = await market.onSale()
  const ada = await market.customer()
  const credentials = { email: ada.email, password: 'a-good-password' }
  const { headers } = await market.guest.call('POST', '/sessions', credentials)
  const session = /souk_session=[^;]+/.exec(headers.get('set-cookie') ?? '')?.[0] as string
  const cart = await market.cartOf(ada, { [sku]: 1 })
  const cookie = `${session}; souk_cart=${cart}`

  const silence = createServer((request) => void request.resume())
  await new Promise<void>((resolve) => silence.listen(0, '127.0.0.1', resolve))
  const addresses = market.shop.addresses as Map<string, string>
  const before = new Map(addresses)
  for (const service of addresses.keys())
    if (service !== 'product') addresses.set(service, `http://127.0.0.1:${(silence.address() as AddressInfo).port}`)
  try {
    const look = async (path: string) => {
      const began = Date.now()
      const answer = await fetch(market.url + path, { headers: { cookie, accept: 'text/html' } })
      return { path, status: answer.status, text: await answer.text(), took: Date.now() - began }
    }
    const pages = ['/', '/products', `/products/${sku.toLowerCase()}`, '/categories/things', '/contact']
    for (const { path, status, text, took } of await Promise.all(pages.map(look))) {
      assert.equal(status, 200, path)
      assert.match(text, /Your cart is out of reach/, path)
      assert.ok(took < soon, `${path} took ${took} ms`)
    }
  } finally {
    for (const [service, address] of before) addresses.set(service, address)
    silence.closeAllConnections()
    silence.close()
  }
})
