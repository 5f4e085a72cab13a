import { fail } from '@souk/platform/errors.ts'
import { pageOf } from '@souk/platform/page.ts'
import { toException } from '../exception-view.ts'
import * as exceptions from '../exceptions.sql.ts'
import type { Auditing } from '../needs.ts'

export const listExceptions: Auditing['operations']['listExceptions'] = async (
  { cursor, limit = 50, ...filter },
  { db },
) => {
  const before = cursor === undefined ? {} : { before: idFrom(cursor) }
  const rows = await exceptions.listExceptions(db, { ...filter, ...before }, limit + 1)
  return pageOf(rows.map(toException), limit, ({ id }) => id)
}

function idFrom(cursor: string) {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor)) return cursor
  throw fail('invalid_input', 'cursor: give the `nextCursor` of the page before')
}
