/** The rules that a zone keeps beyond the shape which its contract declares. */
import type { Zone } from '@souk/contracts/delivery.ts'
import type { FieldError } from '@souk/platform/errors.ts'
import { type Method, optionId } from './rates.ts'

/** `deliveryOptionId` of an order has no room for more. */
const longestOptionId = 64

/** Each country once, and each method's steps from light to heavy. */
export function tidy(zone: Zone): Zone {
  return {
    id: zone.id,
    name: zone.name,
    countries: [...new Set(zone.countries)].sort(),
    methods: zone.methods.map((method) => ({
      ...method,
      rates: method.rates.toSorted((one, other) => one.upToWeight - other.upToWeight),
    })),
  }
}

export function faultsOf(zone: Zone): FieldError[] {
  const ids = zone.methods.map(({ id }) => id)
  return zone.methods.flatMap((method, index) => [
    ...(ids.indexOf(method.id) === index ? [] : [fault(index, 'id', `'${method.id}' is the id of another method too`)]),
    ...(optionId(zone, method).length <= longestOptionId
      ? []
      : [fault(index, 'id', `'${optionId(zone, method)}' is longer than ${longestOptionId}: shorten an id`)]),
    ...faultsOfMethod(method).map(([field, message]) => fault(index, field, message)),
  ])
}

function faultsOfMethod({ days, freeFrom, rates }: Method) {
  const faults: [field: string, message: string][] = []
  if (days.from > days.to) faults.push(['days', 'must not end before they begin'])
  if (rates.some(({ price }) => price.amount < 0)) faults.push(['rates', 'must not be negative'])
  if (freeFrom !== undefined && freeFrom.amount < 0) faults.push(['freeFrom', 'must not be negative'])
  const currencies = new Set(
    [...rates.map(({ price }) => price), ...(freeFrom ? [freeFrom] : [])].map(({ currency }) => currency),
  )
  if (currencies.size > 1) faults.push(['rates', 'must be in one currency'])
  if (new Set(rates.map(({ upToWeight }) => upToWeight)).size < rates.length)
    faults.push(['rates', 'must not have two prices for one weight'])
  return faults
}

function fault(index: number, field: string, message: string): FieldError {
  return { path: `/methods/${index}/${field}`, message }
}
