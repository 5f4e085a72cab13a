/** Why an order was not placed, in words for its buyer and with a way on. */
import type { Cart } from '@souk/contracts/cart.ts'
import type { Shortages } from '@souk/contracts/inventory.ts'
import type { Money } from '@souk/contracts/money.ts'
import type { Order } from '@souk/contracts/order.ts'
import { type SoukError, statusOfCode } from '@souk/platform/errors.ts'
import type { Language } from '#lib/language.ts'
import { money } from '#lib/money.ts'
import { declineWords, problems } from '#lib/texts/checkout-problems.ts'
import { type Faults, faultsOfErrors } from './checkout-form.ts'

export type Problem = {
  title: string
  text: string
  /** What it is about, one by one. */
  list?: string[]
  links?: { text: string; path: string }[]
}
export type Refused = { status: number; problem: Problem; faults?: Faults; newTotal?: Money; isOtherCard?: boolean }

type Plain =
  | 'check'
  | 'lookAgain'
  | 'cartChanged'
  | 'cartEmpty'
  | 'deliveryUnavailable'
  | 'unknownMethod'
  | 'unconfirmed'

export function inWords(name: Plain, language: Language, links: Problem['links'] = []): Problem {
  return { title: problems[name].title[language], text: problems[name].text[language], links }
}

export function declinedInWords(code: string | undefined, language: Language): Problem {
  if (code === 'no_answer') {
    const { title, text } = problems.noAnswer
    return { title: title[language], text: text[language] }
  }
  const { title, after } = problems.declined
  const words = declineWords[code ?? '']?.[language]
  return { title: title[language], text: [words, after[language]].filter(Boolean).join(' ') }
}

/** Of an order that was pending and has come to nothing. */
export function whyDeclined(order: Order, language: Language): Problem {
  const { what, details } = order.timeline.findLast((entry) => /declined$/.test(entry.what)) ?? { what: '' }
  if (what === 'payment_declined') return declinedInWords(String(details?.declineCode), language)
  if (details?.reason === 'out_of_stock')
    return shortage((details as Partial<Shortages>).lines ?? [], order.lines, language)
  return declinedInWords(details?.reason === 'payment_not_confirmed' ? 'not_confirmed' : 'no_answer', language)
}

/** @param cart what the shopper looks at */
export function refusedInWords(error: SoukError, cart: Cart | undefined, language: Language): Refused {
  const status = statusOfCode[error.code]
  const toCart = { text: problems.toCart[language], path: '/cart' }
  const plain = (name: Plain, links?: Problem['links']): Refused => ({
    status,
    problem: inWords(name, language, links),
  })
  switch (error.reason) {
    case 'payment_declined': {
      const { declineCode } = error.details as { declineCode: string }
      return { status, problem: declinedInWords(declineCode, language), isOtherCard: true }
    }
    case 'out_of_stock':
      return { status, problem: shortage((error.details as Shortages).lines, cart?.lines ?? [], language) }
    case 'price_changed': {
      const { total } = error.details as { total: Money }
      const { title, text } = problems.priceChanged
      const problem = { title: title[language], text: text[language](money(total, language)) }
      return { status, problem, newTotal: total }
    }
    case 'line_not_sold': {
      const { skus } = error.details as { skus: string[] }
      const { title, text } = problems.notSold
      const list = skus.map((sku) => cart?.lines.find((line) => line.sku === sku)?.name ?? sku)
      return { status, problem: { title: title[language], text: text[language], list, links: [toCart] } }
    }
    case 'cart_empty':
    case 'not_found':
      return plain('cartEmpty', [toCart])
    case 'delivery_unavailable':
      return plain('deliveryUnavailable')
    case 'unknown_payment_method':
      return { ...plain('unknownMethod'), isOtherCard: true }
    case 'invalid_input':
      return { ...plain('check'), faults: faultsOfErrors(error.errors, language) }
    case 'too_many_requests': {
      const { title, text } = problems.tooMany
      return { status, problem: { title: title[language], text: text[language](error.retryAfter ?? 10) } }
    }
    default:
      return { ...plain('unconfirmed'), status: status < 500 ? status : 503 }
  }
}

export function orderedInWords(orderId: string | undefined, language: Language): Problem {
  const { title, text } = problems.ordered
  const links = [
    ...(orderId === undefined ? [] : [{ text: problems.toOrder[language], path: `/checkout/thanks/${orderId}` }]),
    { text: problems.findOrder[language], path: '/orders/find' },
  ]
  return { title: title[language], text: text[language], links }
}

function shortage(
  short: readonly { sku: string; available: number }[],
  lines: readonly { sku: string; name: string; options: Record<string, string> }[],
  language: Language,
): Problem {
  const { title, text, left } = problems.outOfStock
  const list = short.map(({ sku, available }) => {
    const line = lines.find((one) => one.sku === sku)
    const name = line === undefined ? sku : [line.name, ...Object.values(line.options)].join(', ')
    return left[language](name, available)
  })
  const links = [{ text: problems.toCart[language], path: '/cart' }]
  return { title: title[language], text: text[language], list, links }
}
