/** Money that came when its order did not wait for it any more, on the order's timeline. */
import type { Money } from '@souk/contracts/money.ts'
import type { Db } from '@souk/platform/database/pool.ts'
import { json, sql } from '@souk/platform/database/sql.ts'

/** Once for each attempt, however often it is told. */
export function enterLateRelease(db: Db, orderId: string, at: string, details: { amount: Money; attemptId: string }) {
  return db.run(sql`
    with subject as (select id from orders where id = ${orderId} for no key update)
    insert into timeline (order_id, at, what, by, details)
    select subject.id, ${at}, 'late_payment_released', 'system', ${json(details)}::jsonb from subject
    where not exists (
      select from timeline t where t.order_id = subject.id and t.what = 'late_payment_released'
        and t.details->>'attemptId' = ${details.attemptId})`)
}
