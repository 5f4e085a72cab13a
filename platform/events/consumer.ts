/**
 * Follows another service's feed: each event's effect and the cursor's move are one transaction, so an event takes effect
 * once however often it comes. What keeps failing is parked, seen and replayable, and the feed goes on.
 */
import type { TSchema } from 'typebox'
import type { Contract, EventData } from '../contract.ts'
import { type Database, inTransaction, isAway, type Joinable, type Transaction } from '../database/pool.ts'
import { sql } from '../database/sql.ts'
import type { Log } from '../log.ts'
import { checker } from '../schema.ts'
import type { Spans } from '../tracing.ts'
import { cursorOf, moveCursor, park } from './cursors.sql.ts'
import type { FeedEvent } from './feed.ts'

export type Event<Data> = Omit<FeedEvent, 'data'> & { data: Data }

/** `context` is the service's own for work without a caller, with the transaction as its `db`: no calls to neighbours here. */
export type Consume<Data, Context> = (event: Event<Data>, tx: Transaction, context: Context) => Promise<void>

export type Consumer<Context = never> = {
  contract: Contract
  type: string
  schema: TSchema
  consume: Consume<unknown, Context>
}

/** One consumed event of another service's contract. */
export function consumer<C extends Contract, T extends keyof C['events'] & string, Context>(
  contract: C,
  type: T,
  consume: Consume<EventData<C, T>, Context>,
): Consumer<Context> {
  return { contract, type, schema: contract.events[type] as TSchema, consume: consume as never }
}

export type Follower = {
  source: string
  cursor(): Promise<string>
  /** For how long it has not seen the end of the feed, in seconds: 0 where it waits for the next event. */
  lag(): number
  /** Takes a parked event again; true when it went through. */
  replay(id: string): Promise<boolean>
  stop(): Promise<void>
}

const batchSize = 200
const attemptsBeforeParking = 5
/** How far apart batches begin while events come without a pause, in milliseconds. */
const together = 40
/** How many of the last events can come once more after newer ones. */
const remembered = 100

export function follow<Context>(options: {
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
}): Follower {
  const { source, db, log } = options
  const context = { ...options.context, db } as unknown as Joinable
  const checks = new Map(options.consumers.map(({ type, schema }) => [type, checker(schema)]))
  const stopping = new AbortController()

  async function take(event: FeedEvent, tx: Transaction, joined: Joinable) {
    for (const { type, consume } of options.consumers) {
      if (type !== event.type) continue
      await options.spans.consuming(event, async () => {
        checks.get(type)?.assert(event.data)
        await consume(event, tx, joined as never)
      })
    }
  }

  /** All or nothing. @returns false when another replica moved the cursor meanwhile */
  function takeBatch(events: readonly FeedEvent[], from: string) {
    return inTransaction(context, async (tx, joined) => {
      if (!(await moveCursor(tx, source, from, (events.at(-1) as FeedEvent).position))) return false
      for (const event of events) await take(event, tx, joined)
      return true
    })
  }

  async function takeOneByOne(events: readonly FeedEvent[], from: string) {
    let at = from
    for (const event of events) {
      let attempts = 0
      for (let turn = 1; ; turn++) {
        if (stopping.signal.aborted) return
        try {
          if (!(await takeBatch([event], at))) return
          break
        } catch (error) {
          if (!isPassing(error)) attempts += 1
          if (attempts < attemptsBeforeParking) {
            log.warn({ err: error, event: event.id, type: event.type, attempts }, 'an event failed; trying again')
            await pause(Math.min(2 ** turn * 20, 1_000), stopping.signal)
            continue
          }
          log.error(
            { err: error, event: event.id, type: event.type },
            'an event is parked: mend the cause and replay it',
          )
          const parked = await db.transaction(async (tx) => {
            if (!(await moveCursor(tx, source, at, event.position))) return false
            await park(tx, source, event, error, attempts)
            return true
          })
          if (!parked) return
          break
        }
      }
      at = event.position
    }
  }

  const last: FeedEvent[] = []

  /** The cursor has moved past all of these: what comes now comes twice, or late and after newer ones. */
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

  /** @returns where the cursor stands then, where that is known */
  async function handle(events: readonly FeedEvent[], from: string): Promise<string | undefined> {
    const moved = await takeBatch(events, from).catch(async (error) => {
      log.debug({ err: error }, 'a batch failed; taking its events one by one')
      await takeOneByOne(events, from)
      return false
    })
    await redeliverSome(events)
    return moved ? events.at(-1)?.position : undefined
  }

  let inHand: Promise<unknown> = Promise.resolve()
  let isWaiting = false
  let failures = 0
  let sawTheEnd = Date.now()

  async function run() {
    let at: string | undefined
    let lastBatch = 0
    while (!stopping.signal.aborted) {
      try {
        const from = at ?? (await cursorOf(db, source))
        if (stopping.signal.aborted) return
        at = from
        isWaiting = true
        const events = await options.read(from, batchSize, 20_000, stopping.signal)
        isWaiting = false
        // It had to wait, or there was less than could have been: at that moment the feed had no more.
        if (events.length < batchSize) sawTheEnd = Date.now()
        if (events.length > 0 && !stopping.signal.aborted) {
          const began = Date.now()
          const handled = handle(events, from)
          inHand = handled
          at = await handled
          // Where events come without a pause, several are taken together: one transaction for all of them.
          const isBusy = began - lastBatch < 2 * together
          lastBatch = began
          const rest = together - (Date.now() - began)
          if (isBusy && rest > 0 && events.length < batchSize) await pause(rest, stopping.signal)
        }
        failures = 0
      } catch (error) {
        isWaiting = false
        if (stopping.signal.aborted) return
        at = undefined
        failures += 1
        log[failures > 3 ? 'warn' : 'debug']({ err: error, source }, 'cannot follow this feed now; trying again')
        await pause(Math.min(2 ** failures * 25, 1_000), stopping.signal)
      }
    }
  }

  const running = run()
  return {
    source,
    lag: () => (isWaiting && failures === 0 ? 0 : (Date.now() - sawTheEnd) / 1_000),
    async cursor() {
      // What is in hand comes to its end first, second deliveries too.
      await inHand.catch(() => {})
      return cursorOf(db, source)
    },
    replay: (id) =>
      inTransaction(context, async (tx, joined) => {
        const row = await tx.maybe(sql<{ event: FeedEvent }>`
          delete from platform.parked_events where id = ${id} and source = ${source} returning event`)
        if (row === undefined) return false
        await take(row.event, tx, joined)
        return true
      }),
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** A fault of the database connection or a lost race passes by itself: such an event must never be parked for it. */
function isPassing(error: unknown) {
  return isAway(error) || /^(40|55)/.test(String((error as { code?: unknown }).code))
}

function pause(milliseconds: number, signal: AbortSignal) {
  return new Promise<void>((resolve) => {
    const timer = setTimeout(done, milliseconds)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
