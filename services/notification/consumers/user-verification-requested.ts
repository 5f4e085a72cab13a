import { user } from '@souk/contracts/user.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { verifyEmail } from '../account-letters.ts'
import type { Notification } from '../needs.ts'
import { writeAccountMail } from '../writing.ts'

export const userVerificationRequested = consumer(
  user,
  'user.verification-requested.v1',
  async (event, tx, context: Notification['context']) => {
    await writeAccountMail({ kind: 'verify-email', letter: verifyEmail }, event, tx, context)
  },
)
