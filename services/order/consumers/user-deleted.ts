import { user } from '@souk/contracts/user.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { takeAccountOff } from '../orders.sql.ts'

/** The books must be kept, so the orders stay; no account leads to them any more. */
export const userDeleted = consumer(user, 'user.deleted.v1', async ({ data }, tx) => {
  await takeAccountOff(tx, data.userId)
})
