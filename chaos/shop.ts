/** A shop of its own in processes that can be killed, in a folder that goes with it. */
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processEnvironment } from '@souk/platform/config.ts'
import { type NatsServer, startNatsServer } from '@souk/platform/events/nats-server.testing.ts'
import { contracts } from '../scripts/contracts.ts'
import { addressesOf, placesOf, type Replicas } from '../scripts/places.ts'
import { freePorts } from '../scripts/ports.ts'

import type { Chance } from './chance.ts'
import { type DatabaseServer, openDatabaseServer } from './database.ts'
import { calm, type Inside, type Weather } from './messages.ts'
import { guard } from './processes.ts'
import { type Member, supervise } from './supervisor.ts'

/** `memory` and `http`: all services and the gateway in one process. `processes`: each in a process of its own. */
export const placements = ['memory', 'http', 'processes'] as const
export type Placement = (typeof placements)[number]

export type Shop = {
  url: string
  staff: { email: string; password: string }
  members: readonly Member[]
  database: DatabaseServer
  /** Where events go by NATS. */
  nats: NatsServer | undefined
  become(weather: Weather): void
  areUp(): Promise<void>
  /** @param keep leaves the folder, with the database and the logs of the processes, and tells where it is */
  close(keep?: boolean): Promise<string | undefined>
}

/** Doubts end soon, so that a short run sees their end. */
const impatience = {
  ORDER_GIVE_UP_SECONDS: '15',
  ORDER_HOLD_SECONDS: '60',
  PAYMENT_PROVIDER_TIMEOUT_MS: '1000',
  // Slower than that: the charge comes when nobody waits for it any more.
  PAYMENT_TEST_SLOW_MS: '1500',
  SOUK_RATE_LIMIT: '0',
}

export async function openShop(options: {
  placement: Placement
  /** How many processes of a service run, in placement processes. */
  replicas: Replicas
  /** Events go by NATS JetStream, whose server is killed too. */
  nats: boolean
  chance: Chance
  happened(what: Inside, where: string): void
}): Promise<Shop> {
  const { placement, chance } = options
  const folder = mkdtempSync(join(tmpdir(), 'souk-chaos-'))
  // As root, PostgreSQL runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711)
  const letGo = guard(folder)
  const names = contracts.map(({ name }) => name)
  const members: Member[] = []
  let database: DatabaseServer | undefined
  let nats: NatsServer | undefined

  async function close(keep = false) {
    await Promise.all(members.map((member) => member.stop()))
    await nats?.stop()
    await database?.stop(keep)
    if (!keep) rmSync(folder, { recursive: true, force: true })
    letGo(keep)
    return keep ? folder : undefined
  }

  try {
    database = await openDatabaseServer(join(folder, 'postgres'), names)
    if (options.nats) nats = await startNatsServer()
    const [port] = await freePorts(1)
    const url = `http://127.0.0.1:${port}`
    const staff = { email: 'staff@souk.example', password: randomBytes(12).toString('base64url') }
    const { SOUK_LOG = 'warn', PATH = '', TMPDIR = '', NODE_COMPILE_CACHE = '' } = processEnvironment()
    const environment = {
      ...{ SOUK_LOG, PATH, TMPDIR, NODE_COMPILE_CACHE },
      ...database.environment,
      ...impatience,
      PORT: String(port),
      SOUK_URL: 'http://souk.example',
      SOUK_SECRET: randomBytes(24).toString('base64url'),
      SOUK_HOUSE_SECRET: randomBytes(24).toString('base64url'),
      SOUK_ADMIN_EMAIL: staff.email,
      SOUK_ADMIN_PASSWORD: staff.password,
      SOUK_PAGES: '0',
      ...(nats === undefined ? {} : { SOUK_NATS_URL: nats.url }),
      SOUK_TRANSPORT: placement === 'memory' ? 'memory' : 'http',
    }
    const start = (name: string, more: Record<string, string>) =>
      members.push(
        supervise({
          ...{ name, folder, weather: calm, happened: options.happened },
          chance: chance.of(name),
          environment: { ...environment, ...more },
        }),
      )
    if (placement === 'processes') {
      const places = await placesOf(options.replicas)
      const everywhere = addressesOf(places)
      for (const { service, name, port: own } of places)
        start(name, { ...everywhere, CHAOS_RUNS: service, [`${service.toUpperCase()}_SERVICE_PORT`]: String(own) })
      start('gateway', { ...everywhere, CHAOS_RUNS: 'gateway' })
    } else start('shop', { CHAOS_RUNS: [...names, 'gateway'].join(',') })
    const shop: Shop = {
      ...{ url, staff, members, database, nats },
      become(weather) {
        for (const member of members) member.become(weather)
      },
      async areUp() {
        await Promise.all(members.map((member) => member.untilUp()))
      },
      close,
    }
    await shop.areUp()
    return shop
  } catch (error) {
    await close().catch(() => {})
    throw error
  }
}
