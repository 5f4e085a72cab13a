import { askForReset } from '../links.sql.ts'
import type { UserService } from '../needs.ts'

/** Says the same of every e-mail, after the same steps. */
export const requestPasswordReset: UserService['operations']['requestPasswordReset'] = async (
  { email },
  { db, now },
) => {
  await askForReset(db, email, now())
}
