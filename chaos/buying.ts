/** A buyer: carts, orders, impatience, and what people do to their orders afterwards. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { changeMind } from './afterwards.ts'
import type { Buyer } from './buyer.ts'
import type { Answer } from './people.ts'
import { type Purchase, placedOrder } from './told.ts'

const tokens = { tok_ok: 84, tok_declined: 6, tok_lost_answer: 4, tok_slow: 4, tok_unreachable: 2 }
const manners = { once: 78, double_click: 10, other_tab: 8, cancel_at_once: 4 }
const address = { name: 'Ada L.', line1: 'Markt 1', city: 'Berlin', postcode: '10115', country: 'DE' }

/** How long a buyer looks at one purchase before beginning the next, and how many may be open. In milliseconds. */
const attention = 1_000
const mostOpen = 4

/** Buys until it is over, and ends when all that was begun is decided. */
export async function keepBuying(buyer: Buyer, isOver: () => boolean) {
  const open = new Set<Promise<void>>()
  const failures: unknown[] = []
  while (!isOver()) {
    const one = buy(buyer)
      .catch((error) => void failures.push(error))
      .finally(() => open.delete(one))
    open.add(one)
    await Promise.race([one, sleep(attention)])
    // A customer's purchases are of one cart at a time.
    while (open.size >= (buyer.isGuest ? mostOpen : 1)) await Promise.race(open)
  }
  await Promise.all(open)
  if (failures.length > 0) throw failures[0]
}

async function buy(buyer: Buyer) {
  const { person, chance, told } = buyer
  const cart = await fill(buyer)
  if (cart === undefined) return
  const options = await person.insist('GET', `/delivery-options?cart=${cart}&country=DE&postcode=10115`)
  const deliveryOptionId = options.body?.items?.[0]?.id
  if (deliveryOptionId === undefined) return

  const purchase = told.begin(`cart-${cart}@souk.example`)
  const order = (token: string, key: string = randomUUID()) => {
    const payment = { method: 'test', token }
    const body = { cartId: cart, email: purchase.email, shippingAddress: address, deliveryOptionId, payment }
    return place(buyer, purchase, body, key)
  }
  const token = chance.weighted(tokens)
  const answers = await inTheirManner(buyer, purchase, token, order)
  if (answers.some(({ body }) => body?.reason === 'payment_declined') && chance.happens(0.5))
    answers.push(await order('tok_ok'))
  const placed = answers.map(placedOrder).find((one) => one !== undefined)
  if (placed !== undefined) await changeMind(buyer, purchase, placed)
}

type Order = (token: string, key?: string) => Promise<Answer>

async function inTheirManner(buyer: Buyer, purchase: Purchase, token: string, order: Order): Promise<Answer[]> {
  const manner = buyer.chance.weighted(manners)
  if (manner === 'once') return [await order(token)]
  if (manner === 'other_tab') return Promise.all([order(token), order('tok_ok')])
  const key = randomUUID()
  if (manner === 'double_click') return Promise.all([order(token, key), order(token, key)])
  const decided = order(token, key)
  await cancelWhilePending(buyer, purchase, key)
  return [await decided]
}

/** Asks under the same key until the answer decides. */
async function place({ person, told }: Buyer, purchase: Purchase, body: object, key: string) {
  const answer = await person.insist('POST', '/orders', body, key)
  told.placed(purchase, key, answer)
  return answer
}

/** Whoever placed it looks it up among the orders by the cart's address, and cancels what is not decided yet. */
async function cancelWhilePending({ staff, told, chance }: Buyer, purchase: Purchase, key: string) {
  await sleep(chance.between(5, 60))
  const found = await staff.ask('GET', `/orders?q=${encodeURIComponent(purchase.email)}&limit=1`)
  const id = found.body?.items?.[0]?.id
  if (id === undefined) return
  told.wished(purchase, 'cancel', id, await staff.insist('POST', `/orders/${id}/cancel`, {}, `cancel-${key}`))
}

/** @returns a cart with one to three lines; undefined where the customer's last one is still being ordered */
async function fill({ person, skus, chance }: Buyer): Promise<string | undefined> {
  const { status, body: cart } = await person.insist('POST', '/carts', {})
  if (status !== 201) return undefined
  for (const { sku } of cart.lines) await person.insist('DELETE', `/carts/${cart.id}/lines/${sku}`)
  const count = Math.floor(chance.between(1, 4))
  for (let line = 0; line < count; line++) {
    const quantity = Math.floor(chance.between(1, 4))
    const answer = await person.insist('PUT', `/carts/${cart.id}/lines/${chance.pick(skus)}`, { quantity })
    if (answer.status === 409) return undefined
  }
  return cart.id
}
