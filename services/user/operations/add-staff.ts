import { userIdOf } from '@souk/platform/auth.ts'
import { fail } from '@souk/platform/errors.ts'
import { createOnce } from '../creating.ts'
import type { UserService } from '../needs.ts'
import { normalPermissions, objectionTo } from '../permissions.ts'
import { userOf } from '../users.sql.ts'

export const addStaff: UserService['operations']['addStaff'] = async (
  { email, password, name, ...wanted },
  context,
) => {
  // What the caller may do now; the access token may be minutes old.
  const by = (await userOf(context.db, userIdOf(context.caller)))?.permissions ?? []
  const permissions = normalPermissions(wanted.permissions)
  const objection = objectionTo({ by, before: [], after: permissions, othersWithAll: 0 })
  if (objection !== undefined) throw fail('not_allowed', objection)
  return createOnce('addStaff', { email: email.toLowerCase(), password, name, role: 'staff', permissions }, context)
}
