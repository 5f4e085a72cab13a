/** What the checkout's form says, and what is wrong with it. */
import type { Address } from '@souk/contracts/fields.ts'
import type { Money } from '@souk/contracts/money.ts'
import type { SavedAddress } from '@souk/contracts/user.ts'
import type { FieldError } from '@souk/platform/errors.ts'
import type { Language } from '#lib/language.ts'
import { faultWords } from '#lib/texts/checkout-problems.ts'
import { type Typed, typedIn } from './checkout-draft.ts'

export type Field = keyof typeof faultWords
export type Faults = Partial<Record<Field, string>>

/** Everything that goes into an order, as the page showed it. */
export type Asked = {
  typed: Typed
  cart: string
  version: number
  attempt: number
  /** The total that the page showed, and the country and delivery that it was for. */
  total: Money | undefined
  totalFor: string
  payment: { method: string; token: string }
}

/** Which card it is the test bank's own choice says, or else what Stripe made of the card that was typed in its fields. */
function paymentIn(method: string, text: (name: string) => string) {
  return { method, token: text(method === 'stripe' ? 'stripeToken' : 'paymentToken') }
}

const limits: Partial<Record<Field, number>> = { email: 254, name: 100, line1: 120, line2: 120, city: 100 }

export function askedIn(form: FormData): Asked {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const count = (name: string) => Math.max(Number.parseInt(text(name), 10) || 0, 0)
  const [, amount, currency] = /^(\d+) ([A-Z]{3})$/.exec(text('total')) ?? []
  return {
    typed: typedIn((field) => (form.has(field) ? text(field) : undefined)),
    cart: text('cart'),
    version: count('version'),
    attempt: count('attempt'),
    total: amount === undefined || currency === undefined ? undefined : { amount: Number(amount), currency },
    totalFor: text('totalFor'),
    payment: paymentIn(text('paymentMethod'), text),
  }
}

/** Where it goes: to one of the customer's addresses where they chose one, or else to what they typed. */
export function addressIn(typed: Typed, saved: readonly SavedAddress[]): Address {
  const chosen = saved.find(({ id }) => id === typed.savedAddress)
  if (chosen !== undefined) return chosen.address
  const { name = '', line1 = '', line2, city = '', postcode = '', country = '' } = typed
  return { name, line1, ...(line2 ? { line2 } : {}), city, postcode, country }
}

/** What the page shows a total for; see `totalFor` above. */
export function destination(country: string, deliveryOptionId: string | undefined) {
  return `${country} ${deliveryOptionId ?? ''}`
}

export function faultsIn({ typed, payment }: Asked, address: Address, language: Language): Faults {
  const values: Record<Field, string> = {
    email: typed.email ?? '',
    name: address.name,
    line1: address.line1,
    line2: address.line2 ?? '',
    postcode: address.postcode,
    city: address.city,
    country: address.country,
    deliveryOptionId: typed.deliveryOptionId ?? '',
    paymentToken: payment.token,
  }
  const faults: Faults = {}
  for (const field of Object.keys(values) as Field[]) {
    const kind = faultOf(field, values[field])
    if (kind !== undefined) faults[field] = faultWords[field][kind][language]
  }
  return faults
}

function faultOf(field: Field, value: string): 'missing' | 'wrong' | undefined {
  if (value === '') return field === 'line2' ? undefined : 'missing'
  if (value.length > (limits[field] ?? 254)) return 'wrong'
  if (field === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return 'wrong'
  if (field === 'postcode' && !/^[A-Za-z0-9][A-Za-z0-9 -]{1,11}$/.test(value)) return 'wrong'
  if (field === 'country' && !/^[A-Z]{2}$/.test(value)) return 'wrong'
  return undefined
}

/** @param errors of `invalid_input`, by the paths of the order's fields */
export function faultsOfErrors(errors: readonly FieldError[] | undefined, language: Language): Faults {
  const faults: Faults = {}
  for (const { path } of errors ?? []) {
    const last = path.split('/').at(-1)
    const field = last === 'token' || last === 'method' ? 'paymentToken' : last
    if (field !== undefined && field in faultWords) faults[field as Field] = faultWords[field as Field].wrong[language]
  }
  return faults
}
