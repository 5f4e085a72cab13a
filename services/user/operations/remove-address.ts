import { userIdOf } from '@souk/platform/auth.ts'
import { fail } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import * as users from '../users.sql.ts'

export const removeAddress: UserService['operations']['removeAddress'] = async ({ id }, { db, caller }) => {
  if (!(await users.removeAddress(db, userIdOf(caller), id))) throw fail('not_found', 'You have no such address.')
}
