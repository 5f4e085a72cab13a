/** Where a service stands in its neighbours' feeds, and the events of theirs that it could not digest. */
import type { Db, Transaction } from '../database/pool.ts'
import { json, sql } from '../database/sql.ts'
import { type FeedEvent, start } from './feed.ts'

export async function cursorOf(db: Db, source: string) {
  const row = await db.maybe(sql<{ at: string }>`
    select transaction_id || '-' || position as at from platform.cursors where source = ${source}`)
  return row?.at ?? start
}

/** Advisory locks of a source, so that who takes its events in one row and who takes them by partitions can change places. */
const ofSource = 7_302_417

/** By one follower at a time, in one row. */
function holdAlone(tx: Transaction, source: string) {
  return tx.run(sql`select pg_advisory_xact_lock(${ofSource}, hashtext(${source}))`)
}

/** By several followers at once, each with partitions of its own. */
export function holdTogether(tx: Transaction, source: string) {
  return tx.run(sql`select pg_advisory_xact_lock_shared(${ofSource}, hashtext(${source}))`)
}

/** Moves the cursor and holds it until the transaction ends. @returns false where it does not stand at `from` (any more) */
export async function moveCursor(tx: Transaction, source: string, from: string, to: string) {
  const [fromTransaction, fromPosition] = from.split('-')
  const [transactionId, position] = to.split('-')
  // Not awaited one by one: they travel together.
  const held = holdAlone(tx, source)
  const move = tx.run(sql`
    insert into platform.cursors (source, transaction_id, position)
    select ${source}, ${transactionId}::xid8, ${position}::bigint
    where ${from} = ${start} or exists (select from platform.cursors where source = ${source})
    on conflict (source) do update
      set transaction_id = excluded.transaction_id, position = excluded.position, moved_at = now()
      where cursors.transaction_id = ${fromTransaction}::xid8 and cursors.position = ${fromPosition}::bigint`)
  const [, moved] = await Promise.all([held, move])
  return moved > 0
}

/** The positions in this stretch whose events were handled when they came by partitions. */
export async function handledOf(tx: Transaction, source: string, from: string, to: string) {
  const [fromTransaction, fromPosition] = from.split('-')
  const [transactionId, position] = to.split('-')
  const rows = await tx.many(sql<{ at: string }>`
    select transaction_id || '-' || position as at from platform.inbox
    where source = ${source} and (transaction_id, position) > (${fromTransaction}::xid8, ${fromPosition}::bigint)
      and (transaction_id, position) <= (${transactionId}::xid8, ${position}::bigint)`)
  return new Set(rows.map(({ at }) => at))
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
