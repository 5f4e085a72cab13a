import { SoukError } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import { digestOf, sessionLife, setCookie } from '../session-cookie.ts'
import * as sessions from '../sessions.sql.ts'

export const renewSession: UserService['operations']['renewSession'] = async (_input, context) => {
  const { db, resources, config, session: cookie, answer, now } = context
  const key = keyOf(context)
  const expiresAt = new Date(now().getTime() + sessionLife * 1_000)
  const renewed = key === undefined ? undefined : await sessions.renewSession(db, key, now(), expiresAt)
  if (renewed === undefined)
    throw new SoukError('unauthenticated', 'session_ended', 'This session has ended: sign in again.')
  const { sessionId, user } = renewed
  if (cookie !== undefined) answer.headers['set-cookie'] = setCookie(cookie, config.secureCookies)
  const identity = { userId: user.id, sessionId, role: user.role, permissions: user.permissions }
  return { ...(await resources.signingKey.sign(identity, now())), user }
}

/** The cookie; without one, the session that the caller's access token names. */
function keyOf({ session: cookie, caller }: UserService['context']): sessions.SessionKey | undefined {
  if (cookie !== undefined) return { token: digestOf(cookie) }
  if (caller.kind !== 'customer' && caller.kind !== 'staff') return undefined
  return { id: caller.sessionId, userId: caller.userId }
}
