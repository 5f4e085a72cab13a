/** An order's way from placing to the door: what has happened, and what is still to come. */
import type { Order } from '@souk/contracts/order.ts'
import { day, days, moment } from '#lib/format.ts'
import type { Language } from '#lib/language.ts'
import { money } from '#lib/money.ts'
import { declines, doers, events, steps } from '#lib/texts/order-words.ts'

export type Step = {
  name: string
  /** Told in words. */
  at?: string
  note?: string
  state: 'done' | 'now' | 'later' | 'stopped'
}

type Entry = Order['timeline'][number]

export function progressOf(order: Order, language: Language, now: Date): Step[] {
  const placed: Step = { name: steps.placed[language], at: day(order.placedAt, language), state: 'done' }
  if (order.status === 'declined') return [placed, declinedStep(order, language)]
  if (order.status === 'cancelled') return [placed, ...cancelledSteps(order, language)]
  return [placed, paidStep(order, language), shippedStep(order, language), deliveredStep(order, language, now)]
}

function declinedStep(order: Order, language: Language): Step {
  const entry = last(order, 'declined') ?? last(order, 'payment_declined')
  return {
    name: steps.declined[language],
    ...at(entry, language),
    ...note(entry === undefined ? undefined : whyDeclined(entry, language)),
    state: 'stopped',
  }
}

function cancelledSteps(order: Order, language: Language): Step[] {
  const entry = last(order, 'cancelled')
  const refunded = last(order, 'refunded')
  const ended = refunded ?? last(order, 'payment_voided')
  const money = ended === undefined ? steps.lettingGo : refunded === undefined ? steps.nothingCharged : steps.moneyBack
  return [
    {
      name: steps.cancelled[language],
      ...at(entry, language),
      ...note(writtenReason(entry)),
      state: 'stopped',
    },
    { name: money[language], ...at(ended, language), state: ended === undefined ? 'now' : 'done' },
  ]
}

function paidStep(order: Order, language: Language): Step {
  const name = steps.paid[language]
  if (order.paymentStatus === 'pending') return { name, note: steps.paying[language], state: 'now' }
  const entry = last(order, 'payment_captured') ?? last(order, 'payment_authorized')
  const isReserved = order.paymentStatus === 'authorized'
  return { name, ...at(entry, language), ...note(isReserved ? steps.reserved[language] : undefined), state: 'done' }
}

function shippedStep(order: Order, language: Language): Step {
  const name = steps.shipped[language]
  const parcel = order.shipments[0]
  if (parcel === undefined) {
    const isNext = order.status === 'confirmed'
    return { name, ...note(isNext ? steps.packing[language] : undefined), state: isNext ? 'now' : 'later' }
  }
  const { carrier, trackingNumber, shippedAt } = parcel
  return { name, at: day(shippedAt, language), note: steps.with[language](carrier, trackingNumber), state: 'done' }
}

/** Nobody tells us when a parcel arrives, so this never claims that it has. */
function deliveredStep(order: Order, language: Language, now: Date): Step {
  const { estimate } = order.delivery
  const isShipped = order.shipments.length > 0
  const isLate = isShipped && estimate !== undefined && estimate.to < now.toISOString().slice(0, 10)
  const words = isLate ? steps.late : steps.expected
  // What came back had arrived.
  if (order.returns.some(({ status }) => status === 'received'))
    return { name: steps.delivery[language], state: 'done' }
  return {
    name: steps.delivery[language],
    ...note(estimate === undefined ? undefined : words[language](days(estimate, language))),
    state: isShipped ? 'now' : 'later',
  }
}

/** All that happened, the oldest first. */
export function historyOf({ timeline }: Order, language: Language) {
  return timeline.map((entry) => ({
    at: moment(entry.at, language),
    what: events[entry.what]?.[language] ?? readable(entry.what),
    by: doers[entry.by]?.[language] ?? readable(entry.by),
    ...note(detailOf(entry, language)),
  }))
}

function detailOf(entry: Entry, language: Language): string | undefined {
  const { carrier, trackingNumber, amount } = entry.details ?? {}
  if (entry.what === 'waiting') return undefined
  if (entry.what === 'declined') return whyDeclined(entry, language)
  if (typeof carrier === 'string' && typeof trackingNumber === 'string')
    return steps.with[language](carrier, trackingNumber)
  const sum = isMoney(amount) ? money(amount, language) : undefined
  return [sum, writtenReason(entry)].filter((part) => part !== undefined).join(' · ') || undefined
}

function whyDeclined({ what, details }: Entry, language: Language) {
  const reason = what === 'payment_declined' ? what : String(details?.reason)
  return declines[reason]?.[language]
}

/** What a person wrote is told; a program's word such as payment_lost is not. */
export function writtenReason(entry: Pick<Entry, 'details'> | undefined) {
  const reason = entry?.details?.reason
  return typeof reason === 'string' && !/^[a-z]+(_[a-z]+)+$/.test(reason) ? reason.trim() || undefined : undefined
}

function isMoney(value: unknown): value is { amount: number; currency: string } {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value
}

function last({ timeline }: Order, what: string) {
  return timeline.findLast((entry) => entry.what === what)
}

function at(entry: Entry | undefined, language: Language) {
  return entry === undefined ? {} : { at: day(entry.at, language) }
}

function note(text: string | undefined) {
  return text === undefined ? {} : { note: text }
}

/** A word for programs, as people would write it. */
function readable(word: string) {
  const words = word.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
