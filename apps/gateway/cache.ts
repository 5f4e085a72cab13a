/** Public answers kept for as long as their contract allows: one question for many readers, and an answer from before when the service is away. */
import { createHash } from 'node:crypto'
import type { Answer } from '@souk/platform/call.ts'
import type { Operation } from '@souk/platform/contract.ts'
import { isInDoubt } from '@souk/platform/errors.ts'
import type { FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'

type Entry = { answer: Answer; etag: string; freshUntil: number; generation: number }

/** How long an outdated answer may stand in for a service that is away, in milliseconds. */
const standIn = 10 * 60_000
const mostBytes = 64 * 1024 * 1024

export function answerCache() {
  const entries = new LRUCache<string, Entry>({
    maxSize: mostBytes,
    sizeCalculation: ({ answer }) => (answer.body?.length ?? 0) + 500,
    ttl: standIn,
  })
  const asking = new Map<string, Promise<Answer>>()
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
    const kept = {
      ...answer,
      body,
      headers: { 'cache-control': `public, max-age=${seconds}`, ...answer.headers, etag },
    }
    entries.set(key, { answer: kept, etag, freshUntil: Date.now() + seconds * 1_000, generation })
    return kept
  }

  return {
    async answer(
      service: string,
      policy: NonNullable<Operation['cache']>,
      incoming: FastifyRequest,
      ask: () => Promise<Answer>,
    ): Promise<Answer> {
      const key = incoming.url
      const entry = entries.get(key)
      const generation = generations.get(service) ?? 0
      if (entry !== undefined && entry.freshUntil > Date.now() && entry.generation === generation)
        return orUnchanged(entry.answer, incoming)
      const flight = `${generation} ${key}`
      let question = asking.get(flight)
      if (question === undefined) {
        question = refresh(key, service, policy.seconds, ask).finally(() => asking.delete(flight))
        asking.set(flight, question)
      }
      try {
        const answer = await question
        if (answer.status < 500 || entry === undefined) return orUnchanged(answer, incoming)
      } catch (error) {
        if (entry === undefined || !isInDoubt(error)) throw error
      }
      const { answer } = entry
      return orUnchanged({ ...answer, headers: { ...answer.headers, warning: '110 - "Response is stale"' } }, incoming)
    },
    forget(service: string) {
      generations.set(service, (generations.get(service) ?? 0) + 1)
    },
  }
}

function orUnchanged(answer: Answer, { headers }: FastifyRequest): Answer {
  const { etag } = answer.headers
  if (etag === undefined || !headers['if-none-match']?.includes(etag)) return answer
  const { 'content-type': _, ...rest } = answer.headers
  return { status: 304, body: null, headers: rest }
}
