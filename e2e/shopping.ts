/** What people do in the shop, from browsing to the refund: the same tests for every placement. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import type { Market } from './market.ts'

/** @param skip why they are left out, where they are */
export function shoppingTests(where: string, open: () => Promise<Market>, skip: string | false = false) {
  suite(`Shopping with ${where}`, { skip }, () => {
    let market: Market
    before(async () => {
      market = await open()
    })
    after(() => market.close())

    const stockOf = async (sku: string) => (await market.guest.call('GET', `/stock/${sku}`)).body

    test('Somebody finds a thing by searching, looks at it, and sees its price and that it is in stock.', async () => {
      const sku = await market.onSale({ price: 2_450 })
      const { body: found } = await market.guest.call('GET', `/products?q=${sku}`)
      assert.equal(found.items[0].priceFrom.amount, 2_450)
      const { body } = await market.guest.call('GET', `/products/${found.items[0].slug}`)
      assert.equal(body.variants[0].sku, sku)
      assert.equal(body.variants[0].availability, 'in_stock')
    })

    test('A guest buys: the order is confirmed, stock goes down, one letter comes, and the token opens the order.', async () => {
      const sku = await market.onSale({ onHand: 10, price: 2_000 })
      const cart = await market.cartOf(market.guest, { [sku]: 2 })
      const request = await market.orderOf(market.guest, cart)
      const email = `once-${randomUUID().slice(0, 8)}@souk.example`
      const placed = await market.guest.call(
        'POST',
        '/orders',
        { ...request, email },
        { 'idempotency-key': randomUUID() },
      )
      assert.equal(placed.status, 201)
      assert.equal(placed.body.status, 'confirmed')
      assert.equal(placed.body.subtotal.amount, 4_000)
      assert.equal(placed.body.total.amount, 4_000 + placed.body.delivery.amount + placed.body.tax.amount)
      assert.deepEqual(await stockOf(sku), { sku, onHand: 10, reserved: 2, available: 8 })
      const letters = await market.letters(email)
      assert.equal(letters.length, 1)
      assert.ok(letters[0]?.text.includes(placed.body.number))
      assert.equal((await market.guest.call('GET', `/orders/${placed.body.id}`)).status, 404)
      const shown = await market.guest.call('GET', `/orders/${placed.body.id}?accessToken=${placed.body.accessToken}`)
      assert.equal(shown.body.number, placed.body.number)
      assert.equal((await market.guest.call('GET', `/carts/${cart}`)).body.status, 'ordered')
    })

    test('A customer registers, signs in, buys, and finds the order among theirs; another customer does not.', async () => {
      const [ada, bob] = [await market.customer(), await market.customer()]
      const sku = await market.onSale()
      const placed = await market.order(ada, await market.cartOf(ada, { [sku]: 1 }))
      assert.equal(placed.status, 201)
      const mine = await ada.call('GET', '/orders')
      assert.deepEqual(
        mine.body.items.map(({ id }: { id: string }) => id),
        [placed.body.id],
      )
      assert.deepEqual((await bob.call('GET', '/orders')).body.items, [])
      assert.equal((await bob.call('GET', `/orders/${placed.body.id}`)).status, 404)
      assert.equal((await ada.call('DELETE', '/sessions/current')).status, 204)
      assert.equal((await ada.call('GET', '/orders')).status, 401)
    })

    test('A guest’s cart joins the customer’s at sign-in, and nothing is wiped.', async () => {
      const [one, other] = [await market.onSale(), await market.onSale()]
      const guestCart = await market.cartOf(market.guest, { [one]: 2 })
      const ada = await market.customer()
      await market.cartOf(ada, { [other]: 1 })
      const claimed = await ada.call('POST', `/carts/${guestCart}/claim`, {})
      const quantities = Object.fromEntries(
        claimed.body.lines.map(({ sku, quantity }: { sku: string; quantity: number }) => [sku, quantity]),
      )
      assert.deepEqual(quantities, { [other]: 1, [one]: 2 })
      assert.deepEqual((await ada.call('GET', '/carts/mine')).body.lines.length, 2)
    })

    test('A declined card costs nothing, and the same cart goes through with another: one order, one payment.', async () => {
      const sku = await market.onSale({ onHand: 1 })
      const cart = await market.cartOf(market.guest, { [sku]: 1 })
      const declined = await market.order(market.guest, cart, 'tok_declined')
      assert.equal(declined.status, 402)
      assert.equal(declined.body.reason, 'payment_declined')
      assert.equal((await stockOf(sku)).available, 0, 'the piece stays held for the next attempt')
      const bought = await market.order(market.guest, cart, 'tok_ok')
      assert.equal(bought.status, 201)
      assert.equal(bought.body.id, declined.body.details.orderId)
      const { body } = await market.staff.call('GET', `/payments?orderId=${bought.body.id}`)
      assert.deepEqual(
        body.items.map(({ status }: { status: string }) => status),
        ['authorized'],
      )
    })

    test('What is sold out is said before any money moves, and the cart is kept.', async () => {
      const sku = await market.onSale({ onHand: 1 })
      const cart = await market.cartOf(market.guest, { [sku]: 2 })
      const refused = await market.order(market.guest, cart)
      assert.equal(refused.status, 409)
      assert.equal(refused.body.reason, 'out_of_stock')
      assert.deepEqual(refused.body.details, { lines: [{ sku, requested: 2, available: 1 }] })
      await market.guest.call('PUT', `/carts/${cart}/lines/${sku}`, { quantity: 1 })
      assert.equal((await market.order(market.guest, cart)).status, 201)
    })

    test('A price that changed since it was shown is told, and never charged unseen.', async () => {
      const sku = await market.onSale({ price: 1_000 })
      const cart = await market.cartOf(market.guest, { [sku]: 1 })
      const { body } = await market.guest.call('GET', `/products/${sku.toLowerCase()}`)
      const variants = [{ sku, options: {}, price: { amount: 1_500, currency: 'EUR' }, weight: 500 }]
      const changed = await market.staff.call('PATCH', `/products/${body.id}`, { version: body.version, variants })
      assert.equal(changed.status, 200)
      await market.shop.drain()
      const refused = await market.order(market.guest, cart)
      assert.equal(refused.status, 409)
      assert.equal(refused.body.reason, 'price_changed')
      const seen = await market.guest.call('PUT', `/carts/${cart}/lines/${sku}`, { quantity: 1 })
      assert.equal(seen.body.subtotal.amount, 1_500)
      assert.equal((await market.order(market.guest, cart)).status, 201)
    })

    test('A customer cancels before shipping: the money is let go, the stock is back, a letter says so.', async () => {
      const ada = await market.customer()
      const sku = await market.onSale({ onHand: 5 })
      const { body } = await market.order(ada, await market.cartOf(ada, { [sku]: 3 }))
      const cancelled = await ada.call('POST', `/orders/${body.id}/cancel`, { reason: 'changed my mind' })
      assert.equal(cancelled.status, 200)
      assert.equal(cancelled.body.status, 'cancelled')
      assert.equal(cancelled.body.paymentStatus, 'voided')
      assert.equal((await stockOf(sku)).available, 5)
      const again = await ada.call('POST', `/orders/${body.id}/cancel`, {})
      assert.equal(again.body.status, 'cancelled')
      const subjects = (await market.orderLetters(ada.email)).map(({ subject }) => subject)
      assert.equal(subjects.length, 2, subjects.join('; '))
    })

    test('Staff ship: the money is taken, the pieces leave the shelf, the parcel can be tracked, cancelling is over.', async () => {
      const sku = await market.onSale({ onHand: 5 })
      const { body } = await market.order(market.guest, await market.cartOf(market.guest, { [sku]: 2 }))
      const shipped = await market.staff.call('POST', `/orders/${body.id}/shipments`, {})
      assert.equal(shipped.status, 201)
      assert.equal(shipped.body.status, 'completed')
      assert.equal(shipped.body.paymentStatus, 'captured')
      assert.equal(shipped.body.fulfilmentStatus, 'shipped')
      assert.ok(shipped.body.shipments[0].trackingNumber)
      assert.deepEqual(await stockOf(sku), { sku, onHand: 3, reserved: 0, available: 3 })
      const late = await market.guest.call('POST', `/orders/${body.id}/cancel?accessToken=${body.accessToken}`, {})
      assert.equal(late.status, 409)
      assert.equal(late.body.reason, 'not_cancellable')
    })

    test('Staff refund a part, then the rest, and never more; the provider’s books say the same.', async () => {
      const sku = await market.onSale({ price: 3_000 })
      const { body } = await market.order(market.guest, await market.cartOf(market.guest, { [sku]: 1 }))
      const refunds = `/orders/${body.id}/refunds`
      const part = { amount: { amount: 1_000, currency: 'EUR' }, reason: 'a scratch' }
      const first = await market.staff.call('POST', refunds, part, { 'idempotency-key': 'scratch' })
      const repeated = await market.staff.call('POST', refunds, part, { 'idempotency-key': 'scratch' })
      assert.equal(first.status, 201)
      assert.equal(first.body.paymentStatus, 'partially_refunded')
      assert.equal(repeated.body.refunded.amount, 1_000)
      const tooMuch = await market.staff.call('POST', refunds, {
        amount: { amount: body.total.amount, currency: 'EUR' },
      })
      assert.equal(tooMuch.body.reason, 'exceeds_refundable')
      const rest = await market.staff.call('POST', refunds, {})
      assert.equal(rest.body.paymentStatus, 'refunded')
      assert.equal(rest.body.refunded.amount, body.total.amount)
      const { body: books } = await market.staff.call('GET', `/provider-entries?orderId=${body.id}`)
      const sum = (kind: string) =>
        books.items
          .filter((entry: { kind: string }) => entry.kind === kind)
          .reduce((total: number, entry: { amount: { amount: number } }) => total + entry.amount.amount, 0)
      assert.equal(sum('capture'), body.total.amount)
      assert.equal(sum('refund'), body.total.amount)
    })

    test('A lost answer from the provider ends in one charge and one confirmed order.', async () => {
      const sku = await market.onSale()
      const cart = await market.cartOf(market.guest, { [sku]: 1 })
      const key = randomUUID()
      const placed = await market.order(market.guest, cart, 'tok_lost_answer', key)
      assert.ok([201, 202].includes(placed.status))
      await market.shop.drain()
      const again = await market.order(market.guest, cart, 'tok_lost_answer', key)
      assert.equal(again.status, 201)
      assert.equal(again.body.id, placed.body.id)
      const { body } = await market.staff.call('GET', `/provider-entries?orderId=${placed.body.id}`)
      assert.equal(body.items.filter(({ kind }: { kind: string }) => kind === 'authorize').length, 1)
    })

    test('A double click, and a retry after a lost answer, are the same order, one charge and one letter.', async () => {
      const ada = await market.customer()
      const sku = await market.onSale({ onHand: 9 })
      const cart = await market.cartOf(ada, { [sku]: 1 })
      const request = await market.orderOf(ada, cart)
      const key = { 'idempotency-key': randomUUID() }
      const answers = await Promise.all(Array.from({ length: 5 }, () => ada.call('POST', '/orders', request, key)))
      assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1)
      assert.ok(answers.every(({ status }) => status === 201 || status === 202))
      const other = await ada.call('POST', '/orders', { ...request, email: 'other@souk.example' }, key)
      assert.equal(other.status, 422)
      assert.equal(other.body.reason, 'key_reused')
      assert.equal((await market.orderLetters(ada.email)).length, 1)
      assert.equal((await stockOf(sku)).reserved, 1)
    })

    test('One cart ordered four times at once is one order and one payment.', async () => {
      const sku = await market.onSale()
      const cart = await market.cartOf(market.guest, { [sku]: 1 })
      const answers = await Promise.all(Array.from({ length: 4 }, () => market.order(market.guest, cart)))
      const confirmed = answers.filter(({ status }) => status === 201)
      assert.equal(confirmed.length, 1)
      for (const { status, body } of answers) if (status !== 201) assert.equal(body.reason, 'cart_already_ordered')
      const { body } = await market.staff.call('GET', `/payments?orderId=${confirmed[0]?.body.id}`)
      assert.equal(body.items.length, 1)
      assert.equal((await stockOf(sku)).reserved, 1)
    })

    test('Of 300 buyers at once of the last 100 pieces, 100 are confirmed and 200 hear out_of_stock, nothing else.', async () => {
      const sku = await market.onSale({ onHand: 100 })
      const carts = await Promise.all(Array.from({ length: 300 }, () => market.cartOf(market.guest, { [sku]: 1 })))
      const wish = await market.orderOf(market.guest, carts[0] as string)
      const outcomes = new Map<string, number>()
      await Promise.all(
        carts.map(async (cartId) => {
          const headers = { 'idempotency-key': randomUUID() }
          const { status, body } = await market.guest.call('POST', '/orders', { ...wish, cartId }, headers)
          const outcome = status === 201 ? body.status : `${status} ${body.reason}`
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
        }),
      )
      assert.deepEqual(Object.fromEntries(outcomes), { confirmed: 100, '409 out_of_stock': 200 })
      assert.deepEqual(await stockOf(sku), { sku, onHand: 100, reserved: 100, available: 0 })
    })
  })
}
