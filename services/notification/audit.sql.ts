/** The statement that tells an audit which letters were written. */
import type { AuditedMails } from '@souk/contracts/notification.ts'
import type { Db } from '@souk/platform/database/pool.ts'
import { part, sql } from '@souk/platform/database/sql.ts'

/** Less than any id: a page that begins at the beginning is read by the same index as all others. */
const beforeAll = '00000000-0000-0000-0000-000000000000'

export type Which = { after?: string; ids?: string[]; since?: string }

export function auditMails(db: Db, { after, ids, since }: Which, limit: number) {
  const wanted = ids === undefined ? part`true` : part`order_id = any(${ids}::uuid[])`
  const recent = since === undefined ? part`true` : part`order_id >= ${since}`
  return db.many(sql<AuditedMails>`
    with page as (
      select distinct order_id from mails
      where order_id is not null and order_id > ${after ?? beforeAll}::uuid
        and ${wanted} and ${recent}
      order by order_id limit ${limit}
    ),
    counted as (
      select order_id, kind, count(*) as number from mails where order_id in (select order_id from page) group by 1, 2
    )
    select order_id as "orderId", jsonb_object_agg(kind, number) as kinds from counted group by 1 order by 1`)
}
