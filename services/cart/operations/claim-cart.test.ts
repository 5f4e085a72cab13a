import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { hasReason } from '@souk/platform/errors.ts'
import { type Carts, eur, newSku, startCarts } from '../cart.testing.ts'

let carts: Carts
let guest: Carts['guest']

before(async () => {
  carts = await startCarts()
  guest = carts.guest
})
after(() => carts.shop.close())

async function guestCartWith(...lines: [sku: string, quantity: number][]) {
  let cart = await guest.createCart({})
  for (const [sku, quantity] of lines) cart = await guest.setLine({ id: cart.id, sku, quantity })
  return cart
}
const contentsOf = ({ lines }: { lines: { sku: string; quantity: number }[] }) =>
  lines.map(({ sku, quantity }) => [sku, quantity])

test('The guest’s cart becomes that of a customer who has none, and the guest’s no longer.', async () => {
  const sku = await carts.onSale()
  const cart = await guestCartWith([sku, 2])
  const customer = carts.customer()
  assert.deepEqual(await customer.claimCart({ id: cart.id }), cart)
  assert.deepEqual(await customer.getCart({ id: 'mine' }), cart)
  assert.deepEqual(await customer.claimCart({ id: cart.id }), cart)
  await assert.rejects(guest.getCart({ id: cart.id }), (error) => hasReason(error, 'not_found'))
  await assert.rejects(guest.claimCart({ id: cart.id }), (error) => hasReason(error, 'not_signed_in'))
})

test('The guest’s lines join those of the customer’s cart, after them; of what both have the pieces add up, once.', async () => {
  const [shared, mine, guests, next] = [newSku(), newSku(), newSku(), newSku()]
  await carts.publishProduct([shared, mine, guests, next])
  const customer = carts.customer()
  await customer.setLine({ id: 'mine', sku: mine, quantity: 1 })
  const own = await customer.setLine({ id: 'mine', sku: shared, quantity: 2 })
  const { id } = await guestCartWith([guests, 4], [shared, 3])
  const merged = await customer.claimCart({ id })
  assert.equal(merged.id, own.id)
  const expected = [
    [mine, 1],
    [shared, 5],
    [guests, 4],
  ]
  assert.deepEqual(contentsOf(merged), expected)
  assert.ok(merged.version > own.version)
  assert.deepEqual((await carts.changesOf(own.id)).at(-1), {
    ...{ cartId: own.id, version: merged.version, subtotal: eur(10_000), weight: 3000, itemCount: 10 },
  })
  assert.deepEqual(await customer.claimCart({ id }), merged)
  assert.deepEqual(contentsOf(await customer.setLine({ id: 'mine', sku: next, quantity: 1 })), [...expected, [next, 1]])
})

test('A merged cart is closed, the customer’s alone, and still holds what it held.', async () => {
  const sku = await carts.onSale()
  const customer = carts.customer()
  await customer.createCart({})
  const { id, lines } = await guestCartWith([sku, 1])
  await customer.claimCart({ id })
  const cart = await customer.getCart({ id })
  assert.deepEqual([cart.status, cart.lines], ['merged', lines])
  await assert.rejects(customer.setLine({ id, sku, quantity: 2 }), (error) => hasReason(error, 'cart_closed'))
  for (const other of [guest, carts.customer()])
    await assert.rejects(other.getCart({ id }), (error) => hasReason(error, 'not_found'))
})

test('Pieces that add up stop at what a line may hold.', async () => {
  const sku = await carts.onSale()
  const customer = carts.customer()
  await customer.setLine({ id: 'mine', sku, quantity: 600 })
  const { id } = await guestCartWith([sku, 600])
  assert.deepEqual(contentsOf(await customer.claimCart({ id })), [[sku, 999]])
})

test('A merge remembers what the guest saw: a price that changed since is told.', async () => {
  const sku = newSku()
  const { productId } = await carts.publishProduct([sku], { price: eur(1000) })
  const { id } = await guestCartWith([sku, 1])
  await carts.publishProduct([sku], { productId, version: 2, price: eur(1200) })
  const customer = carts.customer()
  await customer.setLine({ id: 'mine', sku, quantity: 1 })
  const { lines } = await customer.claimCart({ id })
  assert.deepEqual(
    lines[0]?.problems.map(({ reason, priceBefore }) => ({ reason, priceBefore })),
    [{ reason: 'price_changed', priceBefore: eur(1000) }],
  )
})

test('Claims of one cart at once take effect once, whether the customer had a cart or not.', async () => {
  const [sku, other] = [await carts.onSale(), await carts.onSale()]
  for (const had of [true, false]) {
    const userId = randomUUID()
    if (had) await carts.customer(userId).setLine({ id: 'mine', sku: other, quantity: 1 })
    const { id } = await guestCartWith([sku, 2])
    const answers = await Promise.all(Array.from({ length: 6 }, () => carts.customer(userId).claimCart({ id })))
    for (const answer of answers) assert.deepEqual(contentsOf(answer), [...(had ? [[other, 1]] : []), [sku, 2]])
    assert.equal(new Set(answers.map((answer) => answer.id)).size, 1)
  }
})

test('Claims of several carts while the customer’s tabs add lines lose nothing and never lock each other out.', async () => {
  const skus = Array.from({ length: 8 }, newSku)
  await carts.publishProduct(skus)
  for (let round = 0; round < 3; round++) {
    const customer = carts.customer()
    const guestCarts = await Promise.all(skus.slice(0, 4).map((sku) => guestCartWith([sku, 1])))
    await Promise.all([
      ...guestCarts.map(({ id }) => customer.claimCart({ id })),
      ...skus.slice(4).map((sku) => customer.setLine({ id: 'mine', sku, quantity: 1 })),
    ])
    const mine = await customer.getCart({ id: 'mine' })
    assert.deepEqual(contentsOf(mine).sort(), skus.map((sku) => [sku, 1]).sort())
  }
})

test('Of two customers who claim one cart at once, one has it and to the other it does not exist.', async () => {
  const sku = await carts.onSale()
  const { id } = await guestCartWith([sku, 1])
  const outcomes = await Promise.allSettled([carts.customer().claimCart({ id }), carts.customer().claimCart({ id })])
  const lost = outcomes.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
  assert.equal(lost.length, 1)
  assert.ok(hasReason(lost[0]?.reason, 'not_found'))
})

test('Another customer’s cart cannot be claimed, nor one that was ordered, nor one that does not exist.', async () => {
  const sku = await carts.onSale()
  const customer = carts.customer()
  const foreign = await carts.customer().setLine({ id: 'mine', sku, quantity: 1 })
  for (const id of [foreign.id, randomUUID()])
    await assert.rejects(customer.claimCart({ id }), (error) => hasReason(error, 'not_found'))
  const { id } = await guestCartWith([sku, 1])
  await carts.confirmOrder(id)
  await assert.rejects(customer.claimCart({ id }), (error) => hasReason(error, 'cart_closed'))
})

test('Claiming my own open cart answers it.', async () => {
  const sku = await carts.onSale()
  const customer = carts.customer()
  const mine = await customer.setLine({ id: 'mine', sku, quantity: 1 })
  assert.deepEqual(await customer.claimCart({ id: mine.id }), mine)
})
