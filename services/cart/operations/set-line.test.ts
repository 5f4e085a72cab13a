import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { hasReason } from '@souk/platform/errors.ts'
import { allRefused, type Carts, eur, newSku, startCarts } from '../cart.testing.ts'

let carts: Carts
let guest: Carts['guest']

before(async () => {
  carts = await startCarts()
  guest = carts.guest
})
after(() => carts.shop.close())

async function manyOnSale(count: number) {
  const skus = Array.from({ length: count }, newSku)
  await carts.publishProduct(skus)
  return skus
}
const skusOf = ({ lines }: { lines: { sku: string }[] }) => lines.map(({ sku }) => sku)

test('A line shows the product as it is sold, and followers hear the totals.', async () => {
  const image = { url: '/api/v1/images/abcdefghij', alt: 'A shoe' }
  const sku = newSku()
  await carts.publishProduct([sku], { price: eur(1250), image })
  const { id } = await guest.createCart({})
  const cart = await guest.setLine({ id, sku, quantity: 3 })
  const shown = { sku, quantity: 3, productSlug: 'trail-shoe', name: 'Trail shoe', options: { Size: '42' }, image }
  assert.deepEqual(cart, {
    ...{ id, status: 'open', version: 1, itemCount: 3, subtotal: eur(3750), weight: 900 },
    lines: [{ ...shown, unitPrice: eur(1250), lineTotal: eur(3750), weight: 300, problems: [] }],
  })
  assert.deepEqual(await guest.getCart({ id }), cart)
  assert.deepEqual(await carts.changesOf(id), [
    { cartId: id, version: 1, subtotal: eur(3750), weight: 900, itemCount: 3 },
  ])
})

test('A line shows its variant’s own picture rather than the product’s.', async () => {
  const [sku, plain] = [newSku(), newSku()]
  const own = { url: '/red.avif', alt: 'Red' }
  const shared = { url: '/all.avif', alt: 'All' }
  const variant = { options: {}, price: eur(100), weight: 1 }
  await carts.publishProduct([], {
    image: shared,
    variants: [
      { sku, ...variant, image: own },
      { sku: plain, ...variant },
    ],
  })
  const { id } = await guest.createCart({})
  await guest.setLine({ id, sku, quantity: 1 })
  const { lines } = await guest.setLine({ id, sku: plain, quantity: 1 })
  assert.deepEqual(
    lines.map(({ image }) => image),
    [own, shared],
  )
})

test('Twenty edits at once are all kept; each answer holds its own line and all that came before it.', async () => {
  const skus = await manyOnSale(20)
  const { id } = await guest.createCart({})
  const answers = await Promise.all(skus.map((sku) => guest.setLine({ id, sku, quantity: 1 })))
  answers.forEach((answer, index) => {
    assert.ok(skusOf(answer).includes(skus[index] as string))
    assert.equal(answer.lines.length, answer.version)
    assert.equal(answer.subtotal.amount, 1000 * answer.version)
  })
  const cart = await guest.getCart({ id })
  assert.equal(cart.version, 20)
  assert.deepEqual(skusOf(cart).sort(), skus.toSorted())
  assert.deepEqual(
    answers.map(({ version }) => version).sort((a, b) => a - b),
    Array.from({ length: 20 }, (_, index) => index + 1),
  )
  const told = await carts.changesOf(id)
  assert.deepEqual(
    told.map(({ version, itemCount }) => [version, itemCount]).sort(([a = 0], [b = 0]) => a - b),
    Array.from({ length: 20 }, (_, index) => [index + 1, index + 1]),
  )
})

test('Two tabs that set, change and remove different lines at once lose nothing.', async () => {
  const [kept, changed, removed, added] = (await manyOnSale(4)) as [string, string, string, string]
  const { id } = await guest.createCart({})
  for (const sku of [kept, changed, removed]) await guest.setLine({ id, sku, quantity: 1 })
  await Promise.all([
    guest.setLine({ id, sku: changed, quantity: 5 }),
    guest.removeLine({ id, sku: removed }),
    guest.setLine({ id, sku: added, quantity: 2 }),
  ])
  const { lines, version } = await guest.getCart({ id })
  assert.deepEqual(
    lines.map(({ sku, quantity }) => [sku, quantity]),
    [
      [kept, 1],
      [changed, 5],
      [added, 2],
    ],
  )
  assert.equal(version, 6)
})

test('First adds at once by a customer without a cart end in one cart with a line each.', async () => {
  const skus = await manyOnSale(8)
  const customer = carts.customer()
  const answers = await Promise.all(skus.map((sku) => customer.setLine({ id: 'mine', sku, quantity: 1 })))
  assert.equal(new Set(answers.map(({ id }) => id)).size, 1)
  const mine = await customer.getCart({ id: 'mine' })
  assert.deepEqual(skusOf(mine).sort(), skus.toSorted())
  assert.equal(mine.version, 8)
  assert.deepEqual(await customer.getCart({ id: mine.id }), mine)
})

test('Lines stay in the order in which they were added, also when one is changed; one that comes back is the last.', async () => {
  const skus = await manyOnSale(3)
  const [first, second, third] = skus as [string, string, string]
  const customer = carts.customer()
  for (const sku of skus) await customer.setLine({ id: 'mine', sku, quantity: 1 })
  assert.deepEqual(skusOf(await customer.setLine({ id: 'mine', sku: first, quantity: 9 })), skus)
  await customer.removeLine({ id: 'mine', sku: second })
  assert.deepEqual(skusOf(await customer.setLine({ id: 'mine', sku: second, quantity: 1 })), [first, third, second])
})

test('Quantity 0 removes a line, as often as it is sent; nothing else that is no whole number from 1 to 999 is taken.', async () => {
  const sku = await carts.onSale()
  const { id } = await guest.createCart({})
  await guest.setLine({ id, sku, quantity: 999 })
  for (const quantity of [-1, 1.5, 1000, 1e12, Number.NaN])
    await assert.rejects(guest.setLine({ id, sku, quantity }), (error) => hasReason(error, 'invalid_input'))
  assert.equal((await guest.getCart({ id })).itemCount, 999)
  for (let turn = 0; turn < 2; turn++) {
    const cart = await guest.setLine({ id, sku, quantity: 0 })
    assert.deepEqual([cart.lines, cart.itemCount, cart.subtotal, cart.version], [[], 0, eur(0), 2])
  }
  assert.deepEqual((await carts.changesOf(id)).at(-1)?.subtotal, eur(0))
})

test('An unknown sku is refused and leaves the cart as it was, and makes no cart.', async () => {
  const customer = carts.customer()
  const { id } = await guest.createCart({})
  for (const quantity of [1, 0]) {
    await allRefused('unknown_sku', [
      guest.setLine({ id, sku: 'NO-SUCH', quantity }),
      guest.removeLine({ id, sku: 'NO-SUCH' }),
    ])
  }
  await assert.rejects(customer.setLine({ id: 'mine', sku: 'NO-SUCH', quantity: 1 }), (error) =>
    hasReason(error, 'unknown_sku'),
  )
  assert.equal((await guest.getCart({ id })).version, 0)
  assert.deepEqual(await carts.changesOf(id), [])
})

test('A cart takes a hundred lines; a line that is there can still be changed.', async () => {
  const skus = await manyOnSale(102)
  const { id } = await guest.createCart({})
  const outcomes = await Promise.allSettled(skus.map((sku) => guest.setLine({ id, sku, quantity: 1 })))
  const refused = outcomes.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
  assert.deepEqual(
    refused.map(({ reason }) => reason.reason),
    ['too_many_lines', 'too_many_lines'],
  )
  const { lines } = await guest.getCart({ id })
  assert.equal(lines.length, 100)
  const cart = await guest.setLine({ id, sku: lines[0]?.sku as string, quantity: 2 })
  assert.equal(cart.itemCount, 101)
})

test('A cart keeps to one currency: that of the first thing in it.', async () => {
  const [euros, dollars] = [await carts.onSale(), await carts.onSale({ amount: 700, currency: 'USD' })]
  const { id } = await guest.createCart({})
  await guest.setLine({ id, sku: euros, quantity: 1 })
  await assert.rejects(guest.setLine({ id, sku: dollars, quantity: 1 }), (error) => hasReason(error, 'unknown_sku'))
  await guest.removeLine({ id, sku: euros })
  const cart = await guest.setLine({ id, sku: dollars, quantity: 2 })
  assert.deepEqual(cart.subtotal, { amount: 1400, currency: 'USD' })
})

test('An ordered cart is closed to changes and can still be read.', async () => {
  const sku = await carts.onSale()
  const { id } = await guest.createCart({})
  const { lines } = await guest.setLine({ id, sku, quantity: 1 })
  await carts.confirmOrder(id)
  await allRefused('cart_closed', [guest.setLine({ id, sku, quantity: 2 }), guest.removeLine({ id, sku })])
  const cart = await guest.getCart({ id })
  assert.deepEqual([cart.status, cart.lines], ['ordered', lines])
})

test('There is no line to set in a cart that does not exist.', async () => {
  const sku = await carts.onSale()
  const id = randomUUID()
  await allRefused('not_found', [
    guest.setLine({ id, sku, quantity: 1 }),
    guest.removeLine({ id, sku }),
    guest.getCart({ id }),
  ])
})
