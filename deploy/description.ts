/** The shop as what runs it sees it: which containers there are, and whom each of them reaches. From the services themselves. */
import { gatewayConfig, publicRoutes } from '@souk/gateway/gateway.ts'
import type { Settings } from '@souk/platform/config.ts'
import type { Contract } from '@souk/platform/contract.ts'
import type { AnyService } from '@souk/platform/service.ts'
import { opened } from '../scripts/opening.ts'
import { services } from '../scripts/services.ts'
import { sensitive } from './sizes.ts'

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
    settings: [...settings, { variable: 'SOUK_URL', isSecret: false }],
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
