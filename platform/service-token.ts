/**
 * How services prove to each other who calls: a JWT (RFC 7519) in the Authorization header, signed with the house's secret,
 * for one neighbour and one minute. HS256, so that a service in any language can check it with its standard library.
 */
import { jwtVerify, SignJWT } from 'jose'
import { LRUCache } from 'lru-cache'
import type { Caller } from './auth.ts'

export type Trust = {
  /** What to send as Authorization with a call to a service in this caller's name. */
  prove(service: string, caller: Caller): Promise<string>
  /** Who calls, by the Authorization of a call to this service; undefined for strangers, whatever they say. */
  verify(authorization: string | undefined, service: string): Promise<Caller | undefined>
}

/** In seconds. */
const lifetime = 60
/** How far the clocks of two machines may be apart, in seconds. */
const clockTolerance = 5

/** The secrets in a SOUK_HOUSE_SECRET: several with commas while it is changed. Empty ones count as none: everybody knows them. */
export function secretsIn(houseSecret = '') {
  return houseSecret
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '')
}

/** @param houseSecrets the first signs, all of them are believed */
export function trustBy(houseSecrets: readonly string[]): Trust {
  const keys = houseSecrets.map((secret) => new TextEncoder().encode(secret))
  const [signing] = keys
  if (signing === undefined) throw new Error('services cannot know each other without a house secret')
  // Renewed at half of its life, so that no call travels with one that runs out on the way.
  const made = new LRUCache<string, Promise<string>>({ max: 10_000, ttl: (lifetime / 2) * 1_000 })
  const believed = new LRUCache<string, Caller>({ max: 10_000 })

  async function sign(service: string, caller: Caller) {
    const token = await new SignJWT({ caller })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(caller.kind === 'service' ? caller.name : 'gateway')
      .setAudience(service)
      .setIssuedAt()
      .setExpirationTime(`${lifetime}s`)
      .sign(signing as Uint8Array)
    return `Bearer ${token}`
  }

  async function check(token: string, audience: string) {
    for (const key of keys) {
      const checked = await jwtVerify(token, key, { audience, algorithms: ['HS256'], clockTolerance }).catch(() => null)
      if (checked !== null) return checked.payload as { caller: Caller; exp: number }
    }
    return undefined
  }

  return {
    prove(service, caller) {
      const whose = `${service} ${JSON.stringify(caller)}`
      let token = made.get(whose)
      if (token === undefined) {
        token = sign(service, caller)
        made.set(whose, token)
      }
      return token
    },
    async verify(authorization, service) {
      if (authorization === undefined || !authorization.startsWith('Bearer ')) return undefined
      const token = authorization.slice(7)
      const entry = `${service} ${token}`
      const known = believed.get(entry)
      if (known !== undefined) return known
      const found = await check(token, service)
      if (found === undefined) return undefined
      const ttl = found.exp * 1_000 - Date.now()
      if (ttl > 0) believed.set(entry, found.caller, { ttl })
      return found.caller
    },
  }
}
