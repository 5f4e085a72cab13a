/** The gateway of a process, with the storefront's pages in it. */
import { gatewayConfig, startGateway } from '@souk/gateway/gateway.ts'
import { type Environment, isProduction, readConfig } from '@souk/platform/config.ts'
import type { Host } from '@souk/platform/host.ts'
import type { Log } from '@souk/platform/log.ts'
import type { Metrics } from '@souk/platform/metrics.ts'
import type { Tracing } from '@souk/platform/tracing.ts'
import { buildStorefront } from '@souk/storefront/build.ts'
import { openStorefront } from '@souk/storefront/storefront.ts'
import { contracts } from './contracts.ts'

/** @param address what it listens on */
export async function openGateway(options: {
  host: Host
  environment: Environment
  address: string
  /** False: the API alone. */
  pages: boolean
  log: Log
  metrics: Metrics
  tracing: Tracing
  say(line: string): void
}) {
  const { host, environment, address, log, metrics, tracing } = options
  const config = readConfig(gatewayConfig, environment)
  const url = shopUrl(environment, address, config.port)
  const front = options.pages
    ? {
        front: await openStorefront(await buildStorefront(options.say), {
          url,
          log: log.child({ service: 'storefront' }),
        }),
      }
    : {}
  return startGateway({
    contracts,
    send: host.send,
    config,
    host: address,
    notReady: host.notReady,
    development: !isProduction(environment),
    ...front,
    log: log.child({ service: 'gateway' }),
    metrics,
    tracing,
  })
}

/** What pages and letters name as the shop's own address, without a slash at its end. */
export function shopUrl(environment: Environment, address: string, port: number) {
  const name = address === '127.0.0.1' || address === '0.0.0.0' ? 'localhost' : address
  return (environment.SOUK_URL || `${environment.TLS_CERT ? 'https' : 'http'}://${name}:${port}`).replace(/\/$/, '')
}
