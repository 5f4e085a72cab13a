import { fail } from '@souk/platform/errors.ts'
import { toException } from '../exception-view.ts'
import { exceptionOf, settle } from '../exceptions.sql.ts'
import type { Auditing } from '../needs.ts'

export const settleException: Auditing['operations']['settleException'] = async ({ id, note }, { db, now }) => {
  const row = (await settle(db, id, note, now())) ?? (await exceptionOf(db, id))
  if (row === undefined) throw fail('not_found', 'There is no such exception.')
  return toException(row)
}
