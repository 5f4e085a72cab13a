/** What a payment provider does for us, whoever it is. Every call carries our own key: the same key, the same outcome. */
import type { Money } from '@souk/contracts/money.ts'

export type Outcome = { outcome: 'succeeded' } | { outcome: 'declined'; code: string }

/** `unknown`: the provider has never heard of our key. */
export type Found = Outcome | { outcome: 'unknown' }

export type Entry = {
  key: string
  orderId: string
  kind: 'authorize' | 'capture' | 'void' | 'refund'
  amount: Money
  at: string
}

type Later = { key: string; orderId: string; authorizationKey: string; amount: Money }

export type Provider = {
  authorize(request: { key: string; orderId: string; amount: Money; token: string }): Promise<Outcome>
  capture(request: Later): Promise<Outcome>
  voidAuthorization(request: Later): Promise<Outcome>
  refund(request: Later): Promise<Outcome>
  /** What became of what we asked under this key. */
  find(key: string): Promise<Found>
  /** The provider's own books about an order. */
  entries(orderId: string): Promise<Entry[]>
}

/** No answer came: it may have happened or not. */
export class ProviderLost extends Error {
  override name = 'ProviderLost'
}

/** Waits for a provider this long, and takes a failure of any kind for a lost answer. */
export async function answered<T>(question: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ProviderLost(`no answer within ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([question, late])
  } catch (error) {
    throw error instanceof ProviderLost ? error : new ProviderLost((error as Error).message, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}
