/** Runs any list of services in this process. Where the others are is configuration; what runs here is this list. */
import { randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Caller } from './auth.ts'
import type { Send, Trail } from './call.ts'
import { type Client, clientsOf } from './client.ts'
import { type Environment, isProduction, readConfig } from './config.ts'
import type { Contract } from './contract.ts'
import { migrate } from './database/migrate.ts'
import { type Database, openDatabase } from './database/pool.ts'
import { dispatcher } from './dispatch.ts'
import { type Follower, follow } from './events/consumer.ts'
import { type Feed, headOf, openFeed, readEvents } from './events/feed.ts'
import { serveContract } from './http.ts'
import { forgetKeys } from './idempotency.ts'
import { type RunningJob, runJob } from './jobs.ts'
import type { Log } from './log.ts'
import type { AnyService, Context, Job } from './service.ts'
import { httpTransport } from './transport/http.ts'
import { memoryTransport } from './transport/memory.ts'

export type Placement = 'memory' | 'http'

export type HostOptions = {
  services: readonly AnyService[]
  /** `memory`: calls between services of this process stay in it. `http`: every call goes over a socket. */
  placement: Placement
  databaseUrl(service: string): string
  environment: Environment
  log: Log
  /** Connections to the database, per service. */
  connections?: number
  /** For tests: the share of events delivered twice. */
  redeliver?: number
  /** For tests: fail where an answer does not have the shape that its contract promises. */
  checkAnswers?: boolean
  now?(): Date
}

export type Host = {
  /** The way to any service, hosted here or named by its *_SERVICE_URL. */
  send: Send
  contracts: ReadonlyMap<string, Contract>
  /** A client that calls as `caller`; each call has its own request id and deadline. */
  client<C extends Contract>(contract: C, caller: Caller): Client<C>
  /** Where each hosted service listens; empty in memory placement. */
  addresses: ReadonlyMap<string, string>
  databases: ReadonlyMap<string, Database>
  /** Waits until every event is consumed and no job finds work: rest. */
  drain(): Promise<void>
  ready(): Promise<boolean>
  stop(): Promise<void>
}

type Running = {
  definition: AnyService
  log: Log
  db: Database
  feed: Feed
  send: Send
  makeContext(more: Partial<Context>): Context
  followers: Follower[]
  jobs: RunningJob[]
  stopListening(): Promise<void>
  close(): Promise<void>
}

/** Every contract also promises its feed. */
function withFeed(contract: Contract): Contract {
  return { ...contract, operations: { ...contract.operations, readEvents } }
}

export async function runHost(options: HostOptions): Promise<Host> {
  const { services, environment, log } = options
  // An empty one counts as none: everybody knows it.
  const houseSecret = environment.SOUK_HOUSE_SECRET || (isProduction(environment) ? undefined : randomUUID())
  if (houseSecret === undefined)
    throw new Error('SOUK_HOUSE_SECRET must be set in production mode: services know each other by it')
  const configs = readConfigs(services, environment)
  const contracts = new Map(neededContracts(services).map((contract) => [contract.name, withFeed(contract)]))
  const hosted = new Map<string, Send>()
  const addresses = new Map<string, string>()
  const remote = addressesFromEnvironment([...contracts.keys()], environment)
  checkReachable(services, remote)

  const memory = memoryTransport(hosted)
  const http = httpTransport({
    contracts,
    houseSecret,
    addressesOf: (service) => {
      const own = addresses.get(service)
      return own === undefined ? (remote.get(service) ?? []) : [own]
    },
  })
  const send: Send = (request) =>
    options.placement === 'memory' && hosted.has(request.service) ? memory(request) : http.send(request)
  const now = options.now ?? (() => new Date())

  const running: Running[] = []
  try {
    await allEnded(services.map(async (one, index) => running.push(await prepare(one, configs[index]))))
    for (const one of running) hosted.set(one.definition.contract.name, one.send)
    if (options.placement === 'http') await allEnded(running.map(listen))
  } catch (error) {
    await stop()
    throw error
  }
  for (const one of running) begin(one)

  async function prepare(definition: AnyService, config: unknown): Promise<Running> {
    const { name } = definition.contract as Contract
    const ownLog = log.child({ service: `${name}-service` })
    const db = openDatabase(options.databaseUrl(name), { connections: options.connections ?? 6, log: ownLog, name })
    const resources = await openResources(definition, config, db, ownLog).catch(async (error) => {
      await db.close()
      throw error
    })
    const feed = openFeed(db, name)
    const clients = Object.entries(definition.calls as Record<string, Contract>).map(
      ([key, neighbour]) => [key, clientsOf(neighbour, send)] as const,
    )
    const self: Caller = { kind: 'service', name }
    const jobs: RunningJob[] = []
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
      const calls = Object.fromEntries(clients.map(([key, clientFor]) => [key, clientFor({ caller: self, trail })]))
      return { ...base, calls, answer: { status: undefined, headers: {} }, ...more, trail } as Context
    }
    const sendToSelf = dispatcher({
      contract: withFeed(definition.contract),
      operations: {
        ...definition.operations,
        readEvents: async (input: Parameters<Feed['read']>[0]) => ({ items: await feed.read(input) }),
      },
      makeContext: (request, fingerprint) =>
        makeContext({
          caller: request.caller,
          trail: { requestId: request.requestId, deadline: request.deadline },
          key: request.idempotencyKey,
          fingerprint,
          ifMatch: request.ifMatch,
          session: request.session,
          address: request.address,
        }),
      log: ownLog,
      checkAnswers: options.checkAnswers ?? false,
    })
    return {
      definition,
      log: ownLog,
      db,
      feed,
      send: sendToSelf,
      makeContext,
      followers: [],
      jobs,
      stopListening: async () => {},
      close: async () => {
        await definition.close?.(resources as never)
        await db.close()
      },
    }
  }

  async function openResources(definition: AnyService, config: unknown, db: Database, ownLog: Log) {
    const ran = await migrate(db.pool, migrationsOf(definition))
    if (ran.length > 0) ownLog.debug({ ran }, 'migrated')
    return definition.open?.({ config, db, log: ownLog } as never)
  }

  async function listen(one: Running) {
    const { contract } = one.definition
    const app = serveContract(withFeed(contract), one.send, {
      houseSecret: houseSecret as string,
      ready: () => isUp(one.db),
      log: one.log,
    })
    const port = Number(environment[`${contract.name.toUpperCase()}_SERVICE_PORT`] ?? 0)
    addresses.set(contract.name, await app.listen({ host: '127.0.0.1', port }))
    one.stopListening = () => app.close()
  }

  function begin(one: Running) {
    const { definition, db } = one
    const { name } = definition.contract as Contract
    const sources = new Set<string>(definition.consumers.map((each: { contract: Contract }) => each.contract.name))
    for (const source of sources) {
      const from = clientsOf({ name: source, description: '', operations: { readEvents }, events: {} }, send)
      one.followers.push(
        follow({
          source,
          consumers: definition.consumers.filter((each: { contract: Contract }) => each.contract.name === source),
          db,
          log: one.log,
          context: one.makeContext({}) as never,
          redeliver: options.redeliver ?? 0,
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
    for (const job of [...definition.jobs, forgetKeys as Job<never>])
      one.jobs.push(runJob(job, () => one.makeContext({}) as never, one.log))
  }

  async function stop() {
    await Promise.all(running.flatMap(({ jobs }) => jobs.map((job) => job.stop())))
    await Promise.all(running.flatMap(({ followers }) => followers.map((follower) => follower.stop())))
    for (const { feed } of running) feed.close()
    // Our own connections first: a listener waits for those that it has open.
    await http.close()
    await Promise.all(running.map((one) => one.stopListening()))
    await Promise.all(running.map((one) => one.close()))
  }

  return {
    send,
    contracts,
    addresses,
    databases: new Map(running.map((one) => [one.definition.contract.name, one.db])),
    client: (contract, caller) => {
      const clientFor = clientsOf(contract, send)
      type Call = (input: never, more: never) => Promise<unknown>
      const handler: ProxyHandler<object> = {
        // Nothing else is there: a client must not look like a promise to those who await it.
        get: (_target, operation: string): Call | undefined =>
          Object.hasOwn(contract.operations, operation)
            ? (input, more) => (clientFor({ caller, trail: newTrail(60_000) })[operation] as Call)(input, more)
            : undefined,
      }
      return new Proxy({}, handler) as never
    },
    drain: () => drain(running),
    ready: async () => (await Promise.all(running.map(({ db }) => isUp(db)))).every(Boolean),
    stop,
  }
}

/** Like Promise.all, but a failure is told only when the others have ended too, so that all can be closed. */
async function allEnded(works: readonly Promise<unknown>[]) {
  for (const outcome of await Promise.allSettled(works)) if (outcome.status === 'rejected') throw outcome.reason
}

/** Rest: every follower stands at the head of its feed, and no job finds work, twice in a row. */
async function drain(running: readonly Running[]) {
  const byName = new Map(running.map((one) => [one.definition.contract.name as string, one]))
  const until = Date.now() + 30_000
  for (let quiet = 0; quiet < 2; ) {
    const jobs = await Promise.all(running.flatMap((one) => one.jobs.map((job) => job.runNow())))
    const behind = await Promise.all(
      running.flatMap((one) =>
        one.followers.map(async (follower) => {
          const source = byName.get(follower.source)
          return source !== undefined && (await headOf(source.db)) !== (await follower.cursor())
        }),
      ),
    )
    quiet = jobs.some((done) => done > 0) || behind.some(Boolean) ? 0 : quiet + 1
    if (Date.now() > until) throw new Error('the shop did not come to rest within 30 s')
    if (quiet === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function isUp(db: Database) {
  return db.pool.query('select 1').then(
    () => true,
    () => false,
  )
}

function newTrail(milliseconds: number): Trail {
  return { requestId: randomUUID(), deadline: Date.now() + milliseconds }
}

/** The answer, or undefined as soon as the follower stops waiting for it. */
function orAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return Promise.resolve(undefined)
  return new Promise((resolve, reject) => {
    const abort = () => resolve(undefined)
    signal.addEventListener('abort', abort, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

function readConfigs(services: readonly AnyService[], environment: Environment) {
  const faults: string[] = []
  const configs = services.map((definition) => {
    try {
      return readConfig(definition.config, environment)
    } catch (error) {
      faults.push(`${definition.contract.name}-service: ${(error as Error).message}`)
      return {}
    }
  })
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return configs
}

/** The contracts of these services and of all that they call or follow. */
function neededContracts(services: readonly AnyService[]) {
  const needed = services.flatMap((one) => [one.contract, ...neighboursOf(one)])
  return [...new Map(needed.map((contract) => [contract.name as string, contract as Contract])).values()]
}

function neighboursOf(one: AnyService): Contract[] {
  return [
    ...(Object.values(one.calls) as Contract[]),
    ...one.consumers.map((each: { contract: Contract }) => each.contract),
  ]
}

/** The platform's tables first, then the service's own. */
export function migrationsOf({ migrations }: AnyService): URL[] {
  const platform = new URL('./migrations/', import.meta.url)
  return migrations === undefined ? [platform] : [platform, migrations]
}

function addressesFromEnvironment(names: readonly string[], environment: Environment) {
  const addresses = new Map<string, string[]>()
  for (const name of names) {
    const value = environment[`${name.toUpperCase()}_SERVICE_URL`]
    if (value !== undefined && value !== '')
      addresses.set(
        name,
        value.split(',').map((url) => url.trim().replace(/\/$/, '')),
      )
  }
  return addresses
}

function checkReachable(services: readonly AnyService[], remote: ReadonlyMap<string, string[]>) {
  const here = new Set(services.map((one) => one.contract.name as string))
  const faults: string[] = []
  for (const one of services) {
    for (const name of new Set(neighboursOf(one).map((contract) => contract.name))) {
      if (!here.has(name) && !remote.has(name))
        faults.push(
          `${one.contract.name}-service needs ${name}-service: run it here or set ${name.toUpperCase()}_SERVICE_URL`,
        )
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'))
}
