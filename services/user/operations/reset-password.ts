import { SoukError } from '@souk/platform/errors.ts'
import * as links from '../links.sql.ts'
import type { UserService } from '../needs.ts'
import { hashPassword } from '../passwords.ts'
import { digestOf } from '../session-cookie.ts'
import * as users from '../users.sql.ts'

export const resetPassword: UserService['operations']['resetPassword'] = async ({ token, password }, { db, now }) => {
  const digest = digestOf(token)
  const userId = await links.ownerOfResetLink(db, digest, now())
  if (userId === undefined) throw linkExpired()
  const passwordHash = await hashPassword(password)
  await db.transaction(async (tx) => {
    await users.lockUser(tx, userId)
    if (!(await links.useResetLink(tx, digest, now()))) throw linkExpired()
    await users.resetPassword(tx, userId, passwordHash)
  })
}

function linkExpired() {
  return new SoukError(
    'unprocessable',
    'link_expired',
    'This link has been used before or is too old: ask for a new one.',
  )
}
