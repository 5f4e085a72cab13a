import type { Job } from '@souk/platform/service.ts'
import { countedSince } from '../lookup-limit.ts'
import { forgetFailures } from '../lookups.sql.ts'
import type { Ordering } from '../needs.ts'

/** Failed tries to find an order that count no longer are deleted. */
export const forgetLookups: Job<Ordering['context']> = {
  name: 'forget-lookups',
  every: 600,
  run: ({ db, now }) => forgetFailures(db, countedSince(now())),
}
