import { fail } from '@souk/platform/errors.ts'
import { pageOf } from '@souk/platform/page.ts'
import type { UserService } from '../needs.ts'
import * as users from '../users.sql.ts'

export const listUsers: UserService['operations']['listUsers'] = async ({ q, role, limit = 50, cursor }, { db }) => {
  if (cursor !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor))
    throw fail('invalid_input', 'cursor: give the `nextCursor` of the page before')
  const rows = await users.listUsers(db, { search: q, role, before: cursor, limit: limit + 1 })
  return pageOf(rows, limit, ({ id }) => id)
}
