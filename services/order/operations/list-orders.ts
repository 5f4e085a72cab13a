import { holds, userIdOf } from '@souk/platform/auth.ts'
import { fail } from '@souk/platform/errors.ts'
import { pageOf } from '@souk/platform/page.ts'
import type { Ordering } from '../needs.ts'
import { parseNumber } from '../order.ts'
import { toOrder } from '../order-view.ts'
import { listOrders as list } from '../orders.sql.ts'

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const listOrders: Ordering['operations']['listOrders'] = async (input, context) => {
  const { db, caller } = context
  const { status, limit = 20, cursor, q } = input
  if (cursor !== undefined && !isId.test(cursor))
    throw fail('invalid_input', 'cursor: give the `nextCursor` of the page before')
  const sought = q?.trim()
  const number = sought === undefined ? undefined : parseNumber(sought)
  const rows = await list(
    db,
    {
      userId: holds(caller, 'orders') ? null : userIdOf(caller),
      status,
      number,
      emailPrefix: number === undefined && sought !== '' ? sought : undefined,
      before: cursor,
    },
    limit + 1,
  )
  const page = pageOf(rows, limit, ({ id }) => id)
  return { ...page, items: page.items.map((row) => toOrder(row, context)) }
}
