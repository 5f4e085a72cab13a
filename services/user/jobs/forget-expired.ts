import type { Job } from '@souk/platform/service.ts'
import { forgetLinks } from '../links.sql.ts'
import type { UserService } from '../needs.ts'
import * as sessions from '../sessions.sql.ts'
import { countedSince } from '../sign-in-limit.ts'

/** Sessions that have ended, links that are too old, failures and requests that count no longer are deleted. */
export const forgetExpired: Job<UserService['context']> = {
  name: 'forget-expired',
  every: 60,
  run: async ({ db, now }) =>
    (await sessions.forgetExpired(db, now(), countedSince(now()))) + (await forgetLinks(db, now())),
}
