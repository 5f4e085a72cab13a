import type { Job } from '@souk/platform/service.ts'
import type { UserService } from '../needs.ts'
import * as sessions from '../sessions.sql.ts'
import { countedSince } from '../sign-in-limit.ts'

/** Sessions that have ended and failures that count no longer are deleted. */
export const forgetExpired: Job<UserService['context']> = {
  name: 'forget-expired',
  every: 60,
  run: ({ db, now }) => sessions.forgetExpired(db, now(), countedSince(now())),
}
