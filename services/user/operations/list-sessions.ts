import { userIdOf } from '@souk/platform/auth.ts'
import type { UserService } from '../needs.ts'
import { sessionsOf } from '../sessions.sql.ts'

export const listSessions: UserService['operations']['listSessions'] = async (_input, { db, caller, now }) => {
  const current = 'sessionId' in caller ? caller.sessionId : undefined
  const rows = await sessionsOf(db, userIdOf(caller), now())
  return {
    items: rows.map(({ address, ...session }) => ({
      ...session,
      ...(address === null ? {} : { address }),
      current: session.id === current,
    })),
  }
}
