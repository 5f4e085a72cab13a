/** What a shop on one machine stands on: a folder, secrets, and a database for each service. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gatewayConfig } from '@souk/gateway/gateway.ts'
import {
  type Config,
  type Environment,
  flag,
  isProduction,
  number,
  optionalText,
  readConfig,
  text,
} from '@souk/platform/config.ts'
import { startEmbeddedPostgres } from '@souk/platform/database/embedded.ts'
import { provision } from '@souk/platform/database/provision.ts'
import { contracts } from './contracts.ts'
import { shopUrl } from './gateway.ts'
import { placementOf, processSettings } from './process-settings.ts'

const settings = {
  ...gatewayConfig,
  ...processSettings,
  data: text('SOUK_DATA', 'the folder of the database and the secrets', resolve(import.meta.dirname, '../.souk')),
  demo: flag('SOUK_DEMO', '1 fills an empty shop with the demo catalogue', true),
  metricsPort: number('SOUK_METRICS_PORT', 'where Prometheus reads /metrics; 0: nowhere', 9464),
  adminEmail: optionalText('SOUK_ADMIN_EMAIL', 'the first staff account'),
  adminPassword: optionalText('SOUK_ADMIN_PASSWORD', 'its password'),
}

export type Ground = {
  config: Config<typeof settings>
  /** Of the shop: what was given, its own secrets and its address. */
  environment: Environment
  folder: string
  production: boolean
  /** Starts a PostgreSQL of the shop's own, unless it is given databases for all services. @returns a URL for each service */
  openDatabases(say: Say, closing: Closing): Promise<Map<string, string>>
}

export type Say = (line: string) => void
/** What is to be closed in the end, last opened first. */
export type Closing = (() => Promise<unknown>)[]

export function prepareGround(given: Environment): Ground {
  const config = readConfig(settings, given)
  placementOf(config)
  const folder = resolve(config.data)
  mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  const production = isProduction(given)
  const own: Environment = production ? given : { ...developmentSecrets(folder), ...given }
  const environment = { ...own, SOUK_URL: shopUrl(own, config.host, config.port) }
  return {
    ...{ config, environment, folder, production },
    openDatabases: (say, closing) => openDatabases(folder, environment, say, closing),
  }
}

/** Your own databases by *_DATABASE_URL; all others in a PostgreSQL of the shop's own, each service with its own role. */
async function openDatabases(folder: string, environment: Environment, say: Say, closing: Closing) {
  const urls = new Map<string, string>()
  const own: string[] = []
  for (const { name } of contracts) {
    const url = environment[`${name.toUpperCase()}_DATABASE_URL`]
    if (url === undefined || url === '') own.push(name)
    else urls.set(name, url)
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
