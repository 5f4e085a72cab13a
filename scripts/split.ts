/** The whole shop as a process a service, on this machine: several of one where that is wanted, all of them looked after. */
import { join } from 'node:path'
import type { Environment } from '@souk/platform/config.ts'
import { runHost } from '@souk/platform/host.ts'
import { createLog } from '@souk/platform/log.ts'
import { buildStorefront } from '@souk/storefront/build.ts'
import { announceAudit } from './audit-address.ts'
import { contracts } from './contracts.ts'
import { shopUrl } from './gateway.ts'
import type { Closing, Ground, Say } from './ground.ts'
import { fillShelves, firstStaff } from './opening.ts'
import { addressesOf, placesOf, type Replicas } from './places.ts'
import type { Shop } from './shop.ts'
import { keepRunning, type Worker } from './supervisor.ts'

/**
 * @param say told what goes on, in lines for people
 * @param line told what a process writes
 */
export async function startSplit(
  ground: Ground,
  replicas: Replicas,
  say: Say,
  line: (name: string, text: string) => void,
): Promise<Shop> {
  const { config, environment, folder } = ground
  const closing: Closing = []
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    const [databases, places] = await Promise.all([
      ground.openDatabases(say, closing),
      placesOf(replicas),
      buildStorefront(say),
    ])
    const addresses = addressesOf(places)
    const run = join(folder, 'run')
    const start = (name: string, words: string[], own: Environment): Worker =>
      keepRunning({
        name,
        program: join(import.meta.dirname, 'serve.ts'),
        words,
        environment: { ...withoutDatabases(environment), ...addresses, ...own },
        folder: run,
        line: (text) => line(name, text),
        say: (text) => say(`${name} ${text}`),
      })
    say(`starting ${places.length + 1} processes …`)
    const workers = places.map(({ service, name, port }, index) =>
      start(name, [service], {
        [`${service.toUpperCase()}_DATABASE_URL`]: databases.get(service),
        [`${service.toUpperCase()}_SERVICE_PORT`]: String(port),
        SOUK_METRICS_PORT: String(config.metricsPort === 0 ? 0 : config.metricsPort + 1 + index),
      }),
    )
    closing.push(() => Promise.all(workers.map((worker) => worker.stop())))
    await Promise.all(workers.map((worker) => worker.untilReady()))

    // This process runs nothing of the shop; it only opens it, as its owner would.
    const host = await runHost({
      services: [],
      placement: 'http',
      reaches: contracts,
      databaseUrl: () => '',
      environment: { ...environment, ...addresses },
      log: createLog(config.log),
    })
    const staff = await firstStaff(host, ground)
    await fillShelves(host, ground, say)
    await host.stop()

    const gateway = start('gateway', ['gateway'], { SOUK_METRICS_PORT: String(config.metricsPort) })
    closing.push(() => gateway.stop())
    await gateway.untilReady()
    const [auditAddress = ''] = addresses.AUDIT_SERVICE_URL?.split(',') ?? []
    const withdraw = announceAudit(folder, auditAddress)
    closing.push(async () => withdraw())
    return {
      url: shopUrl({ TLS_CERT: config.tlsCert }, config.host, config.port),
      metrics: whereMetricsAre(config.metricsPort, places.length),
      staff,
      running: `gateway with storefront, and ${places.map(({ name }) => name).join(', ')}; each a process, whose id is in ${run}`,
      stop,
    }
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
}

/** A service is told of no database but its own. */
function withoutDatabases(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.endsWith('_DATABASE_URL')))
}

function whereMetricsAre(port: number, services: number) {
  return port === 0
    ? 'not served (SOUK_METRICS_PORT is 0)'
    : `http://127.0.0.1:${port}/metrics of the gateway, and up to port ${port + services} of the services`
}
