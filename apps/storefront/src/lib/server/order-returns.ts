/** What of an order was sent back, or may be, in words for its buyer. */
import type { Order } from '@souk/contracts/order.ts'
import { date } from '#lib/format.ts'
import type { Language } from '#lib/language.ts'
import { money } from '#lib/money.ts'
import { returnAsked, returnStates } from '#lib/texts/order-words.ts'

export function returnsOf(order: Order, language: Language) {
  return order.returns.map(({ id, status, lines, received = lines, requestedAt, note, refund }) => ({
    id,
    state: returnStates[status].badge[language],
    sentence: returnStates[status].sentence[language](
      refund === undefined || refund.amount === 0 ? undefined : money(refund, language),
    ),
    asked: returnAsked[language](date(requestedAt, language)),
    isAwaited: status === 'approved',
    items: received.map(({ sku, quantity }) => `${quantity} × ${nameOf(order, sku)}`).join(', '),
    note,
  }))
}

/** What can be chosen to be sent back now; undefined where nothing can. */
export function returnableNow(order: Order, now: Date) {
  const { returnable } = order
  if (returnable === undefined || Date.parse(returnable.until) < now.getTime()) return undefined
  const lines = returnable.lines.map(({ sku, quantity }) => ({ sku, most: quantity, name: nameOf(order, sku) }))
  return { until: returnable.until, lines }
}

function nameOf({ lines }: Order, sku: string) {
  const line = lines.find((one) => one.sku === sku)
  return line === undefined ? sku : [line.name, ...Object.values(line.options)].join(', ')
}
