import { userIdOf } from '@souk/platform/auth.ts'
import type { UserService } from '../needs.ts'
import { addressesOf } from '../users.sql.ts'

export const listAddresses: UserService['operations']['listAddresses'] = async (_input, { db, caller }) => ({
  items: await addressesOf(db, userIdOf(caller)),
})
