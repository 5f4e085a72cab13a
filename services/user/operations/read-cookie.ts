import { fail } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import { digestOf } from '../session-cookie.ts'
import { identityOfToken } from '../sessions.sql.ts'

export const readCookie: UserService['operations']['readCookie'] = async ({ cookie }, { db, now }) => {
  const identity = await identityOfToken(db, digestOf(cookie), now())
  if (identity === undefined) throw fail('not_found', 'This session has ended.')
  return identity
}
