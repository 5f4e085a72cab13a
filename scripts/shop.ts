/** Puts the shop together for one machine: secrets, database, services, gateway, first staff account, demo catalogue. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { inventory } from '@souk/contracts/inventory.ts'
import { product } from '@souk/contracts/product.ts'
import { user } from '@souk/contracts/user.ts'
import { loadDemo } from '@souk/demo/load.ts'
import { gatewayConfig, startGateway } from '@souk/gateway/gateway.ts'
import type { Caller } from '@souk/platform/auth.ts'
import { type Environment, flag, isProduction, number, optionalText, readConfig, text } from '@souk/platform/config.ts'
import { startEmbeddedPostgres } from '@souk/platform/database/embedded.ts'
import { provision } from '@souk/platform/database/provision.ts'
import { type Host, type Placement, runHost } from '@souk/platform/host.ts'
import { createLog } from '@souk/platform/log.ts'
import { createMetrics, serveMetrics } from '@souk/platform/metrics.ts'
import { createTracing } from '@souk/platform/tracing.ts'
import { buildStorefront } from '@souk/storefront/build.ts'
import { openStorefront } from '@souk/storefront/storefront.ts'
import { announceAudit } from './audit-address.ts'
import { services } from './services.ts'

const settings = {
  ...gatewayConfig,
  data: text('SOUK_DATA', 'the folder of the database and the secrets', resolve(import.meta.dirname, '../.souk')),
  host: text('SOUK_HOST', 'the address that the shop listens on', '127.0.0.1'),
  transport: text('SOUK_TRANSPORT', 'how services of one process call each other: memory or http', 'memory'),
  log: text('SOUK_LOG', 'silent, error, warn, info or debug', 'warn'),
  demo: flag('SOUK_DEMO', '1 fills an empty shop with the demo catalogue', true),
  metricsPort: number('SOUK_METRICS_PORT', 'where Prometheus reads /metrics; 0: nowhere', 9464),
  adminEmail: optionalText('SOUK_ADMIN_EMAIL', 'the first staff account'),
  adminPassword: optionalText('SOUK_ADMIN_PASSWORD', 'its password'),
}

export type Shop = {
  url: string
  /** Where the metrics are, or why they are not. */
  metrics: string
  host: Host
  development: boolean
  staff: string
  running: string
  data: string
  stop(): Promise<void>
}

const system: Caller = { kind: 'service', name: 'start' }
const keeper: Caller = {
  kind: 'staff',
  userId: '00000000-0000-7000-8000-000000000000',
  sessionId: 'start',
  permissions: ['*'],
}

/** @param say told what goes on, in lines for people */
export async function startShop(given: Environment, say: (line: string) => void): Promise<Shop> {
  const config = readConfig(settings, given)
  if (config.transport !== 'memory' && config.transport !== 'http')
    throw new Error(`SOUK_TRANSPORT is '${config.transport}': use memory or http`)
  const folder = resolve(config.data)
  mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  const production = isProduction(given)
  const environment: Environment = production ? { MAILBOX: '0', ...given } : { ...developmentSecrets(folder), ...given }

  const closing: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    const [databases, pages] = await Promise.all([
      openDatabases(folder, environment, say, closing),
      buildStorefront(say),
    ])
    const log = createLog(config.log)
    const address = environment.SOUK_URL || `http://${publicName(config.host)}:${config.port}`
    const metrics = createMetrics()
    const tracing = createTracing(environment, log)
    // Last of all: what is closed before has spans of its own.
    closing.unshift(() => tracing.stop())
    const host = await runHost({
      services,
      placement: config.transport as Placement,
      listening: ['audit'],
      databaseUrl: (name) => databases.get(name) as string,
      environment: { ...environment, SOUK_URL: address },
      log,
      metrics,
      tracing,
    })
    closing.push(() => host.stop())
    const staff = await firstStaff(host, config.adminEmail, config.adminPassword, production)
    if (config.demo) await fill(host, folder, say)
    const gateway = await startGateway({
      contracts: services.map(({ contract }) => contract),
      send: host.send,
      config,
      host: config.host,
      ready: host.ready,
      development: !production,
      front: await openStorefront(pages, {
        url: address.replace(/\/$/, ''),
        log: log.child({ service: 'storefront' }),
      }),
      log: log.child({ service: 'gateway' }),
      metrics,
      tracing,
    })
    closing.push(() => gateway.close())
    const watched = config.metricsPort === 0 ? null : await serveMetrics(metrics, '127.0.0.1', config.metricsPort)
    if (watched !== null) closing.push(async () => void watched.server.close())
    const withdraw = announceAudit(folder, host.addresses.get('audit') as string)
    closing.push(async () => withdraw())
    const names = services.map(({ contract }) => contract.name).join(', ')
    return {
      url: gateway.url.replace('127.0.0.1', 'localhost'),
      metrics: watched?.url ?? whyNoMetrics(config.metricsPort),
      host,
      development: !production,
      staff,
      running: `storefront and gateway; ${names}; all in this process, calling each other ${config.transport === 'memory' ? 'in memory' : 'over HTTP'}`,
      data: folder,
      stop,
    }
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
}

/** Your own databases by *_DATABASE_URL; all others in a PostgreSQL of the shop's own, each service with its own role. */
async function openDatabases(
  folder: string,
  environment: Environment,
  say: (line: string) => void,
  closing: (() => Promise<void>)[],
) {
  const urls = new Map<string, string>()
  const own: string[] = []
  for (const { contract } of services) {
    const url = environment[`${contract.name.toUpperCase()}_DATABASE_URL`]
    if (url === undefined || url === '') own.push(contract.name)
    else urls.set(contract.name, url)
  }
  if (own.length === 0) return urls
  say('starting PostgreSQL …')
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), say })
  closing.push(() => postgres.stop())
  const passwords = remember(join(folder, 'database-passwords.json'), own)
  const wanted = own.map((name) => ({
    database: `${name}_service`,
    role: `${name}_service`,
    password: passwords[name] as string,
  }))
  await provision(postgres.adminUrl, wanted)
  own.forEach((name, index) => {
    const { database, role, password } = wanted[index] as (typeof wanted)[number]
    urls.set(name, postgres.urlFor(database, role, password))
  })
  return urls
}

function whyNoMetrics(port: number) {
  return port === 0
    ? 'not served (SOUK_METRICS_PORT is 0)'
    : `not served: port ${port} is taken; choose another one with SOUK_METRICS_PORT`
}

function publicName(host: string) {
  return host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host
}

function developmentSecrets(folder: string): Environment {
  return remember(join(folder, 'secrets.json'), ['SOUK_SECRET', 'SOUK_HOUSE_SECRET'])
}

/** Random secrets, made at the first start and kept in a file that only the owner may read. */
function remember(file: string, names: readonly string[]): Record<string, string> {
  const kept: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const missing = names.filter((name) => kept[name] === undefined)
  for (const name of missing) kept[name] = randomBytes(24).toString('base64url')
  if (missing.length > 0) writeFileSync(file, JSON.stringify(kept, null, 2), { mode: 0o600 })
  return kept
}

async function firstStaff(host: Host, email: string | undefined, password: string | undefined, production: boolean) {
  if (production && (email === undefined) !== (password === undefined))
    throw new Error('set both SOUK_ADMIN_EMAIL and SOUK_ADMIN_PASSWORD, or neither')
  const secret = password ?? randomBytes(9).toString('base64url')
  const account = { email: email ?? 'admin@souk.example', password: secret, name: 'First staff' }
  const made = await host.client(user, system).makeFirstStaff(account)
  if (!made.made) return `${made.email} (the password was shown or set at the first start)`
  return password === undefined ? `${made.email} with the password ${secret} (shown only now)` : made.email
}

async function fill(host: Host, folder: string, say: (line: string) => void) {
  const marker = join(folder, 'demo-catalogue')
  const state = existsSync(marker) ? readFileSync(marker, 'utf8') : undefined
  if (state === 'loaded') return
  const products = host.client(product, keeper)
  if (state === undefined && (await products.listProducts({ limit: 1 })).total > 0) return
  writeFileSync(marker, 'loading')
  say('first start: filling the shelves …')
  await loadDemo({ products, stock: host.client(inventory, keeper) }, (done, all) => {
    if (done % 25 === 0 || done === all) say(`${done} of ${all} products`)
  })
  await host.drain()
  writeFileSync(marker, 'loaded')
}
