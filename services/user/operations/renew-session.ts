import { SoukError } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import { digestOf, sessionLife, setCookie } from '../session-cookie.ts'
import * as sessions from '../sessions.sql.ts'

/** By the cookie alone: an access token that got into wrong hands ends with its few minutes. */
export const renewSession: UserService['operations']['renewSession'] = async (_input, context) => {
  const { db, resources, config, session: cookie, answer, now } = context
  const expiresAt = new Date(now().getTime() + sessionLife * 1_000)
  const renewed = cookie === undefined ? undefined : await sessions.renewSession(db, digestOf(cookie), now(), expiresAt)
  if (cookie === undefined || renewed === undefined)
    throw new SoukError('unauthenticated', 'session_ended', 'This session has ended: sign in again.')
  const { sessionId, user } = renewed
  answer.headers['set-cookie'] = setCookie(cookie, config.secureCookies)
  const identity = { userId: user.id, sessionId, role: user.role, permissions: user.permissions }
  return { ...(await resources.signingKey.sign(identity, now())), user }
}
