/** Reads orders by their returns. What changes them is `advance` in sagas.sql.ts. */
import type { Return } from '@souk/contracts/order-return.ts'
import type { Db } from '@souk/platform/database/pool.ts'
import { allOf, part, sql } from '@souk/platform/database/sql.ts'
import { type OrderRow, orderColumns } from './orders.sql.ts'

/** In the words of the indexes that serve them. */
const having: Record<Return['status'], ReturnType<typeof part>> = {
  requested: part`o.returns @> '[{"status": "requested"}]'`,
  approved: part`o.returns @> '[{"status": "approved"}]'`,
  rejected: part`o.returns @> '[{"status": "rejected"}]'`,
  received: part`o.returns @> '[{"status": "received"}]'`,
}
const newest = part`(o.returns->-1->>'id')::uuid`

type Filter = {
  status: Return['status'] | undefined
  /** The newest return of the order that the page before ended with. */
  before: string | undefined
}

/** Those with the newest return first. */
export function listReturns(db: Db, { status, before }: Filter, limit: number) {
  const conditions = [
    status === undefined ? part`o.returns <> '[]'` : having[status],
    ...(before === undefined ? [] : [part`${newest} < ${before}`]),
  ]
  return db.many(sql<OrderRow>`
    select ${orderColumns} from orders o where ${allOf(conditions)} order by ${newest} desc limit ${limit}`)
}
