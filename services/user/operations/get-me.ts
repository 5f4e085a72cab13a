import { userIdOf } from '@souk/platform/auth.ts'
import { fail } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import { userOf } from '../users.sql.ts'

export const getMe: UserService['operations']['getMe'] = async (_input, { db, caller }) => {
  const user = await userOf(db, userIdOf(caller))
  if (user === undefined) throw fail('not_found', 'This account is gone.')
  return user
}
