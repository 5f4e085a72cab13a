/** The pages of the storefront: handed on as they are asked for, and kept for a moment where they are the same for everybody. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer, Send } from '@souk/platform/call.ts'
import { fail, SoukError, toProblem } from '@souk/platform/errors.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { acceptsGzip, compress, encodingFor, isWorthCompressing } from './compression.ts'
import type { Door } from './door.ts'
import { isFromOurPages } from './identity.ts'
import { inPieces, type PageInPieces } from './nonces.ts'
import { escapeHtml, frame } from './page-frame.ts'

/** A web app that shows the shop to people, hosted in this process. */
export type ShopFront = {
  /** Below this path lie files only, whose names change with their content. */
  filesBelow: string
  files(request: IncomingMessage, response: ServerResponse): void
  page(request: globalThis.Request, context: PageContext): Promise<globalThis.Response>
}
/** @param send the way to the services, as far as whoever asks for the page may go */
export type PageContext = { send: Send; address: string; requestId: string }

type Page = { answer: Answer; cookies: string[] }
type Kept = PageInPieces & { freshUntil: number; changes: number }

const mostForm = 256 * 1024
/** Cookies that make a page somebody's own. */
const personal = /(?:^|;\s*)souk_/
/** What the API and the developers' pages answer for themselves, also where there is nothing. */
const notForPeople = /^\/(?:api|dev|health)(?:[/?]|$)/

export function addShopFront(app: FastifyInstance, front: ShopFront, door: Door) {
  app.get(`${front.filesBelow}*`, { config: { rateLimit: false } }, (request, reply) => {
    reply.hijack()
    reply.raw.setHeader('x-content-type-options', 'nosniff')
    front.files(request.raw, reply.raw)
  })
  const pages = pageCache(async (request) => {
    const context = { send: door.wayFor(request), address: request.ip, requestId: request.id }
    return toPage(await front.page(toWebRequest(request), context))
  }, door)
  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    if (notForPeople.test(request.url)) return reply.callNotFound()
    if (!isFromOurPages(request)) throw fail('not_allowed', 'Another site cannot send forms to this shop.')
    const isForAnybody = request.method === 'GET' && !personal.test(request.headers.cookie ?? '')
    return send(request, reply, await (isForAnybody ? pages.shared(request) : pages.fresh(request)))
  }
  app.register(async (scope) => {
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: mostForm }, (_request, body, done) =>
      done(null, body),
    )
    scope.setErrorHandler((error, request, reply) => {
      if (!request.headers.accept?.includes('text/html')) throw error
      const { status, title, detail } = toProblem(asRefusal(error), request.id)
      return reply
        .code(status)
        .type('text/html; charset=utf-8')
        .send(frame(title, `<h1>${escapeHtml(detail)}</h1><p><a href="/">Back to the shop</a></p>`))
    })
    for (const url of ['/', '/*']) scope.route({ method: ['GET', 'POST'], url, handler: handle })
  })
}

function asRefusal(error: unknown) {
  if (error instanceof SoukError) return error
  const { statusCode = 500 } = error as { statusCode?: number }
  if (statusCode === 413) return fail('body_too_large', 'This form is too large.')
  if (statusCode < 500) return fail('malformed_body', 'The request could not be read.')
  return fail('internal', 'Something went wrong on our side.', { cause: error })
}

/** Pages that say themselves for how long they are the same for everybody nothing is known of (s-maxage). */
function pageCache(fresh: (request: FastifyRequest) => Promise<Page>, door: Door) {
  const kept = new LRUCache<string, Kept>({
    maxSize: 32 * 1024 * 1024,
    sizeCalculation: ({ bytes }) => bytes,
    ttl: 60_000,
  })
  const rendering = new Map<string, Promise<Kept | undefined>>()

  async function shared(request: FastifyRequest): Promise<Page> {
    const key = `${request.protocol} ${request.host} ${request.url}`
    const changes = door.changesOf('product')
    const known = kept.get(key)
    if (known !== undefined && known.freshUntil > Date.now() && known.changes === changes)
      return forReader(known, request)
    const flight = `${changes} ${key}`
    const theirs = await rendering.get(flight)
    if (theirs !== undefined) return forReader(theirs, request)
    const mine = fresh(request)
    if (!rendering.has(flight)) {
      const keeping = mine
        .then((page) => {
          const one = toKept(page, changes)
          if (one !== undefined) kept.set(key, one)
          return one
        })
        .catch(() => undefined)
        .finally(() => rendering.delete(flight))
      rendering.set(flight, keeping)
    }
    return mine
  }
  return { fresh, shared }
}

function toKept({ answer, cookies }: Page, changes: number): Kept | undefined {
  const { status, headers, body } = answer
  const seconds = Number(/s-maxage=(\d+)/.exec(headers['cache-control'] ?? '')?.[1] ?? 0)
  if (status !== 200 || seconds === 0 || cookies.length > 0 || typeof body !== 'string') return undefined
  return { ...inPieces(body, headers), freshUntil: Date.now() + seconds * 1_000, changes }
}

function forReader(kept: Kept, { headers }: FastifyRequest): Page {
  return { answer: acceptsGzip(headers['accept-encoding']) ? kept.gzipped() : kept.plain(), cookies: [] }
}

async function send(request: FastifyRequest, reply: FastifyReply, { answer, cookies }: Page) {
  const encoding = encodingFor(request.headers['accept-encoding'])
  const isSmaller =
    encoding !== undefined && answer.headers['content-encoding'] === undefined && isWorthCompressing(answer)
  const { status, body, headers } = isSmaller ? await compress(answer, encoding) : answer
  reply.code(status)
  for (const name in headers) reply.header(name, headers[name])
  // What is kept is kept here, where each reader gets a nonce of their own.
  if (headers['cache-control']?.includes('s-maxage')) reply.header('cache-control', 'private, no-cache')
  if (cookies.length > 0) reply.header('set-cookie', cookies)
  return reply.send(body)
}

function toWebRequest(request: FastifyRequest) {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    // Each answer has a nonce of its own, so none is the same as one before. With a colon begins what is HTTP/2's own.
    if (typeof value === 'string' && name !== 'if-none-match' && !name.startsWith(':')) headers.set(name, value)
  }
  const body = request.method === 'POST' ? (request.body as Buffer<ArrayBuffer> | undefined) : undefined
  return new globalThis.Request(`${request.protocol}://${request.host}${request.url}`, {
    method: request.method,
    headers,
    ...(body === undefined ? {} : { body }),
  })
}

async function toPage(response: globalThis.Response): Promise<Page> {
  const headers: Record<string, string> = {}
  for (const [name, value] of response.headers) if (name !== 'set-cookie' && name !== 'etag') headers[name] = value
  const isText = /^text\/|json|xml|javascript/.test(headers['content-type'] ?? '')
  const body = isText ? await response.text() : new Uint8Array(await response.arrayBuffer())
  return { answer: { status: response.status, headers, body }, cookies: response.headers.getSetCookie() }
}
