/**
 * How a follower takes events, wherever they came from: effect and place in one transaction, so that an event takes effect
 * once however often it comes. What keeps failing is parked, seen and replayable, and the others go on.
 */
import { type Database, inTransaction, isAway, type Joinable, type Transaction } from '../database/pool.ts'
import { sql } from '../database/sql.ts'
import type { Log } from '../log.ts'
import { checker } from '../schema.ts'
import type { Spans } from '../tracing.ts'
import type { Consumer } from './consumer.ts'
import { park } from './cursors.sql.ts'
import type { FeedEvent } from './feed.ts'
import { pause } from './pause.ts'

export type Follower = {
  source: string
  /** Up to where every event has been handled: as far as the head of the feed when the follower is at rest. */
  cursor(): Promise<string>
  /** For how long it has not seen the end of the source's events, in seconds: 0 where it waits for the next one. */
  lag(): number
  /** Takes a parked event again; true when it went through. */
  replay(id: string): Promise<boolean>
  stop(): Promise<void>
}

export type FollowOptions<Context> = {
  /** Who follows. */
  service: string
  /** Whom. */
  source: string
  consumers: readonly Consumer<Context>[]
  db: Database
  log: Log
  context: Context
  spans: Pick<Spans, 'consuming'>
  /** Reads the source's feed: a call like any other, local or remote. */
  read(after: string, limit: number, wait: number, signal: AbortSignal): Promise<FeedEvent[]>
  /** For tests and chaos: the share of events that are delivered a second time, and that are followed by an older one. */
  redeliver(): number
}

/**
 * Claims events in the transaction of their effect; `after` is where the event before them in the same batch stands.
 * @returns those that have had no effect yet, undefined where another replica was faster
 */
export type Claim = (
  tx: Transaction,
  events: readonly FeedEvent[],
  after: string | undefined,
) => Promise<readonly FeedEvent[] | undefined>

export type Taking = {
  /** @returns true when the events were taken all together, false when where the follower stands must be read again */
  handle(events: readonly FeedEvent[], claim: Claim): Promise<boolean>
  replay(id: string): Promise<boolean>
}

export const batchSize = 200
/** How far apart batches begin while events come without a pause, in milliseconds. */
export const together = 40
const attemptsBeforeParking = 5
/** How many of the last events can come once more after newer ones. */
const remembered = 100

export function takerOf<Context>(options: FollowOptions<Context>, signal: AbortSignal): Taking {
  const { source, db, log } = options
  const context = { ...options.context, db } as unknown as Joinable
  const checks = new Map(options.consumers.map(({ type, schema }) => [type, checker(schema)]))

  async function take(event: FeedEvent, tx: Transaction, joined: Joinable) {
    for (const { type, consume } of options.consumers) {
      if (type !== event.type) continue
      await options.spans.consuming(event, async () => {
        checks.get(type)?.assert(event.data)
        await consume(event, tx, joined as never)
      })
    }
  }

  /** All or nothing. @returns false when another replica was faster */
  function takeBatch(events: readonly FeedEvent[], claim: Claim, after?: string) {
    return unlessFaster(
      inTransaction(context, async (tx, joined) => {
        for (const event of await claimed(tx, events, claim, after)) await take(event, tx, joined)
      }),
    )
  }

  /** @returns false when another replica was faster */
  function parkOne(event: FeedEvent, claim: Claim, after: string | undefined, error: unknown, attempts: number) {
    return unlessFaster(
      db.transaction(async (tx) => {
        for (const one of await claimed(tx, [event], claim, after)) await park(tx, source, one, error, attempts)
      }),
    )
  }

  async function takeOneByOne(events: readonly FeedEvent[], claim: Claim) {
    let after: string | undefined
    for (const event of events) {
      let attempts = 0
      for (let turn = 1; ; turn++) {
        if (signal.aborted) return
        try {
          if (!(await takeBatch([event], claim, after))) return
          break
        } catch (error) {
          if (!isPassing(error)) attempts += 1
          if (attempts < attemptsBeforeParking) {
            log.warn({ err: error, event: event.id, type: event.type, attempts }, 'an event failed; trying again')
            await pause(Math.min(2 ** turn * 20, 1_000), signal)
            continue
          }
          log.error(
            { err: error, event: event.id, type: event.type },
            'an event is parked: mend the cause and replay it',
          )
          if (!(await parkOne(event, claim, after, error, attempts))) return
          break
        }
      }
      after = event.position
    }
  }

  const last: FeedEvent[] = []

  /** All of these have been taken: what comes now comes twice, or late and after newer ones. */
  async function redeliverSome(events: readonly FeedEvent[]) {
    const share = options.redeliver()
    last.push(...events.filter(({ type }) => checks.has(type)))
    last.splice(0, last.length - remembered)
    if (share === 0 || last.length === 0) return
    for (const event of events) {
      const older = last[Math.floor(Math.random() * last.length)] as FeedEvent
      for (const again of [event, older])
        if (Math.random() < share) await inTransaction(context, (tx, joined) => take(again, tx, joined))
    }
  }

  return {
    async handle(events, claim) {
      const taken = await takeBatch(events, claim).catch(async (error) => {
        log.debug({ err: error }, 'a batch failed; taking its events one by one')
        await takeOneByOne(events, claim)
        return false
      })
      await redeliverSome(events)
      return taken
    },
    replay: (id) =>
      inTransaction(context, async (tx, joined) => {
        const row = await tx.maybe(sql<{ event: FeedEvent }>`
          delete from platform.parked_events where id = ${id} and source = ${source} returning event`)
        if (row === undefined) return false
        await take(row.event, tx, joined)
        return true
      }),
  }
}

const faster = new Error('another replica was faster')

/** @throws where another replica was faster: nothing of this transaction must stay then, what it has claimed neither */
async function claimed(tx: Transaction, events: readonly FeedEvent[], claim: Claim, after: string | undefined) {
  const mine = await claim(tx, events, after)
  if (mine === undefined) throw faster
  return mine
}

async function unlessFaster(work: Promise<unknown>) {
  try {
    await work
    return true
  } catch (error) {
    if (error === faster) return false
    throw error
  }
}

/** A fault of the database connection or a lost race passes by itself: such an event must never be parked for it. */
function isPassing(error: unknown) {
  return isAway(error) || /^(40|55)/.test(String((error as { code?: unknown }).code))
}
