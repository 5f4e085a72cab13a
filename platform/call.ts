/** What travels between a caller and a service, the same in memory and over HTTP. */
import type { Caller } from './auth.ts'

/** Travels along from the first request to the last call that it causes. */
export type Trail = {
  requestId: string
  /** Milliseconds since the epoch after which nobody waits for the answer. */
  deadline: number
  /** The trace and the span that it is a part of, as W3C's Trace Context writes them. */
  traceparent?: string | undefined
}

export type Request = Trail & {
  service: string
  operation: string
  params: Record<string, string>
  query: Record<string, string | string[] | undefined>
  /** JSON text. */
  body: string | undefined
  /** The header that an operation with a raw body names. */
  signature?: string | undefined
  caller: Caller
  idempotencyKey: string | undefined
  ifMatch: string | undefined
  /** The browser's session cookie, for the one service that issues it. */
  session: string | undefined
  /** The client's address, for limits and logs. */
  address: string | undefined
}

export type Answer = {
  status: number
  /** JSON or problem+json text; bytes for files; null for a 204. */
  body: string | Uint8Array | null
  headers: Record<string, string>
  /** True where the service's own database was out of reach: another replica may fare better. */
  isAiling?: true
}

/** The one way to a service, wherever it runs. */
export type Send = (request: Request) => Promise<Answer>
