/** Where a service stands in its neighbours' feeds, and the events of theirs that it could not digest. */
import type { Db, Transaction } from '../database/pool.ts'
import { json, sql } from '../database/sql.ts'
import { type FeedEvent, start } from './feed.ts'

export async function cursorOf(db: Db, source: string) {
  const row = await db.maybe(sql<{ at: string }>`
    select transaction_id || '-' || position as at from platform.cursors where source = ${source}`)
  return row?.at ?? start
}

/** Moves the cursor and holds it until the transaction ends. @returns false where it does not stand at `from` (any more) */
export async function moveCursor(tx: Transaction, source: string, from: string, to: string) {
  const [fromTransaction, fromPosition] = from.split('-')
  const [transactionId, position] = to.split('-')
  const moved = await tx.run(sql`
    insert into platform.cursors (source, transaction_id, position)
    select ${source}, ${transactionId}::xid8, ${position}::bigint
    where ${from} = ${start} or exists (select from platform.cursors where source = ${source})
    on conflict (source) do update
      set transaction_id = excluded.transaction_id, position = excluded.position, moved_at = now()
      where cursors.transaction_id = ${fromTransaction}::xid8 and cursors.position = ${fromPosition}::bigint`)
  return moved > 0
}

export async function park(tx: Transaction, source: string, event: FeedEvent, error: unknown, attempts: number) {
  await tx.run(sql`
    insert into platform.parked_events (id, source, event, error, attempts)
    values (${event.id}, ${source}, ${json(event)}::jsonb, ${error instanceof Error ? error.message : String(error)}, ${attempts})
    on conflict (id) do nothing`)
}

export function positionsOf(db: Db) {
  return db.many(sql<{ source: string; at: string }>`
    select source, transaction_id || '-' || position as at from platform.cursors`)
}

type ParkedRow = { id: string; source: string; type: string; error: string; parkedAt: string }

/** Oldest first. */
export function parkedEvents(db: Db, limit: number) {
  return db.many(sql<ParkedRow>`
    select id, source, event->>'type' as type, error, parked_at as "parkedAt"
    from platform.parked_events order by parked_at, id limit ${limit}`)
}
