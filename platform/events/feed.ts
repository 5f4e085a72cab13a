/** The feed of events that a service keeps: appended to in the transaction of the change, read by followers after a position. */
import { type Static, Type } from 'typebox'
import { get } from '../contract.ts'
import type { Database, Db } from '../database/pool.ts'
import { json, sql } from '../database/sql.ts'

/** A CloudEvents 1.0 event with two extension attributes: where it stands in its feed, and the trace in which it was told. */
export const FeedEvent = Type.Object({
  specversion: Type.Literal('1.0'),
  id: Type.String(),
  source: Type.String(),
  type: Type.String(),
  subject: Type.String(),
  time: Type.String(),
  datacontenttype: Type.Literal('application/json'),
  position: Type.String({ description: 'Give the last one seen as `after` to read on.' }),
  traceparent: Type.Optional(Type.String({ description: 'the trace in which it was told, where it is recorded' })),
  data: Type.Unknown(),
})
export type FeedEvent = Static<typeof FeedEvent>

export const readEvents = get('/events', {
  summary: 'The events after a position; waits for the next one where there is none yet',
  access: 'internal',
  query: Type.Object({
    after: Type.Optional(Type.String({ pattern: '^[0-9]+-[0-9]+$' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 30_000, description: 'milliseconds' })),
  }),
  returns: Type.Object({ items: Type.Array(FeedEvent) }),
  timeout: 35_000,
})

export const start = '0-0'

/** Appends an event; the statement belongs into the transaction of the change. */
export async function append(tx: Db, event: { type: string; subject: string; data: unknown }) {
  await tx.run(sql`
    insert into platform.feed (type, subject, data) values (${event.type}, ${event.subject}, ${json(event.data)}::jsonb)`)
}

type FeedRow = Pick<FeedEvent, 'id' | 'type' | 'subject' | 'time' | 'position' | 'data'> & {
  traceparent: string | null
}

async function eventsAfter(db: Db, service: string, after: string, limit: number): Promise<FeedEvent[]> {
  const [transactionId, position] = after.split('-')
  const rows = await db.many(sql<FeedRow>`
    select id, type, subject, time, data, transaction_id || '-' || position as position, traceparent
    from platform.feed
    where (transaction_id, position) > (${transactionId}::xid8, ${position}::bigint)
      and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    order by transaction_id, feed.position
    limit ${limit}`)
  return rows.map(({ id, type, subject, time, data, position, traceparent }) => ({
    specversion: '1.0',
    id,
    source: service,
    type,
    subject,
    time,
    datacontenttype: 'application/json',
    position,
    ...(traceparent === null ? {} : { traceparent }),
    data,
  }))
}

/** The position of the newest event, seen or not yet: where a follower at rest stands. */
export async function headOf(db: Db) {
  const row = await db.maybe(sql<{ position: string }>`
    select transaction_id || '-' || position as position
    from platform.feed order by transaction_id desc, feed.position desc limit 1`)
  return row?.position ?? start
}

export type Feed = {
  read(input: { after?: string; limit?: number; wait?: number }): Promise<FeedEvent[]>
  close(): void
}

/** How long a reader sleeps between looks for events that another replica's process has appended, in milliseconds. */
const lookAgain = 250
/**
 * How long after an append a reader looks, in milliseconds: several events are then taken at once, and a neighbour's
 * transaction that the guard waits for has mostly ended.
 */
const gather = 8
/** For so long after an append there may be events that the guard still holds back, in milliseconds. */
const lately = 100

export function openFeed(db: Database, service: string): Feed {
  let closed = false
  let appendedAt = 0
  const sleepers = new Set<() => void>()
  const wakeAll = () => {
    for (const wake of sleepers) wake()
    sleepers.clear()
  }
  const sleep = (milliseconds: number, wakeable: boolean) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(done, milliseconds)
      function done() {
        clearTimeout(timer)
        sleepers.delete(done)
        resolve()
      }
      if (wakeable) sleepers.add(done)
    })
  const appendedLately = () => Date.now() - appendedAt < lately
  const unsubscribe = db.onPublish(() => {
    appendedAt = Date.now()
    wakeAll()
  })
  return {
    async read({ after = start, limit = 100, wait = 0 }) {
      const until = Date.now() + wait
      for (;;) {
        const events = await eventsAfter(db, service, after, limit)
        const left = until - Date.now()
        if (events.length > 0 || left <= 0 || closed) return events
        if (!appendedLately()) await sleep(Math.min(left, lookAgain), true)
        if (!closed && appendedLately()) await sleep(gather, false)
        if (closed) return []
      }
    },
    close() {
      closed = true
      unsubscribe()
      wakeAll()
    },
  }
}
