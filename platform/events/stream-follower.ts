/**
 * Follows a source by its stream in NATS: the partitions that this replica has its turn at, several events at a time, each
 * entered into the inbox in the transaction of its effect. Every event says what came before it, so that a gap is seen; what
 * the stream does not bring is read from the feed, which stays the truth.
 */
import { cursorOf } from './cursors.sql.ts'
import { advanceCursor, enterInbox, handledByPartition, openCursor } from './inbox.sql.ts'
import type { Nats } from './nats.ts'
import { bell, pause } from './pause.ts'
import { isBehind } from './standing.ts'
import { type Carried, partitionOf, partitions, type Streams } from './stream.ts'
import { listen } from './stream-listening.ts'
import { batchSize, type Claim, type Follower, type FollowOptions, takerOf, together } from './taking.ts'
import type { Turns } from './turns.ts'
import { arrive, byPosition, type Place, ready, settle } from './waiting.ts'

/** How long what is missing before an event may still be on its way, in milliseconds. */
const patience = 500
/** How often the feed is asked whether the stream has left something out, and how often while NATS is away, in milliseconds. */
const lookAgain = { up: 5_000, away: 1_000 }
/** How far apart moves of the cursor are while there is much to do, in milliseconds. */
const moveAgain = 250
const pageSize = 500

type HeardPlace = Place & { close(): void }

export function followStream<Context>(
  options: FollowOptions<Context>,
  nats: Nats,
  turns: Turns,
  streams: Streams,
): Follower {
  const { service, source, db, log } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const taking = takerOf(options, signal)
  const places = new Map<number, HeardPlace>()
  const work = bell()
  let inHand: Promise<unknown> = Promise.resolve()
  let movedAt = 0

  const claimOf =
    (batch: readonly Carried[]): Claim =>
    async (tx, events) => {
      const handled = batch
        .filter(({ event }) => events.includes(event))
        .map(({ event: { id, position, subject }, previous }) => ({
          ...{ id, position, previous, partition: partitionOf(subject) },
        }))
      return (await enterInbox(tx, source, handled)) ? events : undefined
    }

  /** @returns false where it must be read again what has been handled: those after them must wait for that */
  async function handle(batch: readonly Carried[]): Promise<boolean> {
    const events = batch.map(({ event }) => event)
    const isTaken = await taking.handle(events, claimOf(batch)).catch(async (error) => {
      await readPlaces().catch(() => {})
      throw error
    })
    if (!isTaken) {
      await readPlaces()
      return false
    }
    for (const { position, subject } of events) {
      const place = places.get(partitionOf(subject))
      if (place !== undefined && isBehind(place.at, position)) place.at = position
    }
    return true
  }

  /** What other replicas have done counts too. */
  async function readPlaces() {
    const [at, handled] = [await cursorOf(db, source), await handledByPartition(db, source)]
    for (const [partition, place] of places) place.at = handled.get(partition) ?? at
  }

  async function moveCursor() {
    movedAt = Date.now()
    await advanceCursor(db, source)
  }

  /** Reads from the feed what the stream did not bring, to its end. */
  async function readFeed(): Promise<void> {
    await readPlaces()
    // Where this replica comes to a partition meanwhile, it may have passed what is missing there.
    const known = new Map(places)
    let at = [...known.values()].reduce<string | undefined>(
      (least, place) => (least === undefined || isBehind(place.at, least) ? place.at : least),
      undefined,
    )
    while (at !== undefined && !signal.aborted) {
      const from: string = at
      const events = await options.read(from, pageSize, 0, signal)
      const missing = events
        .map((event, index) => ({ event, previous: events[index - 1]?.position ?? from, previousInPartition: from }))
        .filter(({ event }) => {
          const partition = partitionOf(event.subject)
          const place = known.get(partition)
          return place !== undefined && place === places.get(partition) && isBehind(place.at, event.position)
        })
      for (let next = 0; next < missing.length; next += batchSize)
        if (!(await handle(missing.slice(next, next + batchSize)))) return readFeed()
      at = events.length < pageSize ? undefined : events.at(-1)?.position
    }
    await moveCursor()
  }

  let lookedAt = Date.now()
  let unhandled: string | undefined
  let isLeftBehind = false

  /** Finds what the stream has lost and nothing else tells of: what stays unhandled from one look to the next. */
  async function look() {
    lookedAt = Date.now()
    await moveCursor()
    if (places.size === 0) return
    const [first] = await options.read(await cursorOf(db, source), 1, 0, signal)
    const isOverdue = first !== undefined && (first.position === unhandled || !nats.isUp())
    unhandled = first?.position
    if (isOverdue) await readFeed()
  }

  let gapSince: number | undefined
  let lastBatch = 0
  let sawTheEnd = Date.now()
  let quietUntil = 0

  /** @returns how long to wait for more, in milliseconds */
  async function turn() {
    for (const place of places.values()) settle(place)
    const batch = [...places.values()]
      .flatMap((place) => ready(place, batchSize))
      .sort(byPosition)
      .slice(0, batchSize)
    if (batch.length > 0) {
      gapSince = undefined
      const began = Date.now()
      await handle(batch)
      for (const place of places.values()) settle(place)
      const isMore = [...places.values()].some(({ waiting }) => waiting.length > 0)
      if (!isMore || Date.now() - movedAt > moveAgain) await moveCursor()
      // Where events come without a pause, several are taken together: one transaction for all of them.
      const isBusy = began - lastBatch < 2 * together
      lastBatch = began
      if (isBusy && batch.length < batchSize) quietUntil = began + together
      return 0
    }
    if (isLeftBehind) {
      isLeftBehind = false
      await readFeed()
      return 0
    }
    const nextLook = lookedAt + (nats.isUp() ? lookAgain.up : lookAgain.away) - Date.now()
    if (nextLook <= 0) {
      await look()
      return 0
    }
    if ([...places.values()].every(({ waiting }) => waiting.length === 0)) {
      gapSince = undefined
      sawTheEnd = Date.now()
      return Math.min(nextLook, lookAgain.away)
    }
    if (gapSince === undefined) {
      gapSince = Date.now()
      await readPlaces()
      return 0
    }
    const left = patience - (Date.now() - gapSince)
    if (left > 0) return left
    gapSince = undefined
    await readFeed()
    return 0
  }

  async function run() {
    let failures = 0
    while (!signal.aborted) {
      try {
        const turned = turn()
        inHand = turned
        const rest = await turned
        failures = 0
        if (rest > 0) await work.wait(rest, signal)
        const quiet = quietUntil - Date.now()
        if (quiet > 0) await pause(quiet, signal)
      } catch (error) {
        if (signal.aborted) return
        failures += 1
        log[failures > 3 ? 'warn' : 'debug']({ err: error, source }, 'cannot follow this source now; trying again')
        await pause(Math.min(2 ** failures * 25, 1_000), signal)
      }
    }
  }

  const giveBack = turns.share(`${service} follows ${source}`, partitions, {
    async take(partition) {
      await openCursor(db, source)
      const at = (await handledByPartition(db, source)).get(partition) ?? (await cursorOf(db, source))
      const place: HeardPlace = {
        at,
        waiting: [],
        close: listen({ source, service, partition, streams }, nats, log, {
          heard(arrived) {
            arrive(place, arrived)
            work.ring()
          },
          leftBehind() {
            isLeftBehind = true
            work.ring()
          },
        }),
      }
      places.set(partition, place)
    },
    async leave(partition) {
      const place = places.get(partition)
      places.delete(partition)
      await inHand.catch(() => {})
      place?.close()
      for (const one of place?.waiting.splice(0) ?? []) one.giveBack()
    },
  })
  const isIdle = () => nats.isUp() && [...places.values()].every(({ waiting }) => waiting.length === 0)
  const running = run()
  return {
    source,
    lag: () => (isIdle() ? 0 : (Date.now() - sawTheEnd) / 1_000),
    async cursor() {
      // What is in hand comes to its end first, second deliveries too.
      for (let tries = 0; ; tries++) {
        const hand = inHand
        await hand.catch(() => {})
        await advanceCursor(db, source)
        const at = await cursorOf(db, source)
        if (hand === inHand || tries > 20) return at
      }
    },
    replay: taking.replay,
    async stop() {
      stopping.abort()
      await running
      await giveBack()
    },
  }
}
