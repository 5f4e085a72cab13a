import { userIdOf } from '@souk/platform/auth.ts'
import { fail } from '@souk/platform/errors.ts'
import { askForVerification } from '../links.sql.ts'
import type { UserService } from '../needs.ts'
import { userOf } from '../users.sql.ts'

export const requestVerification: UserService['operations']['requestVerification'] = async (
  _input,
  { db, caller, now },
) => {
  const user = await userOf(db, userIdOf(caller))
  if (user === undefined) throw fail('not_found', 'This account is gone.')
  await askForVerification(db, user.email, now())
}
