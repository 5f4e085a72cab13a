import { randomInt } from 'node:crypto'
import { isDuplicate } from '@souk/platform/database/pool.ts'
import { fail } from '@souk/platform/errors.ts'
import { insertShipment, type NewShipment, shipmentOf } from '../delivery.sql.ts'
import type { Delivery } from '../needs.ts'
import { methodOf } from '../rates.ts'
import { trackingNumber, trackingNumbers } from '../tracking.ts'

/** For a parcel that leaves by a method which staff have removed since it was bought. */
const someCarrier = 'Parcel service'

export const createShipment: Delivery['operations']['createShipment'] = async (input, { db, resources, now }) => {
  const { id, orderId, optionId, address } = input
  const carrier =
    input.carrier ?? methodOf(await resources.zones.all(), optionId, address.country)?.carrier ?? someCarrier
  const shipment = { id, orderId, optionId, address, carrier, createdAt: now() }
  const created = await (input.trackingNumber === undefined
    ? insertWithOwnNumber(db, shipment)
    : insertShipment(db, { ...shipment, trackingNumber: input.trackingNumber, ownNumber: false }))
  const parcel = created ?? (await shipmentOf(db, id))
  if (parcel === undefined) throw new Error(`shipment ${id} is gone`)
  if (parcel.orderId !== orderId) throw fail('key_reused', `Shipment ${id} belongs to another order: use a new id.`)
  return parcel
}

async function insertWithOwnNumber(
  db: Delivery['context']['db'],
  shipment: Omit<NewShipment, 'trackingNumber' | 'ownNumber'>,
) {
  for (let turn = 1; ; turn++) {
    try {
      return await insertShipment(db, {
        ...shipment,
        trackingNumber: trackingNumber(randomInt(trackingNumbers)),
        ownNumber: true,
      })
    } catch (error) {
      // Among very many parcels, chance gives a number twice.
      if (turn === 5 || !isDuplicate(error, 'shipments_own_number')) throw error
    }
  }
}
