/** A process of the shop: the services that it is told to run, the gateway with the storefront, or both. */
import type { Around } from '@souk/platform/boundary.ts'
import { type Environment, flag, number, readConfig } from '@souk/platform/config.ts'
import { type Host, runHost } from '@souk/platform/host.ts'
import { createLog } from '@souk/platform/log.ts'
import { createMetrics, serveMetrics } from '@souk/platform/metrics.ts'
import type { AnyService } from '@souk/platform/service.ts'
import { createTracing } from '@souk/platform/tracing.ts'
import { contracts } from './contracts.ts'
import { placementOf, processSettings } from './process-settings.ts'

const settings = {
  ...processSettings,
  metricsPort: number('SOUK_METRICS_PORT', 'where Prometheus reads /metrics; 0: nowhere', 0),
  pages: flag('SOUK_PAGES', '0: the gateway has the API alone, for a shop with pages of your own', true),
}

/** What a process can run: the names of services, and the gateway. */
export const deployables = [...contracts.map(({ name }) => name), 'gateway']

export type Serving = {
  host: Host
  /** What listens where: a line for people each. */
  addresses: ReadonlyMap<string, string>
  stop(): Promise<void>
}

/**
 * @param names of `deployables`
 * @param more for tests and chaos
 * @throws naming everything that is missing or wrong
 */
export async function serve(
  names: readonly string[],
  environment: Environment,
  more: {
    around?: Around
    redeliver?: () => number
    say?: (line: string) => void
  } = {},
): Promise<Serving> {
  checkNames(names)
  const config = readConfig(settings, environment)
  const own = names.filter((name) => name !== 'gateway')
  const withGateway = names.includes('gateway')
  const urls = databasesOf(own, environment)
  const log = createLog(config.log)
  const metrics = createMetrics()
  const leaving: (() => Promise<void>)[] = []
  const tracing = await createTracing(environment, log)
  // Delivered last of all: what is closed before has spans of its own.
  const closing: (() => Promise<unknown>)[] = [() => tracing.stop()]
  const stop = async () => {
    await Promise.all(leaving.map((leave) => leave()))
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    const host = await runHost({
      services: await Promise.all(own.map(load)),
      placement: placementOf(config),
      listening: own,
      reaches: withGateway ? contracts : [],
      databaseUrl: (name) => urls.get(name) as string,
      environment,
      log,
      metrics,
      tracing,
      ...(more.around === undefined ? {} : { around: more.around }),
      ...(more.redeliver === undefined ? {} : { redeliver: more.redeliver }),
    })
    leaving.push(host.leave)
    closing.push(() => host.stop())
    const addresses = new Map(host.addresses)
    if (withGateway) {
      const { openGateway } = await import('./gateway.ts')
      const gateway = await openGateway({
        ...{ host, environment, log, metrics, tracing, address: config.host, pages: config.pages },
        say: more.say ?? ((line) => log.info(line)),
      })
      leaving.push(gateway.leave)
      closing.push(() => gateway.close())
      addresses.set('gateway', gateway.url)
    }
    if (config.metricsPort > 0) {
      const listens = environment.SOUK_SERVICE_HOST || '127.0.0.1'
      const watched = await serveMetrics(metrics, listens, config.metricsPort)
      if (watched === null) log.warn({ port: config.metricsPort }, 'metrics are not served: the port is taken')
      else closing.push(async () => watched.server.close())
    }
    return { host, addresses, stop }
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
}

/** A process loads no more than it runs, so that it starts soon, and an image holds no more. */
export async function load(name: string): Promise<AnyService> {
  return (await import(`@souk/${name}-service`)).default
}

export function checkNames(names: readonly string[]) {
  const unknown = names.filter((name) => !deployables.includes(name))
  if (names.length === 0 || unknown.length > 0)
    throw new Error(
      `${unknown.length === 0 ? 'nothing to run' : `there is no ${unknown.join(', ')}`}: name some of ${deployables.join(', ')}`,
    )
}

/** @throws naming every service that has none */
export function databasesOf(names: readonly string[], environment: Environment) {
  const urls = new Map<string, string>()
  const missing: string[] = []
  for (const name of names) {
    const variable = `${name.toUpperCase()}_DATABASE_URL`
    const url = environment[variable]
    if (url === undefined || url === '') missing.push(`${variable} is not set: the database of ${name}-service`)
    else urls.set(name, url)
  }
  if (missing.length > 0) throw new Error(missing.join('\n'))
  return urls
}
