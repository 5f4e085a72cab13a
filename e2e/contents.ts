/** Everything that the services' databases hold, so that a test can say that nothing changed. */
import { sql } from '@souk/platform/database/sql.ts'
import type { TestShop } from '@souk/platform/testing.ts'

/** How far a follower has read is no change; nor is a scaled copy of a picture, nor when somebody was last seen. */
const passing = ['platform.cursors', 'platform.inbox', 'platform.relay', 'public.pictures']
const seen = ['last_seen_at', 'seen_at', 'last_used_at']

/** @returns of each table of each service its number of rows and a digest of them */
export async function contentsOf(shop: TestShop): Promise<Record<string, string>> {
  const contents: Record<string, string> = {}
  for (const [service, db] of shop.databases) {
    const tables = await db.many(sql<{ name: string }>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`)
    for (const { name } of tables) {
      if (passing.includes(name)) continue
      const { rows } = await db.pool.query(
        `select count(*) || ' rows, ' || coalesce(md5(string_agg(row, '|' order by row)), 'none') as digest
        from (select (to_jsonb(t) - $1::text[])::text as row from ${name} t) r`,
        [seen],
      )
      contents[`${service} ${name}`] = rows[0].digest
    }
  }
  return contents
}
