/** What people were told: the shop has to stand by every word of it. */
import type { Order } from '@souk/contracts/order.ts'
import { type Answer, decides } from './people.ts'

/** What one cart became in the eyes of whoever filled it. */
export type Purchase = {
  /** One a cart: by it the cart's orders are found. */
  email: string
  placing: Placing[]
  /** What was asked for after that, and how it was answered. */
  wishes: Wish[]
}

export type Placing = { key: string; answer: Answer; decided: boolean }
export type Wish = { what: 'cancel' | 'ship' | 'refund' | 'return'; orderId: string; answer: Answer; decided: boolean }

export type Told = {
  purchases: Purchase[]
  /** When somebody heard for the first time that an order is placed. */
  placedAt: number[]
  begin(email: string): Purchase
  placed(purchase: Purchase, key: string, answer: Answer): void
  wished(purchase: Purchase, what: Wish['what'], orderId: string, answer: Answer): void
}

export function openBook(): Told {
  const known = new Map<string, Purchase>()
  const orders = new Set<string>()
  const told: Told = {
    purchases: [],
    placedAt: [],
    begin(email) {
      const before = known.get(email)
      if (before !== undefined) return before
      const purchase = { email, placing: [], wishes: [] }
      known.set(email, purchase)
      told.purchases.push(purchase)
      return purchase
    },
    placed(purchase, key, answer) {
      purchase.placing.push({ key, answer, decided: decides(answer) })
      const order = placedOrder(answer)
      if (order === undefined || orders.has(order.id)) return
      orders.add(order.id)
      told.placedAt.push(Date.now())
    },
    wished(purchase, what, orderId, answer) {
      purchase.wishes.push({ what, orderId, answer, decided: decides(answer) })
    },
  }
  return told
}

/** The order of a 201, unless it says that the order was cancelled before it was confirmed. */
export function placedOrder({ status, body }: Answer): Order | undefined {
  return status === 201 && body.status !== 'cancelled' ? body : undefined
}

export function isGranted({ status }: Answer) {
  return status === 200 || status === 201
}

export function whatWasSaid({ status, body }: Answer) {
  return status === 0 ? 'nothing' : `${status} ${body?.reason ?? body?.status ?? ''}`.trim()
}
