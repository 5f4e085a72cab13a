/**
 * A stand-in for Stripe on this machine, for tests: its HTTP interface as far as the adapter speaks it, with idempotency
 * keys, a page on which a payer acts, signed events that are delivered on command, and answers that come late or never.
 */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { invalid, openBooks, Refused, type StripeEvent } from './stripe-stand-in-books.ts'

/**
 * `lost`: it takes effect and the connection breaks. `away`: the connection breaks before. `late`: it takes effect and is
 * answered after so many milliseconds. A number is an HTTP status that it is refused with.
 */
export type Disturbance = 'lost' | 'away' | { late: number } | number
type Kept = { fingerprint: string; answer: Promise<{ status: number; body: object }>; isDone: boolean }

export const keys = { secret: 'sk_test_standin', webhook: 'whsec_standin', publishable: 'pk_test_standin' }

export async function startStripe() {
  let url = ''
  const books = openBooks(() => url)
  const kept = new Map<string, Kept>()
  const disturbances: { path: RegExp; how: Disturbance }[] = []
  const requests: { method: string; path: string; key: string | undefined }[] = []

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? '', url)
    const body = await text(request)
    if (pathname.startsWith('/action/')) return showAction(pathname.split('/')[2] as string, request, body, response)
    const key = request.headers['idempotency-key'] as string | undefined
    const method = request.method ?? 'GET'
    requests.push({ method, path: pathname, key })
    const place = disturbances.findIndex(({ path }) => path.test(`${method} ${pathname}`))
    const how = place < 0 ? undefined : disturbances.splice(place, 1)[0]?.how
    if (how === 'away') return request.socket.destroy()
    if (typeof how === 'number') return answer(response, how, { error: { type: 'api_error', message: 'disturbed' } })
    const form = method === 'GET' ? searchParams : new URLSearchParams(body)
    const done = await once(key, `${method} ${pathname} ${body}`, async () => {
      if (request.headers.authorization !== `Bearer ${keys.secret}`)
        return { status: 401, body: { error: { message: `Invalid API Key: ${request.headers.authorization}` } } }
      const result = outcomeOf(() => route(method, pathname, form))
      if (typeof how === 'object') await sleep(how.late, undefined, { ref: false })
      return result
    })
    if (how === 'lost') return request.socket.destroy()
    answer(response, done.status, done.body)
  }

  /** The same key again: the same answer, but for one that is still under way or came with another request. */
  async function once(key: string | undefined, fingerprint: string, work: () => Promise<Reply>): Promise<Reply> {
    if (key === undefined) return work()
    const before = kept.get(key)
    if (before !== undefined) {
      const type = 'idempotency_error'
      if (before.fingerprint !== fingerprint)
        return { status: 400, body: { error: { type, message: 'Keys can only be used with the same parameters.' } } }
      if (!before.isDone) return { status: 409, body: { error: { type, code: 'idempotency_key_in_use' } } }
      return before.answer
    }
    const entry: Kept = { fingerprint, answer: work(), isDone: false }
    kept.set(key, entry)
    const done = await entry.answer
    entry.isDone = true
    return done
  }

  function route(method: string, path: string, form: URLSearchParams): object {
    const [, , kind, id, action] = path.split('/')
    const isRead = method === 'GET'
    if (kind === 'payment_intents') {
      if (isRead && id === undefined)
        return list(
          books
            .list(Number(form.get('created[gte]') ?? 0), Number(form.get('created[lte]') ?? 1e12))
            .map((intent) => seen(intent, form)),
          form,
        )
      if (isRead && id === 'search')
        return { ...list(searched(form.get('query') ?? ''), form), object: 'search_result' }
      if (isRead) return seen(books.intentOf(id as string), form)
      if (id === undefined) return seen(books.create(form), form)
      if (action === 'confirm') return seen(books.confirm(id, form), form)
      if (action === 'capture') return seen(books.capture(id), form)
      if (action === 'cancel') return seen(books.cancel(id), form)
    }
    if (kind === 'refunds') {
      if (isRead && id === undefined) return list(books.refundsOf(form.get('payment_intent') ?? ''), form)
      if (isRead) return books.refunds.get(id as string) ?? missing(path)
      return books.refund(form)
    }
    return missing(path)
  }

  /** What is searched for lags behind by a minute. */
  function searched(query: string) {
    const [, name = '', value] = /metadata\['(\w+)'\]:'([^']*)'/.exec(query) ?? []
    return books.list(0, Date.now() / 1_000 - 60).filter(({ metadata }) => metadata[name] === value)
  }

  function showAction(id: string, { method }: IncomingMessage, body: string, response: ServerResponse) {
    if (method !== 'POST') {
      response.setHeader('content-type', 'text/html')
      const button = (how: string, words: string) => `<button name="how" value="${how}">${words}</button>`
      return response.end(
        `<title>Bank</title><form method="post">${button('complete', 'Confirm the payment')}${button('fail', 'Refuse it')}</form>`,
      )
    }
    const how = new URLSearchParams(body).get('how') === 'complete' ? 'complete' : 'fail'
    const { return_url } = books.act(id, how)
    return response.writeHead(303, { location: `${return_url}&payment_intent=${id}` }).end()
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error) => answer(response, 500, { error: { message: String(error) } }))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    url,
    books,
    /** What was asked, in order. */
    requests,
    /** The settings of a shop that takes this for Stripe. */
    environment: {
      STRIPE_API_URL: url,
      STRIPE_SECRET_KEY: keys.secret,
      STRIPE_WEBHOOK_SECRET: keys.webhook,
      STRIPE_PUBLISHABLE_KEY: keys.publishable,
    },
    /** Disturbs the next request of this method and path. */
    disturb: (path: RegExp, how: Disturbance) => void disturbances.push({ path, how }),
    /** An event as Stripe delivers it. @param secondsAgo when it was signed */
    signed(event: StripeEvent, { secret = keys.webhook, secondsAgo = 0 } = {}) {
      const payload = JSON.stringify(event, null, 2)
      const at = Math.floor(Date.now() / 1_000) - secondsAgo
      const digest = createHmac('sha256', secret).update(`${at}.${payload}`).digest('hex')
      return { payload, signature: `t=${at},v1=${digest}` }
    },
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

export type StripeStandIn = Awaited<ReturnType<typeof startStripe>>
type Reply = { status: number; body: object }

function outcomeOf(work: () => object): Reply {
  try {
    return { status: 200, body: structuredClone(work()) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { status: error.status, body: { error: error.error } }
  }
}

/** The charge is a mere id unless it is asked for. */
function seen<I extends { latest_charge: { id: string } | null }>(intent: I, form: URLSearchParams) {
  const isExpanded = /^(data\.)?latest_charge$/.test(form.get('expand[0]') ?? '')
  return { ...intent, latest_charge: isExpanded ? intent.latest_charge : (intent.latest_charge?.id ?? null) }
}

function list<T extends { id: string }>(all: readonly T[], form: URLSearchParams) {
  const after = form.get('starting_after')
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
  const limit = Number(form.get('limit') ?? 10)
  return { object: 'list', url: '/v1/list', data: all.slice(from, from + limit), has_more: all.length > from + limit }
}

function missing(path: string): never {
  throw invalid(404, 'resource_missing', `Unrecognized request URL: ${path}`)
}

function answer(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
