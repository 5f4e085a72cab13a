import { userIdOf } from '@souk/platform/auth.ts'
import { fail } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import { endSession } from '../sessions.sql.ts'

export const revokeSession: UserService['operations']['revokeSession'] = async ({ id }, { db, caller }) => {
  if (!(await endSession(db, userIdOf(caller), { id }))) throw fail('not_found', 'You have no such session (any more).')
}
