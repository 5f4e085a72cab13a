/** The rules of what a cart tells the shopper. */
import type { Cart } from '@souk/contracts/cart.ts'
import type { Availability } from '@souk/contracts/fields.ts'
import { equal, type Money, times } from '@souk/contracts/money.ts'

export const mostLines = 100
export const mostPieces = 999

type Line = Cart['lines'][number]
type Problem = Line['problems'][number]

export type LineRow = {
  sku: string
  quantity: number
  productSlug: string
  name: string
  options: Record<string, string>
  image: NonNullable<Line['image']> | null
  /** Minor units of the line's own currency. */
  price: number
  currency: string
  weight: number
  /** On sale, and in the cart's currency. */
  sold: boolean
  /** The price when the line was last set. */
  seen: Money
  /** Null where inventory-service has not spoken of the sku yet. */
  availability: Availability | null
  /** Exact while low or out. */
  available: number | null
}

/** Subtotal and weight are those of the lines still sold; `itemCount` counts the pieces of all lines. */
export type CartRow = {
  id: string
  status: Cart['status']
  version: number
  currency: string
  lines: LineRow[]
  subtotal: number
  weight: number
  itemCount: number
}

export function cartFrom({ subtotal, currency, lines, ...row }: CartRow): Cart {
  return { ...row, subtotal: { amount: subtotal, currency }, lines: lines.map(lineFrom) }
}

/** A cart as it is when it has just been made. */
export function emptyCart(id: string, currency: string): Cart {
  return cartFrom({ id, status: 'open', version: 0, currency, lines: [], subtotal: 0, weight: 0, itemCount: 0 })
}

function lineFrom(row: LineRow): Line {
  const { sku, quantity, productSlug, name, options, image, weight } = row
  const unitPrice = { amount: row.price, currency: row.currency }
  return {
    ...{ sku, quantity, productSlug, name, options, ...(image === null ? {} : { image }) },
    ...{ unitPrice, lineTotal: times(unitPrice, quantity), weight, problems: problemsOf(row, unitPrice) },
  }
}

function problemsOf({ sold, seen, quantity, availability, available }: LineRow, price: Money): Problem[] {
  if (!sold) return [{ reason: 'no_longer_sold', message: 'This is no longer sold: remove it to buy the rest.' }]
  const problems: Problem[] = []
  if (!equal(seen, price))
    problems.push({
      reason: 'price_changed',
      message: 'The price has changed since you last set this line.',
      priceBefore: seen,
    })
  if (availability === 'out')
    problems.push({ reason: 'out_of_stock', message: 'This is sold out: remove it, or come back later.' })
  else if (availability === 'low' && available !== null && available < quantity)
    problems.push({ reason: 'only_n_left', message: `Only ${available} left: take no more than that.`, available })
  return problems
}
