/** What a list of orders shows of one. */
import type { Order } from '@souk/contracts/order.ts'
import { date } from '#lib/format.ts'
import type { Language } from '#lib/language.ts'
import { badgeOf, stateOf } from './order-state.ts'

const mostImages = 4

export type OrderCard = ReturnType<typeof orderCard>

export function orderCard(order: Order, language: Language) {
  const { id, number, placedAt, total, lines } = order
  const state = stateOf(order, new Date())
  return {
    id,
    number,
    placed: date(placedAt, language),
    badge: badgeOf(state, language),
    isOpen: state === 'pending' || state === 'declined' ? state : undefined,
    total,
    images: lines.slice(0, mostImages).map(({ image }) => image),
    more: Math.max(lines.length - mostImages, 0),
    names: lines.map(({ quantity, name }) => (quantity === 1 ? name : `${quantity} × ${name}`)).join(', '),
  }
}
