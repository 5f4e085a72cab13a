/** To services at an address: the encoded request over pooled HTTP connections. */
import { Agent } from 'undici'
import type { Answer, Request, Send } from '../call.ts'
import type { Contract, Operation } from '../contract.ts'
import { fail, SoukError } from '../errors.ts'
import type { Trust } from '../service-token.ts'

export type Transport = { send: Send; close(): Promise<void> }

/** No connection came about, so nothing was sent. */
const notConnected = new Set(['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH'])
/** The connection broke before an answer came: the call may have had its effect. */
const brokenConnection = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

/**
 * @param addressesOf base URLs of a service's replicas, taken in turn
 * @param trust proves to the neighbour who calls
 */
export function httpTransport(options: {
  contracts: ReadonlyMap<string, Contract>
  addressesOf(service: string): readonly string[]
  trust: Trust
}): Transport {
  const agent = new Agent({ connections: 64, pipelining: 1, keepAliveTimeout: 30_000, connect: { timeout: 1_000 } })
  const turns = new Map<string, number>()
  const places = new Map<string, { origin: string; prefix: string }>()

  function nextAddress(service: string) {
    const addresses = options.addressesOf(service)
    if (addresses.length === 0) throw fail('unavailable', `${service}-service has no address.`, { retryAfter: 1 })
    const turn = (turns.get(service) ?? 0) + 1
    turns.set(service, turn)
    return addresses[turn % addresses.length] as string
  }

  function placeOf(address: string) {
    let place = places.get(address)
    if (place === undefined) {
      const { origin, pathname } = new URL(address)
      place = { origin, prefix: pathname === '/' ? '' : pathname }
      places.set(address, place)
    }
    return place
  }

  async function attempt(request: Request, operation: Operation): Promise<Answer> {
    const authorization = await options.trust.prove(request.service, request.caller)
    const left = Math.max(request.deadline - Date.now(), 1)
    const { origin, prefix } = placeOf(nextAddress(request.service))
    const response = await agent.request({
      origin,
      path: prefix + pathOf(operation, request),
      method: operation.method,
      headers: headersOf(operation, request, left, authorization),
      ...(operation.body === undefined || request.body === undefined ? {} : { body: request.body }),
      headersTimeout: left,
      bodyTimeout: left,
    })
    const headers: Record<string, string> = {}
    for (const name of passedOn) {
      const value = response.headers[name]
      if (value !== undefined) headers[name] = String(value)
    }
    if (response.statusCode === 204) {
      await response.body.dump()
      return { status: 204, body: null, headers }
    }
    const isFile = operation.bytes && response.statusCode < 400
    const body = isFile ? new Uint8Array(await response.body.arrayBuffer()) : (await response.body.text()) || null
    return { status: response.statusCode, body, headers }
  }

  return {
    async send(request) {
      const operation = options.contracts.get(request.service)?.operations[request.operation]
      if (operation === undefined) throw new Error(`no contract has ${request.service}.${request.operation}`)
      const isRepeatable = operation.repeat !== 'stored' || request.idempotencyKey !== undefined
      for (let turn = 1; ; turn++) {
        try {
          return await attempt(request, operation)
        } catch (error) {
          const { code } = error as { code?: string }
          if (error instanceof SoukError || code === undefined || code === 'UND_ERR_INVALID_ARG') throw error
          if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
            throw fail('deadline_exceeded', `${request.service}-service did not answer in time.`, { cause: error })
          // Once more, at the next replica where there is one, if a repetition has no second effect.
          if (turn === 1 && (notConnected.has(code) || (isRepeatable && brokenConnection.has(code)))) continue
          throw fail('unavailable', `${request.service}-service is out of reach right now.`, {
            retryAfter: 1,
            cause: error,
          })
        }
      }
    },
    // Whoever closes has ended what counts; a neighbour's long poll is not worth waiting for.
    close: () => agent.destroy(),
  }
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
