import { fail } from '@souk/platform/errors.ts'
import { pageOf } from '@souk/platform/page.ts'
import type { Ordering } from '../needs.ts'
import { toOrder } from '../order-view.ts'
import { listReturns as list } from '../returns.sql.ts'

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const listReturns: Ordering['operations']['listReturns'] = async ({ status, limit = 20, cursor }, context) => {
  if (cursor !== undefined && !isId.test(cursor))
    throw fail('invalid_input', 'cursor: give the `nextCursor` of the page before')
  const rows = await list(context.db, { status, before: cursor }, limit + 1)
  const page = pageOf(rows, limit, ({ returns }) => returns.at(-1)?.id as string)
  return {
    ...page,
    items: page.items.map((row) => {
      const { id, number, email, total, refunded, returns } = toOrder(row, context)
      const shown = returns.filter((one) => status === undefined || one.status === status)
      return { orderId: id, number, email, total, refunded, returns: shown }
    }),
  }
}
