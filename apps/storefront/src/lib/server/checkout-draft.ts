/**
 * What a shopper has typed at the checkout, kept for an hour in an http-only cookie, so that neither a decline nor a
 * refresh, nor a look into the cart, costs a word of it. Nothing of the payment is in it.
 */
import type { RequestEvent } from '@sveltejs/kit'

export const draftFields = [
  'email',
  'name',
  'line1',
  'line2',
  'city',
  'postcode',
  'country',
  'savedAddress',
  'deliveryOptionId',
] as const
export type DraftField = (typeof draftFields)[number]
export type Typed = Partial<Record<DraftField, string>>

export type Draft = {
  /** The cart that the attempts are of. */
  cart?: string | undefined
  version?: number | undefined
  /** How many attempts to order it were refused: each new one is told apart by it. */
  attempt: number
  /** The order whose payment is not decided yet, or was declined at last. */
  order?: string | undefined
  typed: Typed
}

const name = 'souk_checkout'
const seconds = 60 * 60
/** A browser keeps 4096 bytes of a cookie, its name and attributes included. */
const mostBytes = 3_000
const longest = 254

export function readDraft({ cookies }: Pick<RequestEvent, 'cookies'>): Draft {
  try {
    const kept = JSON.parse(Buffer.from(cookies.get(name) ?? '', 'base64url').toString())
    return {
      cart: text(kept.cart),
      version: Number.isInteger(kept.version) ? kept.version : undefined,
      attempt: Number.isInteger(kept.attempt) ? kept.attempt : 0,
      order: text(kept.order),
      typed: typedIn((field) => kept.typed?.[field]),
    }
  } catch {
    return { attempt: 0, typed: {} }
  }
}

export function keepDraft({ cookies, locals }: Pick<RequestEvent, 'cookies' | 'locals'>, draft: Draft) {
  const value = encoded(draft)
  // Longer than anybody's address: rather typed again than a cookie that the browser throws away with all others.
  const kept = value.length <= mostBytes ? value : encoded({ ...draft, typed: {} })
  cookies.set(name, kept, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: locals.origin.startsWith('https:'),
    maxAge: seconds,
  })
}

export function forgetDraft({ cookies, locals }: Pick<RequestEvent, 'cookies' | 'locals'>) {
  cookies.delete(name, { path: '/', httpOnly: true, secure: locals.origin.startsWith('https:') })
}

/** The fields of a form or a cookie, whatever else it holds. */
export function typedIn(read: (field: DraftField) => unknown): Typed {
  const typed: Typed = {}
  for (const field of draftFields) {
    const value = text(read(field))
    if (value !== undefined) typed[field] = value.slice(0, longest)
  }
  return typed
}

/** Where the shopper may well want things sent: what was typed, or else the region that the browser speaks the language of. */
export function likelyCountry(event: Pick<RequestEvent, 'cookies' | 'request'>): string {
  const region = /\b[a-z]{2,3}-([A-Z]{2})\b/.exec(event.request.headers.get('accept-language') ?? '')?.[1]
  const typed = readDraft(event).typed.country
  return [typed, region].find((code) => code !== undefined && /^[A-Z]{2}$/.test(code)) ?? 'DE'
}

function encoded(draft: Draft) {
  return Buffer.from(JSON.stringify(draft)).toString('base64url')
}

function text(value: unknown) {
  return typeof value === 'string' ? value : undefined
}
