import type { Job } from '@souk/platform/service.ts'
import type { Inventory } from '../needs.ts'
import { expire } from '../stock.sql.ts'

/** A hold that nobody keeps or releases in time goes back on sale. */
export const expireReservations: Job<Inventory['context']> = {
  name: 'expire-reservations',
  every: 5,
  run: ({ db, now }) => expire(db, now()),
}
