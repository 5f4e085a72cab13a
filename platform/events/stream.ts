/**
 * How events lie in NATS: a stream a source, a subject a partition and type, each event in the structured mode of CloudEvents.
 * Two extension attributes say what came before an event, so that whoever reads it knows at once when something is missing.
 */
import { createHash } from 'node:crypto'
import {
  AckPolicy,
  type ConsumerInfo,
  DeliverPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  type JsMsg,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
} from '@nats-io/jetstream'
import { headers, type NatsConnection, nanos } from '@nats-io/nats-core'
import type { FeedEvent } from './feed.ts'

/** Fixed: a key must stay in its partition. So many replicas of a consumer can work side by side. */
export const partitions = 8

/** The partition of an event, by the event's subject, which is its key. */
export function partitionOf(key: string) {
  return createHash('sha1').update(key).digest().readUInt32BE() % partitions
}

/** An event on its way, with what came before it. */
export type Carried = {
  event: FeedEvent
  /** The position of the event before it in the feed. */
  previous: string
  /** No event of its partition stands between this position and its own. */
  previousInPartition: string
}

type OnWire = FeedEvent & { previous: string; previousinpartition: string }

export function encode({ event, previous, previousInPartition }: Carried) {
  const onWire: OnWire = { ...event, previous, previousinpartition: previousInPartition }
  return JSON.stringify(onWire)
}

/** @throws where the message is none of ours */
export function decode(message: JsMsg): Carried {
  const { previous, previousinpartition, ...event } = message.json<OnWire>()
  for (const position of [event.position, previous, previousinpartition])
    if (!/^\d+-\d+$/.test(position)) throw new Error(`'${position}' is no position in a feed`)
  return { event, previous, previousInPartition: previousinpartition }
}

export function structured() {
  const all = headers()
  all.set('Content-Type', 'application/cloudevents+json; charset=UTF-8')
  return all
}

/** What a shop calls its streams by, so that several can use one NATS, and how many servers of a cluster keep each. */
export type Streams = { prefix: string; replicas: number }

export function streamOf({ prefix }: Pick<Streams, 'prefix'>, source: string) {
  return `${prefix}-${source}`
}

/** Where events of a source lie in its stream. */
export function sourceSubject({ prefix }: Pick<Streams, 'prefix'>, source: string, partition: string, type: string) {
  return `${prefix}.${source}.${partition}.${type}`
}

export function subjectOf(streams: Streams, { source, subject, type }: FeedEvent) {
  return sourceSubject(streams, source, String(partitionOf(subject)), type)
}

/** How long a stream keeps an event, in milliseconds. Whoever stays away for longer reads what it has missed from the feed. */
export const maximalAge = 7 * 24 * 3_600_000
/** For so long NATS knows an event that comes again by its id, in milliseconds. */
const duplicateWindow = 120_000

const beingEnsured = new WeakMap<NatsConnection, Map<string, Promise<StreamInfo>>>()

/** The stream of a source, made where it is not there. Who asks for it while somebody does already gets the same answer. */
export function ensureStream(connection: NatsConnection, source: string, streams: Streams): Promise<StreamInfo> {
  const inFlight = beingEnsured.get(connection) ?? new Map<string, Promise<StreamInfo>>()
  beingEnsured.set(connection, inFlight)
  const name = streamOf(streams, source)
  const known = inFlight.get(name)
  if (known !== undefined) return known
  const ensured = makeStream(connection, source, streams).finally(() => inFlight.delete(name))
  inFlight.set(name, ensured)
  return ensured
}

async function makeStream(connection: NatsConnection, source: string, streams: Streams): Promise<StreamInfo> {
  const { prefix, replicas } = streams
  const manager = await managerOf(connection)
  const found = await manager.streams.info(streamOf(streams, source)).catch((error) => {
    if (!isMissing(error)) throw error
    return manager.streams.add({
      name: streamOf(streams, source),
      subjects: [`${prefix}.${source}.>`],
      retention: RetentionPolicy.Limits,
      storage: StorageType.File,
      num_replicas: replicas,
      max_age: nanos(maximalAge),
      duplicate_window: nanos(duplicateWindow),
    })
  })
  if (found.config.num_replicas === replicas) return found
  return manager.streams.update(streamOf(streams, source), { ...found.config, num_replicas: replicas })
}

/** What the follower has been given and has not acknowledged comes again after this, in milliseconds. */
const acknowledgeWithin = 30_000
/** So many events of a partition are in the hands of a follower at most. */
const inHands = 1_000

/** The durable consumer of a partition, made where it is not there. */
export async function ensureConsumer(
  connection: NatsConnection,
  streams: Streams,
  source: string,
  service: string,
  partition: number,
): Promise<ConsumerInfo> {
  const manager = await managerOf(connection)
  return manager.consumers.add(streamOf(streams, source), {
    durable_name: `${service}-${partition}`,
    filter_subject: sourceSubject(streams, source, String(partition), '>'),
    deliver_policy: DeliverPolicy.All,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(acknowledgeWithin),
    max_ack_pending: inHands,
  })
}

function managerOf(connection: NatsConnection): Promise<JetStreamManager> {
  return jetstreamManager(connection, { checkAPI: false, timeout: 2_000 })
}

function isMissing(error: unknown) {
  return error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound
}
