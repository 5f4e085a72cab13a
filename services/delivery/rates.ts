/** The rules of what a parcel's way costs. */
import type { delivery, Zone } from '@souk/contracts/delivery.ts'
import type { Money } from '@souk/contracts/money.ts'
import type { Output } from '@souk/platform/contract.ts'
import { estimate } from './estimates.ts'

export type DeliveryOption = Output<typeof delivery.operations.quote>
export type Method = Zone['methods'][number]

/** `weight` in grams, with all that is in the parcel; `subtotal` is what its contents cost. */
export type Parcel = { country: string; weight: number; subtotal: Money }

/** The methods that carry the parcel to its country, in the zone's order; none where we do not deliver. */
export function optionsFor(zones: readonly Zone[], parcel: Parcel, now: Date): DeliveryOption[] {
  const zone = zoneOf(zones, parcel.country)
  if (zone === undefined) return []
  return zone.methods.flatMap((method) => {
    const price = priceOf(method, parcel)
    if (price === undefined) return []
    return [{ id: optionId(zone, method), name: method.name, price, estimate: estimate(method.days, now) }]
  })
}

/** Stable as long as the zone and the method keep their ids. */
export function optionId(zone: Pick<Zone, 'id'>, method: Pick<Method, 'id'>) {
  return `${zone.id}-${method.id}`
}

/** The method behind an option's id: of the country's zone, or where that has changed since, of any zone. */
export function methodOf(zones: readonly Zone[], id: string, country: string): Method | undefined {
  const own = zoneOf(zones, country)
  for (const zone of own === undefined ? zones : [own, ...zones])
    for (const method of zone.methods) if (optionId(zone, method) === id) return method
  return undefined
}

function zoneOf(zones: readonly Zone[], country: string) {
  return zones.find(({ countries }) => countries.includes(country))
}

/** @returns undefined where the parcel is too heavy, or the method has no price in the currency it is bought in */
function priceOf({ rates, freeFrom }: Method, { weight, subtotal }: Parcel): Money | undefined {
  const steps = rates.filter(({ price, upToWeight }) => price.currency === subtotal.currency && weight <= upToWeight)
  const [first, ...others] = steps
  if (first === undefined) return undefined
  const lightest = others.reduce((least, step) => (step.upToWeight < least.upToWeight ? step : least), first)
  const free = freeFrom !== undefined && freeFrom.currency === subtotal.currency && subtotal.amount >= freeFrom.amount
  return free ? { amount: 0, currency: subtotal.currency } : lightest.price
}
