import { fail } from '@souk/platform/errors.ts'
import { mailOf } from '../mail.ts'
import { resend } from '../mails.sql.ts'
import type { Notification } from '../needs.ts'

export const resendMail: Notification['operations']['resendMail'] = async ({ id }, { db, now, wake }) => {
  const mail = await resend(db, id, now())
  if (mail === undefined) throw fail('not_found', 'There is no such e-mail.')
  wake('send-mails')
  return mailOf(mail)
}
