/** Where an order is, in a person's terms. */
import type { Order } from '@souk/contracts/order.ts'
import type { Language } from '#lib/language.ts'
import { money } from '#lib/money.ts'
import { badges, payments, sentences } from '#lib/texts/order-words.ts'

export type State = keyof typeof badges
export type Tone = 'plain' | 'good' | 'warn' | 'bad'

const tones: Record<State, Tone> = {
  pending: 'warn',
  declined: 'bad',
  cancelled: 'plain',
  preparing: 'good',
  underWay: 'good',
  shipped: 'good',
  partlyReturned: 'plain',
  returned: 'plain',
  refunded: 'plain',
}

export function stateOf({ status, paymentStatus, fulfilmentStatus, delivery }: Order, now: Date): State {
  if (status === 'pending' || status === 'declined' || status === 'cancelled') return status
  if (fulfilmentStatus === 'returned') return 'returned'
  if (paymentStatus === 'refunded') return 'refunded'
  if (fulfilmentStatus === 'partially_returned') return 'partlyReturned'
  if (fulfilmentStatus !== 'shipped') return 'preparing'
  const { estimate } = delivery
  return estimate !== undefined && estimate.to < now.toISOString().slice(0, 10) ? 'shipped' : 'underWay'
}

export function badgeOf(state: State, language: Language) {
  return { text: badges[state][language], tone: tones[state] }
}

export function sentenceOf(state: State, language: Language) {
  return sentences[state][language]
}

/** What stands with the payment. */
export function paymentWords({ status, paymentStatus, total, refunded }: Order, language: Language) {
  const isLeft = status === 'cancelled' && (paymentStatus === 'pending' || paymentStatus === 'authorized')
  const words = payments[isLeft ? 'lettingGo' : paymentStatus][language]
  return words(money(total, language), money(refunded, language))
}

/** Whether it changes by itself within moments. */
export function isMoving({ status, paymentStatus }: Order) {
  return status === 'pending' || (status === 'cancelled' && paymentStatus === 'pending')
}

export function isCancellable({ status, fulfilmentStatus }: Order) {
  return (status === 'pending' || status === 'confirmed') && fulfilmentStatus === 'unfulfilled'
}

/** An invoice is written for what was bought, also where the money has gone back since. */
export function hasInvoice({ status, refunds }: Order) {
  return status === 'confirmed' || status === 'completed' || refunds.length > 0
}
