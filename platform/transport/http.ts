/** To services at an address: the encoded request over pooled HTTP connections. */
import { Agent, request as httpRequest } from 'undici'
import type { Answer, Request, Send } from '../call.ts'
import type { Contract, Operation } from '../contract.ts'
import { fail } from '../errors.ts'

export type Transport = { send: Send; close(): Promise<void> }

/** Refusals to connect, and connections that broke before an answer came. */
const brokenConnection = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT'])

/**
 * @param addressesOf base URLs of a service's replicas, taken in turn
 * @param houseSecret proves to the neighbour that the caller named in the header is true
 */
export function httpTransport(options: {
  contracts: ReadonlyMap<string, Contract>
  addressesOf(service: string): readonly string[]
  houseSecret: string
}): Transport {
  const agent = new Agent({ connections: 64, pipelining: 1, keepAliveTimeout: 30_000, connect: { timeout: 1_000 } })
  const turns = new Map<string, number>()

  function nextAddress(service: string) {
    const addresses = options.addressesOf(service)
    if (addresses.length === 0) throw fail('unavailable', `${service}-service has no address.`, { retryAfter: 1 })
    const turn = (turns.get(service) ?? 0) + 1
    turns.set(service, turn)
    return addresses[turn % addresses.length] as string
  }

  async function attempt(request: Request, operation: Operation): Promise<Answer> {
    const left = Math.max(request.deadline - Date.now(), 1)
    const response = await httpRequest(nextAddress(request.service) + pathOf(operation, request), {
      method: operation.method,
      dispatcher: agent,
      headers: headersOf(request, left, options.houseSecret),
      ...(operation.body === undefined ? {} : { body: request.body ?? '{}' }),
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
    const body = isFile ? new Uint8Array(await response.body.arrayBuffer()) : await response.body.text()
    return { status: response.statusCode, body, headers }
  }

  return {
    async send(request) {
      const operation = options.contracts.get(request.service)?.operations[request.operation]
      if (operation === undefined) throw new Error(`no contract has ${request.service}.${request.operation}`)
      // Once more where the first connection broke, if a repetition has no second effect.
      const tries = operation.repeat !== 'stored' || request.idempotencyKey !== undefined ? 2 : 1
      for (let turn = 1; ; turn++) {
        try {
          return await attempt(request, operation)
        } catch (error) {
          const { code } = error as { code?: string }
          if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
            throw fail('deadline_exceeded', `${request.service}-service did not answer in time.`, { cause: error })
          if (turn < tries && brokenConnection.has(code ?? '')) continue
          if (code === undefined) throw error
          throw fail('unavailable', `${request.service}-service is out of reach right now.`, {
            retryAfter: 1,
            cause: error,
          })
        }
      }
    },
    close: () => agent.close(),
  }
}

const passedOn = [
  'content-type',
  'set-cookie',
  'retry-after',
  'idempotent-replayed',
  'etag',
  'cache-control',
  'location',
]

function headersOf(request: Request, left: number, houseSecret: string) {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-request-id': request.requestId,
    'souk-deadline': String(left),
    'souk-caller': JSON.stringify(request.caller),
    'souk-secret': houseSecret,
  }
  if (request.idempotencyKey !== undefined) headers['idempotency-key'] = request.idempotencyKey
  if (request.ifMatch !== undefined) headers['if-match'] = request.ifMatch
  if (request.session !== undefined) headers['souk-session'] = request.session
  if (request.address !== undefined) headers['souk-address'] = request.address
  return headers
}

function pathOf(operation: Operation, request: Request) {
  const path = operation.path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(request.params[name] ?? ''))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(request.query)) {
    if (Array.isArray(value)) for (const one of value) query.append(name, one)
    else if (value !== undefined) query.append(name, value)
  }
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}
