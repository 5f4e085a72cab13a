import { fail } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import { identityOfSession } from '../sessions.sql.ts'

export const checkSession: UserService['operations']['checkSession'] = async ({ sessionId }, { db, now }) => {
  const identity = await identityOfSession(db, sessionId, now())
  if (identity === undefined) throw fail('not_found', 'This session has ended.')
  return identity
}
