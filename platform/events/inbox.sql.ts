/**
 * What has been handled beyond the cursor, where a source's events come by partitions. The cursor moves over what is
 * unbroken, so that it tells the same as that of a feed: everything up to it has been handled.
 */
import type { Db, Transaction } from '../database/pool.ts'
import { sql } from '../database/sql.ts'
import type { Context, Job } from '../service.ts'
import { holdTogether } from './cursors.sql.ts'

export type Handled = { id: string; position: string; partition: number; previous: string }

/** @returns false where one of these events was handled already; the transaction must then be given up */
export async function enterInbox(tx: Transaction, source: string, events: readonly Handled[]) {
  const transactionIds = events.map(({ position }) => position.split('-')[0])
  const positions = events.map(({ position }) => position.split('-')[1])
  // Not awaited one by one: they travel together.
  const held = holdTogether(tx, source)
  const enter = tx.run(sql`
    insert into platform.inbox (source, transaction_id, position, id, partition, previous)
    select ${source}, event.transaction_id, event.position, event.id, event.partition, event.previous
    from unnest(${transactionIds}::xid8[], ${positions}::bigint[], ${events.map(({ id }) => id)}::uuid[],
      ${events.map(({ partition }) => partition)}::smallint[], ${events.map(({ previous }) => previous)}::text[])
      as event (transaction_id, position, id, partition, previous)
    where not exists (
      select from platform.cursors
      where source = ${source} and (transaction_id, position) >= (event.transaction_id, event.position))
    on conflict do nothing`)
  const [, entered] = await Promise.all([held, enter])
  return entered === events.length
}

/** So that there is a cursor to move. Where there is one, nobody waits for who is just moving it. */
export function openCursor(db: Db, source: string) {
  return db.run(sql`
    insert into platform.cursors (source)
    select ${source} where not exists (select from platform.cursors where source = ${source})
    on conflict do nothing`)
}

/** How many events the cursor passes in one statement at most. */
const longest = 5_000

/** Moves the cursor over all that has been handled without a gap. */
export async function advanceCursor(db: Db, source: string) {
  while ((await advance(db, source)) >= longest);
}

/** @returns how many events the cursor has passed */
async function advance(db: Db, source: string) {
  const row = await db.maybe(sql<{ length: number }>`
    with recursive unbroken (transaction_id, position, length) as (
      select transaction_id, position, 0 from platform.cursors where source = ${source}
      union all
      select next.transaction_id, next.position, length + 1
      from unbroken, lateral (
        select * from platform.inbox
        where source = ${source} and (inbox.transaction_id, inbox.position) > (unbroken.transaction_id, unbroken.position)
        order by inbox.transaction_id, inbox.position
        limit 1
      ) next
      where next.previous = unbroken.transaction_id || '-' || unbroken.position and length < ${longest}
    ), reached as (
      select * from unbroken order by length desc limit 1
    )
    update platform.cursors
    set transaction_id = reached.transaction_id, position = reached.position, moved_at = now()
    from reached
    where source = ${source}
      and (reached.transaction_id, reached.position) > (cursors.transaction_id, cursors.position)
    returning reached.length`)
  return row?.length ?? 0
}

/** The position of the last event that was handled of each partition, where that is beyond the cursor. */
export async function handledByPartition(db: Db, source: string) {
  const rows = await db.many(sql<{ partition: number; at: string }>`
    select distinct on (partition) partition, inbox.transaction_id || '-' || inbox.position as at
    from platform.inbox join platform.cursors using (source)
    where source = ${source} and (inbox.transaction_id, inbox.position) > (cursors.transaction_id, cursors.position)
    order by partition, inbox.transaction_id desc, inbox.position desc`)
  return new Map(rows.map(({ partition, at }) => [partition, at]))
}

/** What the cursor has passed is known by the cursor: a minute later it is gone from the inbox. */
export const forgetHandled: Job<Context> = {
  name: 'forget-handled-events',
  every: 60,
  run: ({ db }) =>
    db.run(sql`
      delete from platform.inbox using platform.cursors
      where inbox.source = cursors.source
        and (inbox.transaction_id, inbox.position) <= (cursors.transaction_id, cursors.position)`),
}
