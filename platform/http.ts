/** HTTP in front of contracts: routes, limits and raw bodies. Used by every service's own listener and by the gateway. */
import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { setImmediate as soon } from 'node:timers/promises'
import type { Server } from 'node:tls'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { anonymous } from './auth.ts'
import type { Answer, Request, Send } from './call.ts'
import type { Certificate } from './certificate.ts'
import type { Contract, Operation } from './contract.ts'
import { fail, SoukError, toProblem } from './errors.ts'
import type { Log } from './log.ts'
import type { Trust } from './service-token.ts'
import { neverShed, type SheddingSettings, shedLoad } from './shedding.ts'
import { type Farewell, sayGoodbye } from './stopping.ts'
import { ailing } from './transport/replica.ts'
import { refuseStrangers } from './trusted-connections.ts'

export type Route = { contract: Contract; name: string; operation: Operation }
export type Handle = (request: Request, incoming: FastifyRequest, route: Route) => Promise<Answer>

export type ServerOptions = {
  trustProxy?: boolean
  log?: Log
  shedding?: SheddingSettings
  farewell?: Farewell
  /** HTTPS: with HTTP/2 for those who speak it, or only for those who show a certificate of the same authority. */
  tls?: { certificate: Certificate; speaks: 'HTTP/2 too' | 'with its own' }
}

/** A server whose own refusals (unknown path, oversized or unreadable body, too much to do) are problems like all others. */
export function createServer(options: ServerOptions): FastifyInstance {
  const app = Fastify({
    trustProxy: options.trustProxy ?? false,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    genReqId: (raw) => requestIdOf(raw.headers['x-request-id']),
    requestIdHeader: false,
    keepAliveTimeout: 65_000,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    // What still comes while it closes is answered like the rest.
    return503OnClosing: false,
    ...secured(options.tls),
    // What is no request at all: too large a head, or not HTTP.
    clientErrorHandler: refuseUnreadable,
    // What does not even reach a route, such as a path that cannot be decoded.
    frameworkErrors: (error, request, reply) => {
      sendProblem(reply as never, asProblem({ ...error, statusCode: 400 }), request.id)
    },
  })
  options.tls?.certificate.onChange((pem) => (app.server as unknown as Server).setSecureContext(pem))
  if (options.tls?.speaks === 'with its own') refuseStrangers(app)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.setNotFoundHandler((request, reply) => {
    sendProblem(
      reply,
      fail('not_found', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`),
      request.id,
    )
  })
  app.setErrorHandler((error, request, reply) => {
    const refusal = asProblem(error)
    if (refusal.code === 'internal')
      options.log?.error({ err: error, requestId: request.id }, 'a request failed before or after its operation')
    return sendProblem(reply, refusal, request.id)
  })
  if (options.farewell !== undefined) sayGoodbye(app, options.farewell)
  if (options.shedding !== undefined) shedLoad(app, options.shedding)
  closeFreedConnections(app)
  return app
}

function secured(tls: ServerOptions['tls']): object {
  if (tls === undefined) return {}
  const pem = tls.certificate.current()
  return tls.speaks === 'HTTP/2 too'
    ? { http2: true, https: { ...pem, allowHTTP1: true } }
    : { https: { ...pem, requestCert: true, rejectUnauthorized: false } }
}

/** While it closes, a server would wait for connections that are kept alive after their last answer. */
function closeFreedConnections(app: FastifyInstance) {
  let sweep: NodeJS.Timeout | undefined
  app.addHook('preClose', async () => {
    // A server that speaks HTTP/2 closes its own.
    sweep = setInterval(() => app.server.closeIdleConnections?.(), 20)
  })
  app.addHook('onClose', async () => clearInterval(sweep))
}

function refuseUnreadable(error: Error & { code?: string }, socket: Socket) {
  if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy()
  const isLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const refusal = isLarge
    ? fail('body_too_large', 'The address and headers are too large.')
    : fail('malformed_body', 'The request could not be read.')
  const problem = toProblem(refusal, randomUUID())
  const body = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${problem.status} ${isLarge ? 'Content Too Large' : 'Bad Request'}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  return socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function asProblem(error: unknown) {
  if (error instanceof SoukError) return error
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return fail('body_too_large', 'The body is too large for this operation.')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return fail('unsupported_media_type', 'Send the body as application/json.')
  if (statusCode !== undefined && statusCode < 500) return fail('malformed_body', 'The request could not be read.')
  return fail('internal', 'Something went wrong on our side.', { cause: error })
}

/** A client's own request id is taken over when it is harmless to log. */
function requestIdOf(given: string | string[] | undefined) {
  return typeof given === 'string' && /^[\w.:-]{8,128}$/.test(given) ? given : randomUUID()
}

/** @param configOf Fastify's per-route configuration, which plugins read */
export function addRoutes(
  app: FastifyInstance,
  prefix: string,
  routes: readonly Route[],
  handle: Handle,
  configOf: (route: Route) => object = () => ({}),
) {
  for (const route of routes) {
    const { contract, name, operation } = route
    app.route({
      method: operation.method,
      url: prefix + operation.path,
      bodyLimit: operation.bodyLimit,
      config: configOf(route),
      handler: async (incoming, reply) => {
        const answer = await handle(toRequest(contract.name, name, operation, incoming), incoming, route)
        return sendAnswer(reply, answer)
      },
    })
  }
}

function toRequest(service: string, name: string, operation: Operation, incoming: FastifyRequest): Request {
  const { headers } = incoming
  return {
    service,
    operation: name,
    params: incoming.params as Record<string, string>,
    query: incoming.query as Record<string, string>,
    body: incoming.body as string | undefined,
    signature: operation.rawBody === undefined ? undefined : text(headers[operation.rawBody.signature]),
    caller: anonymous,
    requestId: incoming.id,
    deadline: Date.now() + operation.timeout,
    traceparent: traceparentIn(headers.traceparent),
    idempotencyKey: text(headers['idempotency-key']),
    ifMatch: headers['if-match'],
    session: undefined,
    address: incoming.ip,
  }
}

/** What is no trace context is not handed on. */
function traceparentIn(header: string | string[] | undefined) {
  return typeof header === 'string' && /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/.test(header)
    ? header
    : undefined
}

function sendAnswer(reply: FastifyReply, { status, body, headers }: Answer) {
  reply.code(status)
  if (headers['content-type'] === undefined && body !== null)
    reply.header('content-type', 'application/json; charset=utf-8')
  for (const name in headers) reply.header(name, headers[name])
  if (body === null) return reply.send()
  return reply.send(body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : body)
}

function sendProblem(reply: FastifyReply, error: SoukError, requestId: string) {
  const problem = toProblem(error, requestId)
  reply.code(problem.status).header('content-type', 'application/problem+json')
  if (error.retryAfter !== undefined) reply.header('retry-after', error.retryAfter)
  return reply.send(JSON.stringify(problem))
}

/** A service's own listener: all of its operations, for neighbours who prove that they belong to the house. */
export function serveContract(
  contract: Contract,
  send: Send,
  options: ServerOptions & { trust: Trust; notReady: NotReady },
) {
  const app = createServer(options)
  const routes = Object.entries(contract.operations).map(([name, operation]) => ({ contract, name, operation }))
  const handle: Handle = async (request, { headers, raw }) => {
    const left = Number(headers['souk-deadline'])
    if (left > 0) request.deadline = Math.min(request.deadline, Date.now() + left)
    const caller = await options.trust.verify(headers.authorization, contract.name)
    if (caller !== undefined) {
      request.caller = caller
      request.session = text(headers['souk-session'])
      request.address = text(headers['souk-address'])
    }
    // After a standstill come the calls of those who have long given up.
    await soon()
    if (!raw.socket.writable || request.deadline <= Date.now())
      throw fail('deadline_exceeded', 'There was no time left for this when it was its turn.')
    const answer = await send(request)
    if (answer.isAiling) answer.headers[ailing] = '1'
    return answer
  }
  addRoutes(app, '', routes, handle, ({ name }) => (name === 'readEvents' ? neverShed : {}))
  addHealth(app, options.notReady)
  return app
}

/** What is not ready, in words for whoever looks after the shop; empty where all is. */
export type NotReady = () => Promise<readonly string[]>

export function addHealth(app: FastifyInstance, notReady: NotReady) {
  app.get('/health/live', { config: neverShed }, async () => ({ status: 'live' }))
  app.get('/health/ready', { config: neverShed }, async (_request, reply) => {
    const because = await notReady()
    return because.length === 0 ? { status: 'ready' } : reply.code(503).send({ status: 'not ready', because })
  })
}

function text(header: string | string[] | undefined) {
  return typeof header === 'string' ? header : undefined
}
