import { SoukError } from '@souk/platform/errors.ts'
import { verifyByLink } from '../links.sql.ts'
import type { UserService } from '../needs.ts'
import { digestOf } from '../session-cookie.ts'

export const verifyEmail: UserService['operations']['verifyEmail'] = async ({ token }, { db, now }) => {
  if (!(await verifyByLink(db, digestOf(token), now())))
    throw new SoukError('unprocessable', 'link_expired', 'This link is too old: sign in and ask for a new one.')
}
