/** Stand-ins for a neighbour: bare servers that answer, hang or break off as they are told, and clients of them. */
import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { clientsOf } from '../client.ts'
import { readConfig } from '../config.ts'
import type { Contract } from '../contract.ts'
import { withFeed } from '../events/standing.ts'
import { trustBy } from '../service-token.ts'
import { asService } from '../testing.ts'
import type { Resolve } from './addresses.ts'
import { echo } from './echo.testing.ts'
import { httpTransport } from './http.ts'
import { type CallSettings, callSettings } from './settings.ts'

const closing: (() => void)[] = []

export function closeStandIns() {
  for (const close of closing.splice(0)) close()
}

/** @returns its base URL */
export async function listening(answer: RequestListener, host = '127.0.0.1', port = 0) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://${host}:${(server.address() as AddressInfo).port}`
}

/** An address where nobody listens. */
export async function nobody() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

/** A stand-in that does what `act` is at the moment, is ready or not, and counts the calls that reach it. */
export async function actor(first: RequestListener, host?: string, port?: number) {
  const one = { url: '', asked: 0, act: first, isReady: true }
  one.url = await listening(
    (request, response) => {
      if (request.url?.startsWith('/health/')) {
        // What does not answer calls does not answer this either.
        if (one.act === hanging || one.act === resetting) return one.act(request, response)
        return void response.writeHead(one.isReady ? 200 : 503).end('{}')
      }
      one.asked += 1
      return one.act(request, response)
    },
    host,
    port,
  )
  return one
}

export const answering = (text = '{"id":"x"}', status = 200, headers: Record<string, string> = {}): RequestListener => {
  return (request, response) => {
    request.resume()
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
  }
}

/** A refusal as a service says it. */
export const refusing = (reason: string, code: string, status: number, headers: Record<string, string> = {}) =>
  answering(JSON.stringify({ reason, code }), status, { 'content-type': 'application/problem+json', ...headers })

export const hanging: RequestListener = (request) => {
  request.resume()
}

export const resetting: RequestListener = (request) => {
  request.socket.destroy()
}

/** A client of the made-up service at these addresses. */
export function clientAt(addresses: readonly string[], settings: Partial<CallSettings> = {}, resolve?: Resolve) {
  const transport = httpTransport({
    contracts: new Map([['echo', withFeed(echo) as unknown as Contract]]),
    addressesOf: () => addresses,
    trust: trustBy(['secret']),
    settings: { ...readConfig(callSettings, {}), ...settings },
    ...(resolve === undefined ? {} : { resolve }),
  })
  closing.push(() => transport.close())
  const clientFor = clientsOf(withFeed(echo), transport.send)
  /** @param patience milliseconds that its calls have */
  const within = (patience: number) =>
    clientFor({ caller: asService('order'), trail: { requestId: randomUUID(), deadline: Date.now() + patience } })
  return { client: within(60_000), within, transport }
}
