/** The whole shop for tests, as a process a service: the same for who tests it as the one in the test's own process. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { audit } from '@souk/contracts/audit.ts'
import { type Environment, processEnvironment } from '@souk/platform/config.ts'
import type { Contract } from '@souk/platform/contract.ts'
import { openDatabase } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { withFeed } from '@souk/platform/events/standing.ts'
import { type Host, runHost } from '@souk/platform/host.ts'
import { createLog } from '@souk/platform/log.ts'
import { asService, type TestShop, watching } from '@souk/platform/testing.ts'
import { openTestDatabases } from '@souk/platform/testing-databases.ts'
import { contracts } from '../scripts/contracts.ts'
import { addressesOf, placesOf } from '../scripts/places.ts'
import { freePorts } from '../scripts/ports.ts'
import { services } from '../scripts/services.ts'
import { type Member, memberOf } from './members.ts'

export type ProcessShop = TestShop & { url: string; members: readonly Member[] }

/** What a process needs of the machine, and nothing else of the environment that a test runs in. */
const { PATH, TMPDIR, HOME, NODE_COMPILE_CACHE } = processEnvironment()

/** @param replicas how many processes of a service, or of the gateway, there are; one of each that is not named */
export async function startProcessShop(options: {
  environment: Environment
  replicas?: Readonly<Record<string, number>>
  /** The folder of another release, which all of them run. */
  release?: string
  /** False for those that a test starts later. */
  isStarted?(member: Member): boolean
  heard?(name: string, text: string): void
}): Promise<ProcessShop> {
  const databases = await openTestDatabases(services)
  const places = await placesOf(new Map(Object.entries(options.replicas ?? {})))
  const gatewayPorts = await freePorts(options.replicas?.gateway ?? 1)
  const environment = {
    ...{
      PATH,
      TMPDIR,
      HOME,
      NODE_COMPILE_CACHE,
      SOUK_LOG: 'silent',
      SOUK_CONNECTIONS: '4',
      SOUK_RATE_LIMIT: '0',
      SOUK_LOOP_DELAY_MS: '0',
    },
    SOUK_SECRET: randomUUID(),
    SOUK_HOUSE_SECRET: randomUUID(),
    ...addressesOf(places),
    ...options.environment,
  }
  const heard = (name: string) => (options.heard === undefined ? {} : { heard: options.heard.bind(null, name) })
  const members = [
    ...places.map(({ service, name, port }) => {
      const own = {
        [`${service.toUpperCase()}_DATABASE_URL`]: databases.urls.get(service),
        [`${service.toUpperCase()}_SERVICE_PORT`]: String(port),
      }
      return memberOf({ service, name, port, environment: { ...environment, ...own }, ...heard(name) })
    }),
    ...gatewayPorts.map((port, index) => {
      const name = index === 0 ? 'gateway' : `gateway-${index + 1}`
      return memberOf({
        service: 'gateway',
        name,
        port,
        environment: { ...environment, PORT: String(port) },
        ...heard(name),
      })
    }),
  ]
  const open = new Map(
    [...databases.urls].map(([name, url]) => [
      name,
      openDatabase(url, { connections: 1, log: createLog('silent'), name: 'test' }),
    ]),
  )
  let host: Host | undefined
  async function stop() {
    await Promise.all(members.map((member) => member.stop()))
    await host?.stop()
    await Promise.all([...open.values()].map((db) => db.close()))
  }
  try {
    const { isStarted = () => true } = options
    await Promise.all(members.filter(isStarted).map((member) => member.start(options.release)))
    host = await runHost({
      services: [],
      placement: 'http',
      reaches: contracts,
      databaseUrl: () => '',
      environment,
      log: createLog('silent'),
    })
    return {
      ...host,
      ...watching(open, stop, databases.drop),
      ...{ databases: open, members, url: `http://127.0.0.1:${gatewayPorts[0]}` },
      drain: () => untilAtRest(host as Host, open),
    }
  } catch (error) {
    await stop()
    await databases.drop()
    throw error
  }
}

/** Rest, as the services tell it: every feed is read to its head, no order is under way, and every letter is sent. */
async function untilAtRest(host: Host, databases: TestShop['databases']) {
  const clients = contracts.map((contract) => ({
    name: contract.name,
    client: host.client(withFeed({ ...contract, operations: {} } as Contract), asService()),
  }))
  const auditor = host.client(audit, asService())
  for (const until = Date.now() + 30_000; ; await sleep(20)) {
    const standings = await Promise.all(clients.map(({ client }) => client.readStanding({})))
    const heads = new Map(standings.map(({ head }, index) => [clients[index]?.name as string, head]))
    const isRead = standings.every(({ cursors }) => cursors.every(({ source, at }) => at === heads.get(source)))
    if (isRead && (await unsent(databases)) === 0 && (await auditor.runAudit({})).atRest) return
    if (Date.now() > until) throw new Error('the shop did not come to rest within 30 s')
  }
}

async function unsent(databases: TestShop['databases']) {
  const db = databases.get('notification')
  return (await db?.one(sql<{ count: number }>`select count(*) from mails where status = 'waiting'`))?.count ?? 0
}
