/** How far a service's feed has been carried on, and to which stream. */
import type { Db } from '../database/pool.ts'
import { sql } from '../database/sql.ts'
import { start } from './feed.ts'

export type Carried = {
  at: string
  /** When the stream was made, as NATS tells: another time is another stream. */
  stream: string
  /** Where the last event lies in it. */
  sequence: number
}

export async function relayedSoFar(db: Db): Promise<Carried> {
  const row = await db.maybe(sql<Carried>`
    select transaction_id || '-' || position as at, stream, sequence from platform.relay`)
  return row ?? { at: start, stream: '', sequence: 0 }
}

export async function keepRelayed(db: Db, { at, stream, sequence }: Carried) {
  const [transactionId, position] = at.split('-')
  await db.run(sql`
    insert into platform.relay (transaction_id, position, stream, sequence)
    values (${transactionId}::xid8, ${position}::bigint, ${stream}, ${sequence})
    on conflict (only_row) do update
      set transaction_id = excluded.transaction_id, position = excluded.position, stream = excluded.stream,
        sequence = excluded.sequence`)
}

/** The position of the newest event that is older than so many milliseconds. */
export async function positionBefore(db: Db, milliseconds: number) {
  const row = await db.maybe(sql<{ at: string }>`
    select transaction_id || '-' || position as at from platform.feed
    where time < now() - make_interval(secs => ${milliseconds / 1_000})
    order by transaction_id desc, position desc
    limit 1`)
  return row?.at ?? start
}
