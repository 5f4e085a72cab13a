/** The shop as what runs it sees it: which containers there are, and whom each of them reaches. From the services themselves. */
import { gatewayConfig, publicRoutes } from '@souk/gateway/gateway.ts'
import type { Settings } from '@souk/platform/config.ts'
import type { Contract } from '@souk/platform/contract.ts'
import type { AnyService } from '@souk/platform/service.ts'
import { callSettings } from '@souk/platform/transport/settings.ts'
import { opened } from '../scripts/opening.ts'
import { services } from '../scripts/services.ts'
import { closingMs, sensitive, stopGraceMs } from './sizes.ts'

export type Deployable = {
  /** As in `scripts/serve.ts order`. */
  name: string
  /** As everywhere outside the code: its container, its address, its database's role with `_`. */
  title: string
  /** What it calls, by name. */
  calls: readonly string[]
  /** Whose events it follows. */
  follows: readonly string[]
  settings: readonly { variable: string; isSecret: boolean }[]
  hasDatabase: boolean
  /** How long a call that it has taken on may last, in milliseconds. */
  longestCallMs: number
}

/** The same in every container: the image's health check and the addresses of others stand on it. */
export const ports = { http: 8080, metrics: 9464, database: 5432, events: 4222, traces: 4318, dns: 53 } as const

/** Whom NATS knows the shop as. */
export const eventsUser = 'souk'

export const gateway = 'gateway'

/** Every container of the shop, the gateway first. */
export const shop: readonly Deployable[] = [describeGateway(), ...services.map(describe)]

/** Those with a database. */
export const withDatabase = shop.filter(({ hasDatabase }) => hasDatabase)

/** Whom it reaches over HTTP: neighbours that it calls or whose feed it reads. */
export function reaches({ calls, follows }: Deployable) {
  return [...new Set([...calls, ...follows])].sort()
}

/** Who reaches it over HTTP. */
export function reachedBy({ name }: Deployable) {
  return shop.filter((one) => reaches(one).includes(name)).map((one) => one.name)
}

/** Whom opening a new shop reaches. */
export const reachedByOpening = namesOf(opened as never)

export function titleOf(name: string) {
  return name === gateway ? gateway : `${name}-service`
}

/** What a container is told wherever it runs, since the containers' form asks for it. */
export function fixedFor({ name, hasDatabase, longestCallMs }: Deployable): [variable: string, value: string][] {
  return [
    [hasDatabase ? variableOf(name, 'SERVICE_PORT') : 'PORT', String(ports.http)],
    ['SOUK_METRICS_PORT', String(ports.metrics)],
    ['SOUK_STOP_GRACE_MS', String(stopGraceMs)],
    ['SOUK_STOP_LIMIT_MS', String(longestCallMs)],
    ...(hasDatabase ? ([['SOUK_MIGRATE', '0']] as [string, string][]) : []),
  ]
}

/** From being told to stop to having closed, at most. */
export function secondsToStop({ longestCallMs }: Deployable) {
  return Math.ceil((stopGraceMs + longestCallMs + closingMs) / 1_000)
}

/** What every process can be told, besides what services read. */
export const processSettings = [
  ...['SOUK_LOG', 'SOUK_CONNECTIONS', 'SOUK_NATS_REPLICAS'],
  ...Object.values(callSettings).map(({ variable }) => variable),
  ...['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_TRACES_SAMPLER', 'OTEL_TRACES_SAMPLER_ARG'],
]

/** ORDER_SERVICE_URL and its like. */
export function variableOf(name: string, what: 'SERVICE_URL' | 'SERVICE_PORT' | 'DATABASE_URL' | 'DATABASE_PASSWORD') {
  return `${name.toUpperCase()}_${what}`
}

function describe(one: AnyService): Deployable {
  const { name, operations } = one.contract as Contract
  return {
    name,
    title: titleOf(name),
    calls: namesOf(Object.values(one.calls)),
    follows: namesOf(one.consumers.map((consumer: { contract: Contract }) => consumer.contract)),
    settings: settingsOf(one.config),
    hasDatabase: true,
    longestCallMs: longest(Object.values(operations)),
  }
}

function describeGateway(): Deployable {
  const routes = publicRoutes(services.map(({ contract }) => contract))
  const settings = settingsOf(gatewayConfig).filter(({ variable }) => variable !== 'PORT')
  return {
    name: gateway,
    title: gateway,
    calls: namesOf(routes.map(({ contract }) => contract)),
    follows: [],
    settings: [...settings, ...['SOUK_URL', 'SOUK_PAGES'].map((variable) => ({ variable, isSecret: false }))],
    hasDatabase: false,
    longestCallMs: longest(routes.map(({ operation }) => operation)),
  }
}

function namesOf(contracts: readonly Contract[]) {
  return [...new Set(contracts.map(({ name }) => name))].sort()
}

function settingsOf(settings: Settings) {
  return Object.values(settings).map(({ variable, secret }) => ({
    variable,
    isSecret: secret || sensitive.includes(variable),
  }))
}

function longest(operations: readonly { timeout: number }[]) {
  return Math.max(...operations.map(({ timeout }) => timeout))
}
