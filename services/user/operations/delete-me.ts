import { userIdOf } from '@souk/platform/auth.ts'
import { SoukError } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import { provePassword, wrongPassword } from '../proving.ts'
import { clearCookie } from '../session-cookie.ts'
import { deleteCustomer, userOf } from '../users.sql.ts'

export const deleteMe: UserService['operations']['deleteMe'] = async ({ password }, context) => {
  const { db, caller, config, answer } = context
  const user = await userOf(db, userIdOf(caller))
  // An account that is gone stays gone: whoever repeats the call has what they want.
  if (user !== undefined) {
    if (user.role === 'staff') throw staffAccount()
    const email = user.email.toLowerCase()
    if ((await provePassword(email, password, context)) === undefined) throw wrongPassword()
    const deleted = await deleteCustomer(db, user.id, email)
    if (!deleted && (await userOf(db, user.id)) !== undefined) throw staffAccount()
  }
  answer.headers['set-cookie'] = clearCookie(config.secureCookies)
}

function staffAccount() {
  return new SoukError('conflict', 'staff_account', 'This is a staff account: a colleague removes it.')
}
