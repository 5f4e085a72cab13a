/** Money is an integer of minor units with its currency; never a float. */
import { type Static, Type } from 'typebox'

export const Money = Type.Object(
  {
    amount: Type.Integer({
      minimum: -99_999_999_999,
      maximum: 99_999_999_999,
      description: 'minor units: 1999 is 19.99',
    }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }),
  },
  { title: 'Money' },
)
export type Money = Static<typeof Money>

export function sum(first: Money, ...others: readonly Money[]): Money {
  for (const { currency } of others)
    if (currency !== first.currency) throw new Error(`cannot add ${currency} to ${first.currency}`)
  return { amount: others.reduce((total, { amount }) => total + amount, first.amount), currency: first.currency }
}

export function times({ amount, currency }: Money, quantity: number): Money {
  return { amount: amount * quantity, currency }
}

export function equal(one: Money, other: Money) {
  return one.amount === other.amount && one.currency === other.currency
}
