import { userIdOf } from '@souk/platform/auth.ts'
import { fail } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import { normalPermissions, objectionTo } from '../permissions.ts'
import * as users from '../users.sql.ts'

export const setPermissions: UserService['operations']['setPermissions'] = ({ id, ...wanted }, { db, caller }) => {
  const callerId = userIdOf(caller)
  const after = normalPermissions(wanted.permissions)
  return db.transaction(async (tx) => {
    // Locked, so that two people cannot take each other's last `*` at once. The caller's token may be minutes old.
    const staff = await users.lockStaff(tx, [callerId, id])
    const before = staff.find((one) => one.id === id)?.permissions
    if (before === undefined) throw fail('not_found', 'There is no such staff account.')
    const by = staff.find((one) => one.id === callerId)?.permissions ?? []
    const othersWithAll = staff.filter((one) => one.id !== id && one.permissions.includes('*')).length
    const objection = objectionTo({ by, before, after, othersWithAll })
    if (objection !== undefined) throw fail('not_allowed', objection)
    return users.setPermissions(tx, id, after)
  })
}
