/** What Prometheus is told of sagas. Only those under way are looked at: an index holds just these. */
import type { Db } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'

export async function sagasUnderWay(db: Db) {
  const rows = await db.many(sql<{ kind: string; state: string; count: number }>`
    select kind, case when direction = 'back' then 'back' when leased then 'forward' else 'waiting' end as state, count(*)
    from sagas where status = 'running' group by 1, 2`)
  return rows.map(({ kind, state, count }) => ({ labels: { kind, state }, value: count }))
}

/** In seconds; 0 where none is under way. */
export async function oldestUnderWay(db: Db) {
  const { age } = await db.one(sql<{ age: number }>`
    select coalesce(extract(epoch from now() - min(created_at)), 0) as age from sagas where status = 'running'`)
  return age
}
