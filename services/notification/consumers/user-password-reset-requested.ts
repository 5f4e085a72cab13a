import { user } from '@souk/contracts/user.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { resetPassword } from '../account-letters.ts'
import type { Notification } from '../needs.ts'
import { writeAccountMail } from '../writing.ts'

export const userPasswordResetRequested = consumer(
  user,
  'user.password-reset-requested.v1',
  async (event, tx, context: Notification['context']) => {
    await writeAccountMail({ kind: 'reset-password', letter: resetPassword }, event, tx, context)
  },
)
