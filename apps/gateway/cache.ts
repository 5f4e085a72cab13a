/** Public answers kept for as long as their contract allows: one question for many readers, and an answer from before when the service is away. */
import { createHash } from 'node:crypto'
import type { Answer } from '@souk/platform/call.ts'
import type { Operation } from '@souk/platform/contract.ts'
import { isInDoubt } from '@souk/platform/errors.ts'
import { LRUCache } from 'lru-cache'
import { compress, type Encoding, isWorthCompressing } from './compression.ts'

type Entry = {
  answer: Answer
  etag: string
  freshUntil: number
  generation: number
  /** The same answer compressed, once somebody asked for it so. */
  compressed: Partial<Record<Encoding, Promise<Answer>>>
}

/** How the reader wants it: what it has already, and the compression that it understands. */
export type Reader = { ifNoneMatch: string | undefined; encoding: Encoding | undefined }

/** How long an outdated answer may stand in for a service that is away, in milliseconds. */
const standIn = 10 * 60_000
const mostBytes = 64 * 1024 * 1024

export function answerCache() {
  const entries = new LRUCache<string, Entry>({
    maxSize: mostBytes,
    // What is compressed later comes on top.
    sizeCalculation: ({ answer }) => (answer.body?.length ?? 0) * 2 + 500,
    ttl: standIn,
  })
  const asking = new Map<string, Promise<Entry | Answer>>()
  // Counted up by each change that goes through this gateway, so that who made it sees it at once.
  const generations = new Map<string, number>()

  async function refresh(key: string, service: string, seconds: number, ask: () => Promise<Answer>) {
    const generation = generations.get(service) ?? 0
    const answer = await ask()
    if (answer.status !== 200) return answer
    const etag = `"${createHash('sha1')
      .update(answer.body ?? '')
      .digest('base64url')}"`
    // As bytes, so that a text is encoded once and not for each reader.
    const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body
    const headers = { 'cache-control': `public, max-age=${seconds}`, ...answer.headers, etag }
    const freshUntil = Date.now() + seconds * 1_000
    const entry: Entry = { answer: { ...answer, body, headers }, etag, freshUntil, generation, compressed: {} }
    entries.set(key, entry)
    return entry
  }

  return {
    async answer(
      service: string,
      policy: NonNullable<Operation['cache']>,
      key: string,
      reader: Reader,
      ask: () => Promise<Answer>,
    ): Promise<Answer> {
      const entry = entries.get(key)
      const generation = generations.get(service) ?? 0
      if (entry !== undefined && entry.freshUntil > Date.now() && entry.generation === generation)
        return forReader(entry, reader)
      const flight = `${generation} ${key}`
      let question = asking.get(flight)
      if (question === undefined) {
        question = refresh(key, service, policy.seconds, ask).finally(() => asking.delete(flight))
        asking.set(flight, question)
      }
      try {
        const found = await question
        if ('answer' in found) return await forReader(found, reader)
        if (found.status < 500 || entry === undefined) return found
      } catch (error) {
        if (entry === undefined || !isInDoubt(error)) throw error
      }
      const answer = await forReader(entry, reader)
      return { ...answer, headers: { ...answer.headers, warning: '110 - "Response is stale"' } }
    },
    forget(service: string) {
      generations.set(service, (generations.get(service) ?? 0) + 1)
    },
    /** Counted up by each change of this service that went through here. */
    generation: (service: string) => generations.get(service) ?? 0,
  }
}

function forReader(entry: Entry, { ifNoneMatch, encoding }: Reader): Answer | Promise<Answer> {
  const { answer, etag } = entry
  if (ifNoneMatch?.includes(etag)) {
    const { 'cache-control': cacheControl = '' } = answer.headers
    return { status: 304, body: null, headers: { etag, 'cache-control': cacheControl } }
  }
  if (encoding === undefined || !isWorthCompressing(answer)) return answer
  entry.compressed[encoding] ??= compress(answer, encoding)
  return entry.compressed[encoding]
}
