/** Who is calling: checked once, here, and handed on to the services. */
import type { Identity, user as userContract } from '@souk/contracts/user.ts'
import { anonymous, type Caller } from '@souk/platform/auth.ts'
import type { Trail } from '@souk/platform/call.ts'
import type { Client } from '@souk/platform/client.ts'
import { fail, hasReason, isInDoubt } from '@souk/platform/errors.ts'
import type { FastifyRequest } from 'fastify'
import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'

type Users = Client<typeof userContract>
type Known = { identity: Identity; validUntil: number; askAgainAt: number }
export type Identified = {
  caller: Caller
  /** Sessions have changed: what is believed of this one, or of all, is asked for again. */
  forget(whose: { everybody: boolean }): void
}

/** What a request says of who sends it. */
export type Visitor = {
  authorization: string | undefined
  /** The session cookie, unless another site made the browser send it. */
  cookie: string | undefined
}

/** How long an answer of user-service about a session is believed, in milliseconds. */
const believe = 10_000

/** How long user-service is waited for, in milliseconds. */
const patience = 1_000
/** For so long it is not asked again about somebody whom it said nothing about, in milliseconds. */
const silence = 2_000

/**
 * An access token is verified by signature, then its session is asked about, so that signing out counts at once; while
 * user-service is out of reach the signature alone counts, for the few minutes that a token lives.
 */
export function identify(users: (origin: { caller: Caller; trail: Trail }) => Users) {
  const known = new LRUCache<string, Known>({ max: 50_000 })
  const self: Caller = { kind: 'service', name: 'gateway' }
  let keys: ReturnType<typeof createLocalJWKSet> | undefined

  async function verify(token: string, ask: Users) {
    for (let turn = 1; ; turn++) {
      try {
        if (keys === undefined || turn > 1)
          keys = createLocalJWKSet((await ask.getKeys({})) as unknown as JSONWebKeySet)
        const { payload } = await jwtVerify(token, keys, { issuer: 'souk', algorithms: ['EdDSA', 'Ed25519'] })
        return {
          identity: {
            userId: payload.sub,
            sessionId: payload.sid,
            role: payload.role,
            permissions: payload.permissions ?? [],
          } as Identity,
          validUntil: (payload.exp ?? 0) * 1_000,
          askAgainAt: 0,
        }
      } catch (error) {
        // The signing keys may have changed since we asked for them.
        if (error instanceof errors.JWKSNoMatchingKey && turn === 1) continue
        if (isInDoubt(error) && !(error instanceof errors.JOSEError))
          throw fail('unavailable', 'Accounts are out of reach right now. Try again in a moment.', { retryAfter: 1 })
        throw fail('not_signed_in', 'The access token is not valid (any more): sign in again, or renew it.')
      }
    }
  }

  async function byToken(token: string, ask: Users) {
    const entry = known.get(token) ?? (await verify(token, ask))
    const now = Date.now()
    if (entry.validUntil <= now)
      throw fail('not_signed_in', 'The access token has run out: renew it, or sign in again.')
    if (entry.askAgainAt <= now) {
      try {
        entry.identity = await ask.checkSession({ sessionId: entry.identity.sessionId })
      } catch (error) {
        if (hasReason(error, 'not_found')) throw fail('not_signed_in', 'This session has ended: sign in again.')
        if (!isInDoubt(error)) throw error
      }
      entry.askAgainAt = now + believe
      known.set(token, entry)
    }
    return entry.identity
  }

  async function byCookie(cookie: string, ask: Users) {
    const entry = known.get(cookie)
    if (entry !== undefined && entry.askAgainAt > Date.now()) return entry.identity
    try {
      const identity = await ask.readCookie({ cookie })
      known.set(cookie, { identity, validUntil: 0, askAgainAt: Date.now() + believe })
      return identity
    } catch (error) {
      if (isInDoubt(error)) {
        if (entry !== undefined) entry.askAgainAt = Date.now() + silence
        return entry?.identity
      }
      known.delete(cookie)
      return undefined
    }
  }

  return async ({ authorization, cookie }: Visitor, trail: Trail): Promise<Identified> => {
    // Who it is must not take the time that is there for what they ask.
    const deadline = Math.min(trail.deadline, Date.now() + patience)
    const ask = users({ caller: self, trail: { ...trail, deadline } })
    const forget = ({ everybody }: { everybody: boolean }) => {
      if (everybody) return known.clear()
      if (authorization !== undefined) known.delete(authorization.slice(7))
      if (cookie !== undefined) known.delete(cookie)
    }
    if (authorization !== undefined) {
      if (!/^bearer /i.test(authorization))
        throw fail('not_signed_in', 'Send the access token as Authorization: Bearer <token>.')
      return { caller: toCaller(await byToken(authorization.slice(7), ask)), forget }
    }
    const identity = cookie === undefined ? undefined : await byCookie(cookie, ask)
    return { caller: identity === undefined ? anonymous : toCaller(identity), forget }
  }
}

export function visitorOf(incoming: FastifyRequest): Visitor {
  const cookie = sessionCookie(incoming.headers.cookie)
  return { authorization: incoming.headers.authorization, cookie: isFromOurPages(incoming) ? cookie : undefined }
}

function toCaller({ userId, sessionId, role, permissions }: Identity): Caller {
  return role === 'staff' ? { kind: 'staff', userId, sessionId, permissions } : { kind: 'customer', userId, sessionId }
}

function sessionCookie(header: string | undefined) {
  return header === undefined ? undefined : /(?:^|;\s*)souk_session=([^;]+)/.exec(header)?.[1]
}

/** Another site's page can make a browser send our cookie, but not hide where the request comes from. */
export function isFromOurPages({ method, headers, host }: FastifyRequest) {
  if (method === 'GET' || method === 'HEAD') return true
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = headers
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
}
