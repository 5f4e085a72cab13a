/** Runs any list of services in this process. Where the others are is configuration; what runs here is this list. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Caller } from './auth.ts'
import type { Around } from './boundary.ts'
import type { Send } from './call.ts'
import { type Client, clientsOf } from './client.ts'
import { type Environment, flag, isProduction, number, readConfig, text } from './config.ts'
import type { Contract } from './contract.ts'
import type { Database } from './database/pool.ts'
import { engineBy } from './events/choosing.ts'
import type { Engine } from './events/engine.ts'
import { headOf } from './events/feed.ts'
import { withFeed } from './events/standing.ts'
import { type NotReady, serveContract } from './http.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import { addressesFromEnvironment, checkReachable, checkSecure, neededContracts, readConfigs } from './neighbours.ts'
import { begin, type House, newTrail, prepare, type Running } from './running.ts'
import type { AnyService } from './service.ts'
import { secretsIn, trustBy } from './service-token.ts'
import { sheddingSettings } from './shedding.ts'
import { closeGently, farewell, stopSettings, withinLimit } from './stopping.ts'
import { type Tracing, untraced } from './tracing.ts'
import { httpTransport } from './transport/http.ts'
import { memoryTransport } from './transport/memory.ts'
import { callSettings } from './transport/settings.ts'
import { connectTrusted, openServiceCertificate, serviceTlsSettings } from './trusted-connections.ts'

export type Placement = 'memory' | 'http'

const settings = {
  ...callSettings,
  ...serviceTlsSettings,
  ...sheddingSettings,
  ...stopSettings,
  address: text('SOUK_SERVICE_HOST', 'the address at which services listen for each other', '127.0.0.1'),
  connections: number('SOUK_CONNECTIONS', 'connections to the database that each service keeps at most', 6, 2),
  migrates: flag('SOUK_MIGRATE', '0: services do not migrate their databases, and refuse outdated ones', true),
}

export type HostOptions = {
  services: readonly AnyService[]
  /** `memory`: calls between services of this process stay in it. `http`: every call goes over a socket. */
  placement: Placement
  /** Contracts that this process calls by itself, besides those that its services need: a gateway's. */
  reaches?: readonly Contract[]
  /** Services that listen at an address of their own also where the others are called in memory, for commands beside the shop. */
  listening?: readonly string[]
  databaseUrl(service: string): string
  environment: Environment
  log: Log
  /** Connections to the database, per service. */
  connections?: number
  /** How events get about; by the environment where it is not given. */
  events?: Engine
  /** For tests and chaos: the share of events delivered twice, and followed by an older one; as it is or as it is now. */
  redeliver?: number | (() => number)
  /** For tests: fail where an answer does not have the shape that its contract promises. */
  checkAnswers?: boolean
  /** For tests and chaos: stands around every call to a neighbour and every commit. */
  around?: Around
  metrics?: Metrics
  tracing?: Tracing
  now?(): Date
}

export type Host = {
  /** The way to any service, hosted here or named by its *_SERVICE_URL. */
  send: Send
  contracts: ReadonlyMap<string, Contract>
  /** A client that calls as `caller`; each call has its own request id and deadline. */
  client<C extends Contract>(contract: C, caller: Caller): Client<C>
  /** Where hosted services listen: all of them in placement http, else those that were asked to. */
  addresses: ReadonlyMap<string, string>
  databases: ReadonlyMap<string, Database>
  /** Waits until every event is consumed and no job finds work: rest. */
  drain(): Promise<void>
  notReady: NotReady
  /** From now on it is not ready; resolves when those who balance have had the time to notice (SOUK_STOP_GRACE_MS). */
  leave(): Promise<void>
  /** Leaves, ends what is under way, and closes. */
  stop(): Promise<void>
}

const noHouseSecret =
  'SOUK_HOUSE_SECRET must be set in production mode, the same for all services: they know each other by it'

export async function runHost(options: HostOptions): Promise<Host> {
  const { services, environment, log, redeliver = 0, reaches = [] } = options
  const config = readConfig(settings, environment)
  const goodbye = farewell(config)
  const certificate = openServiceCertificate(config, log)
  const secrets = secretsIn(environment.SOUK_HOUSE_SECRET)
  const isLacking = secrets.length === 0 && isProduction(environment)
  const configs = readConfigs(services, environment, isLacking ? [noHouseSecret] : [])
  const trust = trustBy(secrets.length === 0 ? [randomUUID()] : secrets)
  const contracts = new Map(
    [...neededContracts(services), ...reaches].map((contract) => [contract.name, withFeed(contract)]),
  )
  const hosted = new Map<string, Send>()
  const addresses = new Map<string, string>()
  const remote = addressesFromEnvironment([...contracts.keys()], environment)
  checkReachable(services, reaches, remote)
  if (certificate !== undefined) checkSecure(remote)

  const memory = memoryTransport(hosted)
  const http = httpTransport({
    contracts,
    trust,
    settings: config,
    ...(certificate === undefined ? {} : { connect: connectTrusted(certificate) }),
    addressesOf: (service) => {
      const own = addresses.get(service)
      return own === undefined ? (remote.get(service) ?? []) : [own]
    },
  })
  options.metrics?.neighbours(http.figures)
  // What is under way while the listeners close may still need a neighbour of this process.
  let isClosing = false
  const send: Send = (request) =>
    (options.placement === 'memory' || isClosing) && hosted.has(request.service) ? memory(request) : http.send(request)

  const house: House = {
    send,
    log,
    databaseUrl: options.databaseUrl,
    connections: options.connections ?? config.connections,
    migrates: config.migrates,
    events: options.events ?? (await engineBy(environment, log)),
    redeliver: typeof redeliver === 'function' ? redeliver : () => redeliver,
    checkAnswers: options.checkAnswers ?? false,
    metrics: options.metrics,
    tracing: options.tracing ?? untraced,
    around: options.around,
    now: options.now ?? (() => new Date()),
  }
  const running: Running[] = []
  try {
    await allEnded(services.map(async (one, index) => running.push(await prepare(one, configs[index], house))))
    for (const one of running) hosted.set(one.definition.contract.name, one.send)
    await allEnded(running.filter(isListening).map(listen))
  } catch (error) {
    await stop()
    throw error
  }
  for (const one of running) begin(one, house)

  function isListening({ definition }: Running) {
    return options.placement === 'http' || options.listening?.includes(definition.contract.name) === true
  }

  async function listen(one: Running) {
    const { contract } = one.definition
    const app = serveContract(withFeed(contract), one.send, {
      trust,
      notReady: () => notReady([one]),
      log: one.log,
      shedding: config,
      farewell: goodbye,
      ...(certificate === undefined ? {} : { tls: { certificate, speaks: 'with its own' } }),
    })
    const port = Number(environment[`${contract.name.toUpperCase()}_SERVICE_PORT`] ?? 0)
    addresses.set(contract.name, await app.listen({ host: config.address, port }))
    one.stopListening = () => closeGently(app, config)
  }

  async function notReady(these = running) {
    if (goodbye.isLeaving()) return ['it is about to end']
    const looks = these.map(async ({ definition, db }) =>
      (await isUp(db)) ? [] : [`${definition.contract.name}-service: its database does not answer`],
    )
    return (await Promise.all(looks)).flat()
  }

  async function stop() {
    await goodbye.leave()
    isClosing = true
    // Whoever waits for events hears at once that there are none, and asks elsewhere.
    for (const { feed } of running) feed.close()
    const works = running.flatMap((one) => [...one.jobs, ...one.followers])
    await Promise.all([
      ...running.map((one) => one.stopListening()),
      withinLimit(Promise.all(works.map((work) => work.stop())), config),
    ])
    await house.events.close()
    await http.close()
    certificate?.close()
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
    notReady: () => notReady(),
    leave: goodbye.leave,
    stop,
  }
}

/** Like Promise.all, but a failure is told only when the others have ended too, so that all can be closed. */
async function allEnded(works: readonly Promise<unknown>[]) {
  for (const outcome of await Promise.allSettled(works)) if (outcome.status === 'rejected') throw outcome.reason
}

/** Rest: every follower stands at the head of its feed, no job finds work, and nothing was told while they looked. */
async function drain(running: readonly Running[]) {
  const followers = running.flatMap((one) => one.followers)
  const sources = running.filter((one) => followers.some(({ source }) => source === one.definition.contract.name))
  const heads = async () => {
    const found = sources.map(async (one) => [one.definition.contract.name as string, await headOf(one.db)] as const)
    return new Map(await Promise.all(found))
  }
  for (const until = Date.now() + 30_000; ; ) {
    const before = await heads()
    const cursors = await Promise.all(
      followers.map(async (one) => [before.get(one.source), await one.cursor()] as const),
    )
    const isBehind = cursors.some(([head, cursor]) => head !== undefined && head !== cursor)
    const jobs = await Promise.all(running.flatMap((one) => one.jobs.map((job) => job.runNow())))
    const after = await heads()
    const isMore = [...after].some(([source, head]) => head !== before.get(source))
    if (!isBehind && !isMore && jobs.every((done) => done === 0)) return
    if (Date.now() > until) throw new Error('the shop did not come to rest within 30 s')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Within the time that those who look wait for an answer. */
async function isUp(db: Database) {
  const late = sleep(900, false, { ref: false })
  const look = db.pool.query('select 1').then(
    () => true,
    () => false,
  )
  return Promise.race([look, late])
}
