import { userIdOf } from '@souk/platform/auth.ts'
import { fail } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import * as users from '../users.sql.ts'

export const changeAddress: UserService['operations']['changeAddress'] = (
  { id, address, isDefault },
  { db, caller },
) => {
  const userId = userIdOf(caller)
  return db.transaction(async (tx) => {
    await users.lockUser(tx, userId)
    if (isDefault === true) await users.clearDefault(tx, userId)
    const changed = await users.changeAddress(tx, userId, { id, address, isDefault })
    if (changed === undefined) throw fail('not_found', 'You have no such address.')
    return changed
  })
}
