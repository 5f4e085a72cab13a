import { userIdOf } from '@souk/platform/auth.ts'
import { fail } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import * as users from '../users.sql.ts'

const mostAddresses = 50

export const addAddress: UserService['operations']['addAddress'] = (
  { address, isDefault = false },
  { db, caller, newId },
) => {
  const userId = userIdOf(caller)
  return db.transaction(async (tx) => {
    if (!(await users.lockUser(tx, userId))) throw fail('not_found', 'This account is gone.')
    if (isDefault) await users.clearDefault(tx, userId)
    const added = await users.addAddress(tx, userId, { id: newId(), isDefault, address }, mostAddresses)
    if (added === undefined)
      throw fail('not_allowed', `You have ${mostAddresses} addresses already: remove or change one of them.`)
    return added
  })
}
