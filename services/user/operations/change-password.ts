import { userIdOf } from '@souk/platform/auth.ts'
import { fail } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import { hashPassword } from '../passwords.ts'
import { provePassword, wrongPassword } from '../proving.ts'
import * as users from '../users.sql.ts'

export const changePassword: UserService['operations']['changePassword'] = async ({ current, password }, context) => {
  const { db, caller } = context
  const userId = userIdOf(caller)
  const user = await users.userOf(db, userId)
  if (user === undefined) throw fail('not_found', 'This account is gone.')
  const proof = await provePassword(user.email.toLowerCase(), current, context)
  if (proof === undefined) throw wrongPassword()
  const passwordHash = await hashPassword(password)
  const thisSession = 'sessionId' in caller ? caller.sessionId : null
  await db.transaction(async (tx) => {
    await users.lockUser(tx, userId)
    // Changed by somebody else since it was proved: then it is not the current one any more.
    if (!(await users.replacePassword(tx, user.id, proof.passwordHash, passwordHash, thisSession)))
      throw wrongPassword()
  })
}
