/** Owns what is on hand, who holds how much of it, and the ledger of every change. */
import { inventory } from '@souk/contracts/inventory.ts'
import { service } from '@souk/platform/service.ts'
import { expireReservations } from './jobs/expire-reservations.ts'
import { calls, config } from './needs.ts'
import { auditReservations } from './operations/audit-reservations.ts'
import { auditRestocks } from './operations/audit-restocks.ts'
import { auditStock } from './operations/audit-stock.ts'
import { getReservation } from './operations/get-reservation.ts'
import { getStock } from './operations/get-stock.ts'
import { keep } from './operations/keep.ts'
import { listLedger } from './operations/list-ledger.ts'
import { listStock } from './operations/list-stock.ts'
import { release } from './operations/release.ts'
import { reserve } from './operations/reserve.ts'
import { restock } from './operations/restock.ts'
import { setStock } from './operations/set-stock.ts'
import { ship } from './operations/ship.ts'

export default service({
  contract: inventory,
  calls,
  config,
  migrations: new URL('./migrations/', import.meta.url),
  operations: {
    ...{ getStock, listStock, setStock, listLedger, reserve, keep, release, ship, restock, getReservation },
    ...{ auditStock, auditReservations, auditRestocks },
  },
  consumers: [],
  jobs: [expireReservations],
})
