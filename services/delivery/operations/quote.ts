import { SoukError } from '@souk/platform/errors.ts'
import type { Delivery } from '../needs.ts'
import { faultOfPostcode } from '../postcodes.ts'
import { optionsFor } from '../rates.ts'

export const quote: Delivery['operations']['quote'] = async (input, { resources, now }) => {
  const { optionId, country, postcode } = input
  const fault = faultOfPostcode(country, postcode)
  if (fault !== undefined) throw unavailable(fault)
  const option = optionsFor(await resources.zones.all(), input, now()).find(({ id }) => id === optionId)
  if (option === undefined)
    throw unavailable('This delivery option does not reach the address with this parcel: choose another one.')
  return option
}

function unavailable(message: string) {
  return new SoukError('unprocessable', 'delivery_unavailable', message)
}
