/** From a service's base URLs to its replicas' places: each URL is one, or as many as its host name has addresses. */
import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { resolveAgain } from './settings.ts'

export type Place = {
  /** What tells it from others, and is shown to people. */
  name: string
  origin: string
  /** The path in front. */
  prefix: string
  /** Where the host name has several addresses: the one of this replica. */
  address: LookupAddress | undefined
}

export type Resolve = (host: string) => Promise<LookupAddress[]>

export const resolveByName: Resolve = (host) => lookup(host, { all: true })

/**
 * @param urlsNow base URLs, which may change from call to call
 * @returns the places as far as they are known now. Names are resolved beside the calls, never before one: until then, and
 * where a name has one address, the connection resolves it.
 */
export function placesOf(urlsNow: () => readonly string[], resolve: Resolve): () => readonly Place[] {
  let urls: readonly string[] = []
  let places: readonly Place[] = []
  let named: URL[] = []
  let resolvedAt = 0
  const addresses = new Map<string, LookupAddress[]>()

  function refresh() {
    places = urls.flatMap((url) => placesAt(new URL(url), addresses))
  }

  async function resolveAll() {
    for (const { hostname } of named) {
      // What was known stays: a name server that is away takes no replica away.
      const found = await resolve(hostname).catch(() => undefined)
      if (found !== undefined) addresses.set(hostname, sameKind(found))
    }
    refresh()
  }

  return () => {
    const current = urlsNow()
    if (!isSame(current, urls)) {
      urls = [...current]
      named = urls.map((url) => new URL(url)).filter(({ hostname }) => isIP(hostname.replace(/^\[|\]$/g, '')) === 0)
      resolvedAt = 0
      refresh()
    }
    if (named.length > 0 && Date.now() - resolvedAt > resolveAgain) {
      resolvedAt = Date.now()
      void resolveAll()
    }
    return places
  }
}

function placesAt({ origin, host, pathname }: URL, addresses: ReadonlyMap<string, LookupAddress[]>): Place[] {
  const prefix = pathname === '/' ? '' : pathname
  const several = addresses.get(new URL(origin).hostname) ?? []
  if (several.length < 2) return [{ name: host + prefix, origin, prefix, address: undefined }]
  return several.map((address) => ({ name: `${host}${prefix} (${address.address})`, origin, prefix, address }))
}

/** A host that is reached by IPv4 and by IPv6 is one all the same. */
function sameKind(found: readonly LookupAddress[]) {
  const byFamily = [4, 6].map((family) => found.filter((one) => one.family === family))
  const several = byFamily.find((same) => same.length > 1) ?? []
  return several.toSorted((a, b) => a.address.localeCompare(b.address))
}

function isSame(one: readonly string[], other: readonly string[]) {
  return one.length === other.length && one.every((text, index) => text === other[index])
}
