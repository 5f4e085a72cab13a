import { isDuplicate } from '@souk/platform/database/pool.ts'
import type { UserService } from '../needs.ts'
import { hashPassword } from '../passwords.ts'
import { firstStaff, promoteToFirstStaff } from '../users.sql.ts'

export const makeFirstStaff: UserService['operations']['makeFirstStaff'] = async (
  { password, name, ...input },
  context,
) => {
  const { db, resources, now } = context
  const known = await firstStaff(db)
  if (known !== undefined) return { made: false, email: known.email }
  const email = input.email.toLowerCase()
  const passwordHash = await hashPassword(password)
  try {
    await resources.accounts.create(
      { email, name, passwordHash, role: 'staff', permissions: ['*'], isFirstStaff: true },
      now(),
    )
    return { made: true, email }
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
  // A rival made it, or a customer has this e-mail. Who runs the shop has named it, so it is theirs, with their password.
  const made = await promoteToFirstStaff(db, email, passwordHash).catch((error) => {
    if (isDuplicate(error)) return false
    throw error
  })
  return made ? { made, email } : { made, email: (await firstStaff(db))?.email ?? email }
}
