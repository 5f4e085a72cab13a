/** The whole shop in this process: database, services, gateway, first staff account, demo catalogue. */
import { type Host, runHost } from '@souk/platform/host.ts'
import { createLog } from '@souk/platform/log.ts'
import { createMetrics, serveMetrics } from '@souk/platform/metrics.ts'
import { createTracing } from '@souk/platform/tracing.ts'
import { buildStorefront } from '@souk/storefront/build.ts'
import { announceAudit } from './audit-address.ts'
import { openGateway } from './gateway.ts'
import type { Closing, Ground, Say } from './ground.ts'
import { fillShelves, firstStaff } from './opening.ts'
import { placementOf } from './process-settings.ts'
import { services } from './services.ts'

/** An open shop, as whoever started it hears of it. */
export type Shop = {
  url: string
  /** Where the metrics are, or why they are not. */
  metrics: string
  staff: string
  running: string
  stop(): Promise<void>
}

/** @param say told what goes on, in lines for people */
export async function startShop(ground: Ground, say: Say): Promise<Shop> {
  const { config, environment } = ground
  const closing: Closing = []
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    const [databases] = await Promise.all([ground.openDatabases(say, closing), buildStorefront(say)])
    const log = createLog(config.log)
    const metrics = createMetrics()
    const tracing = await createTracing(environment, log)
    // Last of all: what is closed before has spans of its own.
    closing.unshift(() => tracing.stop())
    const host: Host = await runHost({
      services,
      placement: placementOf(config),
      listening: ['audit'],
      databaseUrl: (name) => databases.get(name) as string,
      environment,
      log,
      metrics,
      tracing,
    })
    closing.push(() => host.stop())
    const staff = await firstStaff(host, ground)
    await fillShelves(host, ground, say)
    const gateway = await openGateway({
      host,
      environment,
      address: config.host,
      pages: true,
      log,
      metrics,
      tracing,
      say,
    })
    closing.push(() => gateway.close())
    const watched = config.metricsPort === 0 ? null : await serveMetrics(metrics, '127.0.0.1', config.metricsPort)
    if (watched !== null) closing.push(async () => watched.server.close())
    const withdraw = announceAudit(ground.folder, host.addresses.get('audit') as string)
    closing.push(async () => withdraw())
    const names = services.map(({ contract }) => contract.name).join(', ')
    return {
      url: gateway.url.replace('127.0.0.1', 'localhost'),
      metrics: watched?.url ?? whyNoMetrics(config.metricsPort),
      staff,
      running: `storefront and gateway; ${names}; all in this process, calling each other ${config.transport === 'memory' ? 'in memory' : 'over HTTP'}`,
      stop,
    }
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
}

function whyNoMetrics(port: number) {
  return port === 0
    ? 'not served (SOUK_METRICS_PORT is 0)'
    : `not served: port ${port} is taken; choose another one with SOUK_METRICS_PORT`
}
