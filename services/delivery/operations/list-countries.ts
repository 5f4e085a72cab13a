import type { Delivery } from '../needs.ts'

/** A zone without a method reaches nobody. */
export const listCountries: Delivery['operations']['listCountries'] = async (_input, { resources }) => {
  const zones = await resources.zones.all()
  const reached = zones.filter(({ methods }) => methods.length > 0)
  return { items: reached.flatMap(({ countries }) => countries).toSorted() }
}
