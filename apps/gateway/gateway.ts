/** One port for all of the shop. Routes come from the contracts; no line here knows what a shop sells. */
import rateLimit from '@fastify/rate-limit'
import type { Send } from '@souk/platform/call.ts'
import { openCertificate } from '@souk/platform/certificate.ts'
import { type Config, flag, number, optionalText } from '@souk/platform/config.ts'
import type { Contract } from '@souk/platform/contract.ts'
import { fail } from '@souk/platform/errors.ts'
import { addHealth, addRoutes, createServer, type NotReady, type Route } from '@souk/platform/http.ts'
import { routeOf, watchRequests } from '@souk/platform/http-watching.ts'
import type { Log } from '@souk/platform/log.ts'
import type { Metrics } from '@souk/platform/metrics.ts'
import { sheddingSettings } from '@souk/platform/shedding.ts'
import { closeGently, farewell, stopSettings } from '@souk/platform/stopping.ts'
import { type Tracing, untraced } from '@souk/platform/tracing.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Limit, openDoor } from './door.ts'
import { addPages } from './pages.ts'
import { keepBrowsersSafe } from './safety.ts'
import { addShopFront, type ShopFront } from './shop-front.ts'

export const gatewayConfig = {
  port: number('PORT', 'the port that the shop listens on', 8080),
  requestsPerMinute: number('SOUK_RATE_LIMIT', 'requests a minute and client; 0: no limit', 6_000),
  trustProxy: flag(
    'SOUK_TRUST_PROXY',
    'take the client’s address from X-Forwarded-For, behind a proxy of yours',
    false,
  ),
  ...sheddingSettings,
  ...stopSettings,
  tlsCert: optionalText('TLS_CERT', 'the file of the certificate, for a shop that speaks HTTPS itself'),
  tlsKey: optionalText('TLS_KEY', 'the file of its key'),
  secureCookies: flag('SOUK_SECURE_COOKIES', 'the shop is reached over HTTPS only', false),
}
export type GatewayConfig = Config<typeof gatewayConfig>

export type Gateway = {
  url: string
  /** From now on it is not ready; resolves when those who balance have had the time to notice. */
  leave(): Promise<void>
  close(): Promise<void>
}

const prefix = '/api/v1'

export async function startGateway(options: {
  contracts: readonly Contract[]
  send: Send
  config: GatewayConfig
  host: string
  notReady: NotReady
  /** Serve the pages for developers, such as the mailbox. Never in production mode. */
  development: boolean
  /** What shows the shop to people; without it there is the API alone. */
  front?: ShopFront
  log: Log
  metrics?: Metrics
  tracing?: Tracing
}): Promise<Gateway> {
  const { config, log, metrics, tracing = untraced } = options
  const spans = tracing.of('gateway')
  const send = spans.calling(metrics?.calling('gateway', options.send) ?? options.send)
  const goodbye = farewell(config)
  const certificate = openCertificate(
    {
      cert: { variable: 'TLS_CERT', file: config.tlsCert },
      key: { variable: 'TLS_KEY', file: config.tlsKey },
    },
    log,
  )
  const app = createServer({
    ...{ trustProxy: config.trustProxy, log, shedding: config, farewell: goodbye },
    ...(certificate === undefined ? {} : { tls: { certificate, speaks: 'HTTP/2 too' } }),
  })
  watchRequests(app, { spans, metrics })
  if (config.requestsPerMinute > 0)
    await app.register(rateLimit, {
      max: config.requestsPerMinute,
      timeWindow: 60_000,
      cache: 20_000,
      errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
    })

  const routes = publicRoutes(options.contracts)
  const door = openDoor({ send, routes, limit: strictLimits(app, config.requestsPerMinute) })
  addRoutes(app, prefix, routes, (request, incoming, route) => door.enter(request, incoming, route))
  addHealth(app, async () => (goodbye.isLeaving() ? ['it is about to end'] : options.notReady()))
  addPages(app, { routes, prefix, send, development: options.development })
  if (options.front !== undefined) addShopFront(app, options.front, door)
  keepBrowsersSafe(app, config.secureCookies || certificate !== undefined)
  app.addHook('onResponse', (request, reply, done) => {
    if (reply.statusCode >= 500) log.error(lineOf(request, reply), 'answered')
    else if (log.isLevelEnabled('info')) log.info(lineOf(request, reply), 'answered')
    done()
  })
  const url = await app.listen({ host: options.host, port: config.port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new Error(`port ${config.port} is in use: stop what uses it, or choose another one with PORT`)
  })
  return {
    url,
    leave: goodbye.leave,
    async close() {
      await goodbye.leave()
      await closeGently(app, config)
      certificate?.close()
    },
  }
}

/** For what is guessed or flooded sooner than the rest: a share of the requests a minute, on whatever way it is reached. */
function strictLimits(app: FastifyInstance, requestsPerMinute: number): Limit {
  const checks = new Map<Route['operation'], ReturnType<FastifyInstance['createRateLimit']>>()
  return async (incoming, { operation }) => {
    if (requestsPerMinute === 0) return
    let check = checks.get(operation)
    if (check === undefined) {
      const max = Math.ceil(requestsPerMinute * (operation.limit ?? 1))
      check = app.createRateLimit({ max, timeWindow: 60_000 })
      checks.set(operation, check)
    }
    const found = await check(incoming)
    if (!found.isAllowed && found.isExceeded) throw tooMany(found.ttl)
  }
}

function tooMany(milliseconds: number) {
  return fail('too_many_requests', 'Too many requests from your address. Wait a moment, then try again.', {
    retryAfter: Math.ceil(milliseconds / 1_000),
  })
}

/** Never who asks, nor an address or a body as they came: they can hold what is personal. */
function lineOf(request: FastifyRequest, reply: FastifyReply) {
  return {
    requestId: request.id,
    method: request.method,
    route: routeOf(request),
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
  }
}

/** What may be reached from outside: never what only other services may call. */
export function publicRoutes(contracts: readonly Contract[]): Route[] {
  return contracts.flatMap((contract) =>
    Object.entries(contract.operations)
      .filter(([, { access }]) => access.some((rule) => rule !== 'internal'))
      .map(([name, operation]) => ({ contract, name, operation })),
  )
}
