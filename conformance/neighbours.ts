/**
 * The neighbours of a service under test, played by the suite: each answers behind its contract what a check has told it to,
 * and keeps a feed that checks write to. What they are asked must be asked as a service asks: with its token.
 */

import { randomUUID } from 'node:crypto'
import type { Caller } from '@souk/platform/auth.ts'
import { readConfig } from '@souk/platform/config.ts'
import type { Contract } from '@souk/platform/contract.ts'
import { dispatcher } from '@souk/platform/dispatch.ts'
import { fail } from '@souk/platform/errors.ts'
import { type FeedEvent, start } from '@souk/platform/events/feed.ts'
import { isBehind, withFeed } from '@souk/platform/events/standing.ts'
import { serveContract } from '@souk/platform/http.ts'
import { createLog } from '@souk/platform/log.ts'
import type { Context } from '@souk/platform/service.ts'
import { trustBy } from '@souk/platform/service-token.ts'
import { sheddingSettings } from '@souk/platform/shedding.ts'
import { farewell, stopSettings } from '@souk/platform/stopping.ts'

/** @throws a SoukError for a refusal; anything else is a fault of the neighbour */
export type Reply = (input: never, caller: Caller) => Promise<unknown>

export type StandIns = {
  /** Where each of them listens, by its name. */
  addresses: ReadonlyMap<string, string>
  /** From now on the neighbour answers this operation so. */
  answer(service: string, operation: string, reply: Reply): void
  /** Appends an event to the neighbour's feed. @returns its position */
  publish(service: string, type: string, subject: string, data: unknown): string
  /** Tells an event of the feed once more, as a feed may. @returns the position that it has then */
  publishAgain(service: string, position: string): string
  close(): Promise<void>
}

type Played = { replies: Map<string, Reply>; feed: FeedEvent[]; close(): Promise<void> }

/** @param ports where they listen, one after another; 0: any free one */
export async function playNeighbours(
  contracts: readonly Contract[],
  { houseSecret, port = 0 }: { houseSecret: string; port?: number },
): Promise<StandIns> {
  const trust = trustBy([houseSecret])
  // Later than what was told in any run before, which the service may remember.
  const began = Date.now()
  const shedding = readConfig(sheddingSettings, {})
  const stopping = readConfig(stopSettings, {})
  // Whoever waits for events is let go.
  const closing = new AbortController()
  const played = new Map<string, Played>()
  const addresses = new Map<string, string>()
  for (const [index, contract] of contracts.entries()) {
    const one = { replies: new Map<string, Reply>(), feed: [] as FeedEvent[] }
    const app = serveContract(withFeed(contract), answersOf(contract, one, closing.signal), {
      trust,
      shedding,
      farewell: farewell(stopping),
      notReady: async () => [],
    })
    addresses.set(contract.name, await app.listen({ host: '127.0.0.1', port: port === 0 ? 0 : port + index }))
    played.set(contract.name, { ...one, close: () => app.close() })
  }
  const of = (service: string) => {
    const one = played.get(service)
    if (one === undefined) throw new Error(`${service} is no neighbour that the suite plays`)
    return one
  }
  const append = (service: string, event: Omit<FeedEvent, 'position'>) => {
    const { feed } = of(service)
    const position = `${began}-${feed.length + 1}`
    feed.push({ ...event, position })
    return position
  }
  return {
    addresses,
    answer: (service, operation, reply) => void of(service).replies.set(operation, reply),
    publish: (service, type, subject, data) =>
      append(service, {
        ...{ specversion: '1.0', id: randomUUID(), source: service, type, subject },
        ...{ time: new Date().toISOString(), datacontenttype: 'application/json', data },
      }),
    publishAgain(service, position) {
      const event = of(service).feed.find((one) => one.position === position)
      if (event === undefined) throw new Error(`${service} has told nothing at ${position}`)
      return append(service, event)
    },
    async close() {
      closing.abort()
      for (const one of played.values()) await one.close()
    },
  }
}

function answersOf(contract: Contract, { replies, feed }: Pick<Played, 'replies' | 'feed'>, closing: AbortSignal) {
  const reply =
    (name: string) =>
    async (input: never, { caller }: Context) => {
      const told = replies.get(name)
      if (told === undefined) throw fail('unavailable', `The suite plays ${contract.name} without ${name}.`)
      return told(input, caller)
    }
  const operations = Object.fromEntries(Object.keys(contract.operations).map((name) => [name, reply(name)]))
  const feeding = {
    readEvents: ({ after = start, limit = 100, wait = 0 }: { after?: string; limit?: number; wait?: number }) =>
      eventsOf(feed, after, limit, wait, closing),
    readStanding: async () => ({ head: feed.at(-1)?.position ?? start, cursors: [], parked: [] }),
    replayEvent: async () => {
      throw fail('not_found', 'Nothing is parked here.')
    },
  }
  return dispatcher({
    contract: withFeed(contract),
    operations: { ...operations, ...feeding } as Record<string, (input: never, context: Context) => Promise<unknown>>,
    makeContext: ({ caller }) => ({ caller, answer: { status: undefined, headers: {} } }) as Context,
    log: createLog('silent'),
  })
}

/** How often a reader at the end of a feed is looked after, in milliseconds. */
const lookAgain = 20

async function eventsOf(feed: readonly FeedEvent[], after: string, limit: number, wait: number, closing: AbortSignal) {
  for (const until = Date.now() + wait; ; ) {
    const items = feed.filter(({ position }) => isBehind(after, position)).slice(0, limit)
    if (items.length > 0 || Date.now() >= until || closing.aborted) return { items }
    await new Promise((resolve) => setTimeout(resolve, lookAgain))
  }
}
