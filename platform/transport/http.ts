/** To services at an address: the encoded request over HTTP, through whatever keeps a neighbour's troubles from its callers. */
import type { Answer, Request, Send } from '../call.ts'
import { readConfig } from '../config.ts'
import type { Contract, Operation } from '../contract.ts'
import { fail } from '../errors.ts'
import type { Trust } from '../service-token.ts'
import { placesOf, type Resolve, resolveByName } from './addresses.ts'
import type { Reply } from './exchange.ts'
import { type Connect, connectPlainly } from './replica.ts'
import { type Call, type Neighbour, type NeighbourFigures, openNeighbour } from './resilience.ts'
import { type CallSettings, callSettings, margin } from './settings.ts'

export type Transport = {
  send: Send
  /** How the neighbours fare that have been asked so far. */
  figures(): NeighbourFigures[]
  close(): Promise<void>
}

/**
 * @param addressesOf base URLs of a service's replicas, as they are now
 * @param trust proves to the neighbour who calls
 * @param resolve all addresses of a host name
 * @param connect with TLS, where services speak it
 */
export function httpTransport(options: {
  contracts: ReadonlyMap<string, Contract>
  addressesOf(service: string): readonly string[]
  trust: Trust
  settings?: CallSettings
  resolve?: Resolve
  connect?: Connect
}): Transport {
  const settings = options.settings ?? readConfig(callSettings, {})
  const neighbours = new Map<string, Neighbour>()

  function neighbourOf(service: string) {
    let neighbour = neighbours.get(service)
    if (neighbour === undefined) {
      const places = placesOf(() => options.addressesOf(service), options.resolve ?? resolveByName)
      neighbour = openNeighbour(service, places, settings, options.connect ?? connectPlainly)
      neighbours.set(service, neighbour)
    }
    return neighbour
  }

  return {
    async send(request) {
      const operation = options.contracts.get(request.service)?.operations[request.operation]
      if (operation === undefined) throw new Error(`no contract has ${request.service}.${request.operation}`)
      const authorization = await options.trust.prove(request.service, request.caller)
      const path = pathOf(operation, request)
      const call: Call = {
        deadline: request.deadline,
        isRepeatable: operation.repeat !== 'stored' || request.idempotencyKey !== undefined,
        messageFor: ({ prefix }, left) => ({
          method: operation.method,
          path: prefix + path,
          headers: headersOf(operation, request, Math.ceil(left - Math.min(margin, left / 10)), authorization),
          body: operation.body === undefined ? undefined : request.body,
        }),
      }
      const neighbour = neighbourOf(request.service)
      return toAnswer(operation, await (isLongPoll(request) ? neighbour.poll(call) : neighbour.ask(call)))
    },
    figures: () => [...neighbours.values()].map((one) => one.figures()),
    // Whoever closes has ended what counts; a neighbour's long poll is not worth waiting for.
    async close() {
      await Promise.all([...neighbours.values()].map((one) => one.close()))
    },
  }
}

/** What every service promises besides its contract (events/feed.ts). */
function isLongPoll({ operation }: Request) {
  return operation === 'readEvents'
}

function toAnswer(operation: Operation, reply: Reply): Answer {
  const headers: Record<string, string> = {}
  for (const name of passedOn) {
    const value = reply.headers[name]
    if (value !== undefined) headers[name] = String(value)
  }
  const isFile = operation.bytes && reply.status < 400
  const body = isFile ? (reply.body ?? new Uint8Array()) : reply.body?.toString() || null
  return { status: reply.status, body: reply.status === 204 ? null : body, headers }
}

const passedOn = [
  'content-type',
  'set-cookie',
  'retry-after',
  'idempotent-replayed',
  'etag',
  'cache-control',
  'content-security-policy',
  'x-content-type-options',
]

function headersOf({ rawBody }: Operation, request: Request, left: number, authorization: string) {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-request-id': request.requestId,
    'souk-deadline': String(left),
    authorization,
  }
  if (rawBody !== undefined && request.signature !== undefined) headers[rawBody.signature] = request.signature
  if (request.traceparent !== undefined) headers.traceparent = request.traceparent
  if (request.idempotencyKey !== undefined) headers['idempotency-key'] = request.idempotencyKey
  if (request.ifMatch !== undefined) headers['if-match'] = request.ifMatch
  if (request.session !== undefined) headers['souk-session'] = request.session
  if (request.address !== undefined) headers['souk-address'] = request.address
  return headers
}

function pathOf(operation: Operation, request: Request) {
  const path = operation.path.replace(/:(\w+)/g, (_, name) => segmentOf(name, request.params[name] ?? ''))
  let query = ''
  for (const name in request.query) {
    const value = request.query[name]
    if (Array.isArray(value)) for (const one of value) query += pairOf(name, one)
    else if (value !== undefined) query += pairOf(name, value)
  }
  return query === '' ? path : `${path}?${query.slice(1)}`
}

function pairOf(name: string, value: string) {
  return `&${encodeURIComponent(name)}=${encodeURIComponent(value)}`
}

/** An empty segment or one of dots would lead to another operation. */
function segmentOf(name: string, value: string) {
  if (value === '' || value === '.' || value === '..')
    throw fail('invalid_input', `${name}: '${value}' cannot be a name`)
  return encodeURIComponent(value)
}
