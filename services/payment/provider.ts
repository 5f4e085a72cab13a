/**
 * What a payment provider does for us, whichever company it is. Money is held first and taken later. Each request carries
 * a key of ours: the same key again has no second effect and gets the same answer. An adapter that needs the provider's own
 * references keeps them by our key, in tables of its own.
 */
import type { Money } from '@souk/contracts/money.ts'

/** @property code what refused it, by the provider's word for it */
export type Decided = { outcome: 'succeeded' } | { outcome: 'declined'; code: string }

/** Taken on and not decided yet, by the payer at `redirectUrl` where one is named, or else by the provider. */
export type Undecided = { outcome: 'pending'; redirectUrl?: string }

export type Answer = Decided | Undecided

/** `unknown`: no request with this key has arrived (yet). */
export type Found = Answer | { outcome: 'unknown' }

/** A line of the provider's own books. */
export type Entry = {
  key: string
  orderId: string
  kind: 'authorize' | 'capture' | 'void' | 'refund'
  amount: Money
  at: string
}

/** What became of money that was held: what is captured and refunded is counted in the currency of the authorization. */
export type Authorization = {
  key: string
  orderId: string
  state: 'held' | 'captured' | 'voided'
  amount: Money
  captured: Money
  refunded: Money
}

/** `after` is the `next` of the page before; `since`: what is older and over may be left out; `orderIds`: of these alone. */
export type Page = {
  after: string | undefined
  orderIds: readonly string[] | undefined
  since: string | undefined
  limit: number
}

/** @throws ProviderLost where no answer came; whatever else is thrown leaves as much in doubt */
export type Provider = {
  authorize(request: { key: string; orderId: string; amount: Money; token: string }): Promise<Answer>
  capture(request: { key: string; authorizationKey: string; amount: Money }): Promise<Answer>
  /** Declines only where no money is held (any more): with code `captured` where it was taken. */
  voidAuthorization(request: { key: string; authorizationKey: string }): Promise<Answer>
  refund(request: { key: string; authorizationKey: string; amount: Money }): Promise<Answer>
  /** What became of a request. It never brings one about. */
  find(key: string): Promise<Found>
  /** Its own books about an order, oldest first. */
  listEntries(orderId: string): Promise<Entry[]>
  /** Its own books as they stand now, page by page, in an order of its own; what was declined held no money. */
  listAuthorizations(page: Page): Promise<{ items: Authorization[]; next?: string }>
}

/** What a provider tells of its own accord. It is a hint to ask, whatever it says: it may come late, twice or out of order. */
export type Hint = {
  /** The same each time it is told. */
  id: string
  type: string
  /** The order that it is about, and our key where the provider has it from us; none where it is no matter of ours. */
  about: { orderId: string; key: string | undefined } | undefined
}

/** A provider that tells when something happened there. */
export type TellingProvider = Provider & {
  /** @returns undefined where it is not signed by the provider, or too old */
  readHint(payload: string, signature: string): Promise<Hint | undefined>
  /** Where the money of an authorization is, whoever brought it there: by hand at the provider, or by lapse of time. */
  whereabouts(authorizationKey: string): Promise<'held' | 'captured' | 'voided' | 'nowhere'>
}

/** No answer came, so whether the request took effect is in doubt. */
export class ProviderLost extends Error {
  override name = 'ProviderLost'
  readonly timedOut: boolean

  constructor(message: string, timedOut = false) {
    super(message)
    this.timedOut = timedOut
  }
}

/** @throws ProviderLost after so many milliseconds, whatever the provider does */
export function answerWithin<T>(milliseconds: number, call: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (milliseconds <= 0) return reject(new ProviderLost('there was no time left to ask', true))
    const giveUp = () => reject(new ProviderLost(`no answer within ${Math.round(milliseconds)} ms`, true))
    const timer = setTimeout(giveUp, milliseconds)
    call()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer))
  })
}
