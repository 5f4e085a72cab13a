import { userIdOf } from '@souk/platform/auth.ts'
import { fail } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import { renameUser } from '../users.sql.ts'

export const updateMe: UserService['operations']['updateMe'] = async ({ name }, { db, caller }) => {
  const user = await renameUser(db, userIdOf(caller), name)
  if (user === undefined) throw fail('not_found', 'This account is gone.')
  return user
}
