/** Carts that nobody comes back to: gone with all that is in them. */
import type { Db } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'

/** @returns how many were forgotten, some at a time */
export function forgetGuestCarts(db: Db, untouchedSince: Date) {
  return db.run(sql`
    delete from carts where id in (
      select id from carts
      where user_id is null and status = 'open' and lines = '{}' and updated_at < ${untouchedSince}
      order by updated_at limit 500 for update skip locked)`)
}

export async function forgetOpenCart(db: Db, userId: string) {
  await db.run(sql`delete from carts where user_id = ${userId} and status = 'open'`)
}
