/** The way to the service that is looked at: HTTP, with the token by which services know each other, and nothing else. */
import { randomUUID } from 'node:crypto'
import type { Caller } from '@souk/platform/auth.ts'
import { SignJWT } from 'jose'
import { Broken } from './outcome.ts'

/** @property body text as it is sent @property token instead of the caller's own */
type Asked = {
  method: string
  path: string
  as?: Caller
  token?: string
  body?: string | undefined
  headers?: Record<string, string> | undefined
}

export type Answer = {
  status: number
  headers: Headers
  text: string
  /** What the text says, where it is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into before their shape is known
  body: any
  /** Milliseconds from asking to the whole answer. */
  took: number
  /** What was asked, in a line for people. */
  request: string
  requestId: string
}

export type Door = {
  send(asked: Asked): Promise<Answer>
  /** @param but what the token says otherwise than it should */
  tokenOf(caller: Caller, but?: Unusual): Promise<string>
}

type Unusual = { secret?: string; audience?: string /** Seconds from now. */; expires?: number }

/** Milliseconds after which an answer is given up. */
const patience = 20_000

/** @param secret the house's, which signs */
export function openDoor({ url, service, secret }: { url: string; service: string; secret: string }): Door {
  const base = url.replace(/\/$/, '')

  function tokenOf(caller: Caller, but: Unusual = {}) {
    const now = Math.floor(Date.now() / 1_000)
    const expires = now + (but.expires ?? 60)
    return new SignJWT({ caller })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(caller.kind === 'service' ? caller.name : 'gateway')
      .setAudience(but.audience ?? service)
      .setIssuedAt(Math.min(now, expires))
      .setExpirationTime(expires)
      .sign(new TextEncoder().encode(but.secret ?? secret))
  }

  const made = new Map<string, { token: Promise<string>; until: number }>()

  /** The same for half of its life: signing takes longer than most of what is asked with it. */
  function usualToken(caller: Caller) {
    const whose = JSON.stringify(caller)
    const known = made.get(whose)
    if (known !== undefined && known.until > Date.now()) return known.token
    const token = tokenOf(caller)
    made.set(whose, { token, until: Date.now() + 30_000 })
    return token
  }

  async function send({ method, path, as, token, body, headers }: Asked): Promise<Answer> {
    const requestId = headers?.['x-request-id'] ?? randomUUID()
    const proof = token ?? (as === undefined || as.kind === 'anonymous' ? undefined : await usualToken(as))
    const request = inWords({ method, path, body, headers }, as)
    const began = performance.now()
    try {
      const response = await fetch(base + path, {
        method,
        headers: {
          'x-request-id': requestId,
          ...(proof === undefined ? {} : { authorization: `Bearer ${proof}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.timeout(patience),
      })
      const text = await response.text()
      const took = performance.now() - began
      return { status: response.status, headers: response.headers, text, body: read(text), took, request, requestId }
    } catch (error) {
      throw new Broken('an answer', whyNone(error as Error), request)
    }
  }

  return { send, tokenOf }
}

function whyNone({ name, message, cause }: Error) {
  if (name === 'TimeoutError') return `none within ${patience / 1_000} s`
  return `none: ${(cause as Error | undefined)?.message || (cause as { code?: string } | undefined)?.code || message}`
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function inWords({ method, path, body, headers }: Asked, as: Caller | undefined) {
  const notable = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${short(value, 60)}`)
  return [
    `${method} ${short(path, 200)}`,
    as === undefined || as.kind === 'anonymous' ? 'by a stranger' : `by ${as.kind === 'service' ? as.name : as.kind}`,
    ...(notable.length > 0 ? [`with ${notable.join(', ')}`] : []),
    ...(body === undefined ? [] : [`with the body ${short(body, 300)}`]),
  ].join(' ')
}

export function short(text: string, length: number) {
  return text.length <= length ? text : `${text.slice(0, length)}… (${text.length} characters)`
}
