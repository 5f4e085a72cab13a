import { fail, SoukError } from '@souk/platform/errors.ts'
import { countriesElsewhere, lockZones, putZone } from '../delivery.sql.ts'
import type { Delivery } from '../needs.ts'
import { faultsOf, tidy } from '../zones.ts'

export const setZone: Delivery['operations']['setZone'] = async (input, { db, resources }) => {
  const zone = tidy(input)
  const errors = faultsOf(input)
  const [first] = errors
  if (first !== undefined) throw fail('invalid_input', `${first.path}: ${first.message}`, { errors })
  await db.transaction(async (tx) => {
    await lockZones(tx)
    const countries = await countriesElsewhere(tx, zone.id, zone.countries)
    if (countries.length > 0)
      throw new SoukError(
        'conflict',
        'country_in_other_zone',
        `Take ${countries.join(', ')} out of the other zone first.`,
        {
          details: { countries },
        },
      )
    await putZone(tx, zone)
  })
  resources.zones.drop()
  return zone
}
