/** One service made to run in this process: its database, its feed, its way in, its followers and its jobs. */
import { randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Caller } from './auth.ts'
import type { Around } from './boundary.ts'
import type { Send, Trail } from './call.ts'
import { clientsOf } from './client.ts'
import type { Contract } from './contract.ts'
import { checkMigrated, migrate } from './database/migrate.ts'
import { type Database, openDatabase } from './database/pool.ts'
import { dispatcher } from './dispatch.ts'
import type { Engine } from './events/engine.ts'
import { type Feed, openFeed, readEvents } from './events/feed.ts'
import { forgetHandled } from './events/inbox.sql.ts'
import { orAborted } from './events/pause.ts'
import { replay, standingOf, withFeed } from './events/standing.ts'
import type { Follower } from './events/taking.ts'
import { forgetKeys } from './idempotency.ts'
import { type RunningJob, runJob } from './jobs.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { AnyService, Context, Job } from './service.ts'
import type { Spans, Tracing } from './tracing.ts'

/** What the host gives to each of its services. */
export type House = {
  send: Send
  log: Log
  databaseUrl(service: string): string
  connections: number
  /** False where somebody else runs migrations before a service starts. */
  migrates: boolean
  /** How events get from those who publish them to those who follow. */
  events: Engine
  redeliver(): number
  checkAnswers: boolean
  metrics: Metrics | undefined
  tracing: Tracing
  around: Around | undefined
  now(): Date
}

export type Running = {
  definition: AnyService
  log: Log
  spans: Spans
  db: Database
  feed: Feed
  send: Send
  makeContext(more: Partial<Context>): Context
  followers: Follower[]
  jobs: RunningJob[]
  stopListening(): Promise<void>
  close(): Promise<void>
}

export async function prepare(definition: AnyService, config: unknown, house: House): Promise<Running> {
  const { log, now, around } = house
  const { name } = definition.contract as Contract
  const spans = house.tracing.of(`${name}-service`)
  const send = sendFrom(name, spans, house)
  const ownLog = log.child({ service: `${name}-service` })
  const db = openDatabase(house.databaseUrl(name), { connections: house.connections, log: ownLog, name, around })
  const resources = await openResources(definition, config, db, ownLog, house.migrates).catch(async (error) => {
    await db.close()
    throw error
  })
  house.metrics?.watch(`${name}-service`, db)
  for (const gauge of definition.gauges ?? []) house.metrics?.gauge(gauge, db)
  const feed = openFeed(db, name)
  const clients = Object.entries(definition.calls as Record<string, Contract>).map(
    ([key, neighbour]) => [key, clientsOf(neighbour, send)] as const,
  )
  const self: Caller = { kind: 'service', name }
  const jobs: RunningJob[] = []
  const followers: Follower[] = []
  const base = {
    db,
    config,
    resources,
    log: ownLog,
    caller: self,
    key: undefined,
    fingerprint: '',
    ifMatch: undefined,
    session: undefined,
    address: undefined,
    now,
    newId: () => uuidv7(),
    wake: (job: string) => jobs.find((one) => one.name === job)?.wake(),
  }
  const makeContext = (more: Partial<Context>): Context => {
    const trail: Trail = more.trail ?? newTrail(60_000)
    const calls: Record<string, unknown> = {}
    for (const [key, clientFor] of clients) calls[key] = clientFor({ caller: self, trail })
    return { ...base, calls, answer: { status: undefined, headers: {} }, ...more, trail } as Context
  }
  const sendToSelf = dispatcher({
    contract: withFeed(definition.contract),
    operations: {
      ...definition.operations,
      readEvents: async (input: Parameters<Feed['read']>[0], { trail }: Context) => ({
        items: await feed.read({ ...input, wait: Math.min(input.wait ?? 0, trail.deadline - Date.now()) }),
      }),
      readStanding: () => standingOf(db, sourcesOf(definition)),
      replayEvent: ({ id }: { id: string }) => replay(followers, id),
    },
    makeContext: (request, fingerprint) =>
      makeContext({
        caller: request.caller,
        trail: { requestId: request.requestId, deadline: request.deadline, traceparent: request.traceparent },
        key: request.idempotencyKey,
        fingerprint,
        ifMatch: request.ifMatch,
        session: request.session,
        address: request.address,
      }),
    log: ownLog,
    checkAnswers: house.checkAnswers,
  })
  return {
    definition,
    log: ownLog,
    spans,
    db,
    feed,
    send: spans.answering(house.metrics?.observed(`${name}-service`, sendToSelf) ?? sendToSelf),
    makeContext,
    followers,
    jobs,
    stopListening: async () => {},
    close: async () => {
      await definition.close?.(resources as never)
      await db.close()
    },
  }
}

async function openResources(definition: AnyService, config: unknown, db: Database, ownLog: Log, migrates: boolean) {
  if (!migrates) await checkMigrated(db.pool, migrationsOf(definition))
  const ran = migrates ? await migrate(db.pool, migrationsOf(definition)) : []
  if (ran.length > 0) ownLog.debug({ ran }, 'migrated')
  return definition.open?.({ config, db, log: ownLog } as never)
}

/** The way from one service to its neighbours. */
function sendFrom(service: string, spans: Spans, { send, around, metrics }: House): Send {
  const watched = spans.calling(metrics?.calling(`${service}-service`, send) ?? send)
  if (around === undefined) return watched
  return (request) =>
    around({ service, kind: 'call', name: `${request.service}.${request.operation}` }, () => watched(request))
}

/** The services whose feeds it follows. */
function sourcesOf({ consumers }: AnyService) {
  return new Set<string>(consumers.map((each: { contract: Contract }) => each.contract.name))
}

/** Starts what runs by itself: what tells of its events, followers of neighbours, and jobs. */
export function begin(one: Running, house: House) {
  const { redeliver, events } = house
  const { definition, db, feed, log, spans } = one
  const { name, events: told } = definition.contract as Contract
  const send = sendFrom(name, spans, house)
  if (Object.keys(told).length > 0) events.publish({ service: name, db, feed, log })
  for (const source of sourcesOf(definition)) {
    const from = clientsOf({ name: source, description: '', operations: { readEvents }, events: {} }, send)
    one.followers.push(
      events.follow({
        service: name,
        source,
        consumers: definition.consumers.filter((each: { contract: Contract }) => each.contract.name === source),
        db,
        log,
        context: one.makeContext({}) as never,
        spans,
        redeliver,
        read: async (after, limit, wait, signal) => {
          const answer = from({ caller: { kind: 'service', name }, trail: newTrail(wait + 5_000) }).readEvents({
            after,
            limit,
            wait,
          })
          return (await orAborted(answer, signal))?.items ?? []
        },
      }),
    )
  }
  for (const job of [...definition.jobs, forgetKeys as Job<never>, forgetHandled as Job<never>])
    one.jobs.push(runJob(job, () => one.makeContext({}) as never, log, spans))
  house.metrics?.following(`${name}-service`, one.followers)
}

/** The platform's tables first, then the service's own. */
export function migrationsOf({ migrations }: AnyService): URL[] {
  const platform = new URL('./migrations/', import.meta.url)
  return migrations === undefined ? [platform] : [platform, migrations]
}

export function newTrail(milliseconds: number): Trail {
  return { requestId: randomUUID(), deadline: Date.now() + milliseconds }
}
