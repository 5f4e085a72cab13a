/** What a page does while a service is out of reach. */
import { withinDeadline } from '@souk/platform/client.ts'
import { hasReason, isInDoubt } from '@souk/platform/errors.ts'
import { error, type RequestEvent } from '@sveltejs/kit'
import { missingTexts } from '#lib/texts/missing.ts'

type Part = keyof typeof missingTexts

/** How long a page waits for what it can do without, in milliseconds: who hangs is as good as away. */
const patience = 1_500

/** Collects what is missing on a page, in words that the frame says quietly. */
export function missingParts({ locals }: Pick<RequestEvent, 'locals'>) {
  const missing: string[] = []
  return {
    missing,
    /** What the page can do without: undefined while it is out of reach. */
    async optional<T>(part: Part, work: Promise<T>): Promise<T | undefined> {
      try {
        return await soon(work)
      } catch (reason) {
        if (!isOutOfReach(reason)) throw reason
        missing.push(missingTexts[part][locals.language])
        return undefined
      }
    },
  }
}

/** What a page can do without, or has something else for: out of reach for it when it does not come soon. */
export function soon<T>(work: Promise<T>): Promise<T> {
  return withinDeadline(work, Date.now() + patience, 'some')
}

/** What the page is about: 404 where there is none, 503 while it is out of reach. */
export async function needed<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (reason) {
    if (hasReason(reason, 'not_found', 'invalid_input')) error(404, 'not_found')
    if (isOutOfReach(reason)) error(503, 'out_of_reach')
    throw reason
  }
}

export function isOutOfReach(reason: unknown) {
  return hasReason(reason, 'unavailable', 'deadline_exceeded') || (isInDoubt(reason) && hasReason(reason, 'internal'))
}
