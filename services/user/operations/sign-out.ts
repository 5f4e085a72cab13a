import { userIdOf } from '@souk/platform/auth.ts'
import type { UserService } from '../needs.ts'
import { clearCookie, digestOf } from '../session-cookie.ts'
import { endSession } from '../sessions.sql.ts'

/** Ends the session of the access token, and the cookie's where that is another one of the same person. */
export const signOut: UserService['operations']['signOut'] = async (
  _input,
  { db, caller, session, config, answer },
) => {
  const userId = userIdOf(caller)
  if ('sessionId' in caller) await endSession(db, userId, { id: caller.sessionId })
  if (session !== undefined) await endSession(db, userId, { token: digestOf(session) })
  answer.headers['set-cookie'] = clearCookie(config.secureCookies)
}
