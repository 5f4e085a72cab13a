/**
 * Carries a service's feed on to its stream in NATS: one replica at a time, in batches, behind the feed's guard. Its place
 * moves after the acknowledgements, so an event may come twice and is never left out. The feed stays the truth: a stream that
 * has lost its data is filled again.
 */
import { jetstream } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/nats-core'
import type { Publisher } from './engine.ts'
import type { FeedEvent } from './feed.ts'
import type { Nats } from './nats.ts'
import { orAborted, pause } from './pause.ts'
import { keepRelayed, type Carried as Place, positionBefore, relayedSoFar } from './relay.sql.ts'
import {
  encode,
  ensureStream,
  maximalAge,
  partitionOf,
  type Streams,
  streamOf,
  structured,
  subjectOf,
} from './stream.ts'
import type { Turns } from './turns.ts'

const atOnce = 500
/** How often it looks whether the connection is another one, in milliseconds. */
const readFor = 1_000

/** @returns what ends it */
export function relay(publisher: Publisher, nats: Nats, turns: Turns, streams: Streams): () => Promise<void> {
  let working: { stopping: AbortController; ended: Promise<void> } | undefined
  return turns.share(`relay of ${publisher.service}`, 1, {
    async take() {
      const stopping = new AbortController()
      working = { stopping, ended: carryOn(publisher, nats, streams, stopping.signal) }
    },
    async leave() {
      working?.stopping.abort()
      await working?.ended
    },
  })
}

async function carryOn({ service, db, feed, log }: Publisher, nats: Nats, streams: Streams, signal: AbortSignal) {
  for (let failures = 0; !signal.aborted; ) {
    try {
      const connection = await nats.connection(signal)
      const generation = nats.generation()
      let place = await open(connection)
      const heads = new Map<number, string>()
      const from = place.at
      while (!signal.aborted && nats.generation() === generation) {
        const events = await orAborted(feed.read({ after: place.at, limit: atOnce, wait: readFor }), signal)
        const last = events?.at(-1)
        if (events === undefined || last === undefined || nats.generation() !== generation) continue
        const sequence = await publish(connection, events, place.at, from, heads)
        if (sequence !== undefined && sequence < place.sequence) throw new Error('the stream has become shorter')
        place = { at: last.position, stream: place.stream, sequence: sequence ?? place.sequence }
        await keepRelayed(db, place)
        failures = 0
      }
    } catch (error) {
      if (signal.aborted) return
      failures += 1
      log[failures > 3 && nats.isUp() ? 'warn' : 'debug']({ err: error }, 'cannot publish events now; trying again')
      await pause(Math.min(2 ** failures * 25, 1_000), signal)
    }
  }

  /** A stream that is new, or shorter than it was, is filled with all that it would hold. */
  async function open(connection: NatsConnection): Promise<Place> {
    const place = await relayedSoFar(db)
    const { created, state } = await nats.unlessLost(ensureStream(connection, service, streams))
    const stream = String(created)
    if (stream === place.stream && state.last_seq >= place.sequence) return place
    const again = { at: await positionBefore(db, maximalAge), stream, sequence: state.last_seq }
    await keepRelayed(db, again)
    if (place.stream !== '')
      log.warn({ stream: streamOf(streams, service) }, 'the stream has lost its events: filling it again')
    return again
  }

  /** @returns where the last one lies in the stream, undefined where all of them were there already */
  async function publish(
    connection: NatsConnection,
    events: readonly FeedEvent[],
    after: string,
    from: string,
    heads: Map<number, string>,
  ) {
    const client = jetstream(connection, { timeout: 2_000 })
    const most = connection.info?.max_payload ?? Number.POSITIVE_INFINITY
    let previous = after
    const published = events.flatMap((event) => {
      const partition = partitionOf(event.subject)
      // Of what was published before this began it is only known that it stood at or before `from`.
      const text = encode({ event, previous, previousInPartition: heads.get(partition) ?? from })
      previous = event.position
      heads.set(partition, event.position)
      if (text.length * 3 > most && Buffer.byteLength(text) + 1_024 > most) {
        log.warn(
          { event: event.id, type: event.type },
          'an event is too large for NATS: who follows reads it from the feed',
        )
        return []
      }
      return [client.publish(subjectOf(streams, event), text, { msgID: event.id, headers: structured() })]
    })
    let sequence: number | undefined
    for (const outcome of await nats.unlessLost(Promise.allSettled(published))) {
      if (outcome.status === 'rejected') throw outcome.reason
      if (!outcome.value.duplicate) sequence = Math.max(sequence ?? 0, outcome.value.seq)
    }
    return sequence
  }
}
