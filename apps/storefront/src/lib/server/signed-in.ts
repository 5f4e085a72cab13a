/** Pages for people who are signed in. */
import type { User } from '@souk/contracts/user.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { type RequestEvent, redirect } from '@sveltejs/kit'
import { inLanguage, pathOf } from '#lib/language.ts'
import { needed } from './away.ts'
import { mayBeSignedIn } from './my-cart.ts'

/** A page that nobody but the person who asked for it may see again, whoever uses the browser next. */
export function personal({ setHeaders }: Pick<RequestEvent, 'setHeaders'>) {
  setHeaders({ 'cache-control': 'private, no-store' })
}

/**
 * Whoever is signed in, with what the page asks for on their behalf, side by side. Others are sent to sign in and come back;
 * 503 while it cannot be known who they are.
 */
export async function forSignedIn<T>(
  event: Pick<RequestEvent, 'locals' | 'cookies' | 'setHeaders' | 'url'>,
  ask: (me: Promise<User>) => Promise<T>,
): Promise<[User, T]> {
  personal(event)
  if (!mayBeSignedIn(event)) return signInFirst(event)
  const asked = event.locals.shop.user.getMe({})
  const [me, found] = await Promise.allSettled([asked, ask(asked)])
  // First: while accounts are out of reach, others may take the person for nobody.
  const person = await needed(orSignIn(event, settled(me)))
  return [person, await needed(orSignIn(event, settled(found)))]
}

/** Work of somebody who is signed in: to be done again after signing in, where the session has ended meanwhile. */
export async function orSignIn<T>(event: Pick<RequestEvent, 'locals' | 'url'>, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (hasReason(error, 'not_signed_in')) return signInFirst(event)
    throw error
  }
}

export function signInFirst({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): never {
  const next = encodeURIComponent(url.pathname + url.search)
  redirect(303, `${inLanguage(locals.language, '/account/sign-in')}?next=${next}`)
}

/** Where to go after signing in: a page of this shop, whatever the address says. */
export function nextOf({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) {
  const otherwise = inLanguage(locals.language, '/account')
  const wanted = url.searchParams.get('next')
  if (wanted === null || !wanted.startsWith('/') || !URL.canParse(wanted, url)) return otherwise
  const { origin, pathname, search } = new URL(wanted, url)
  const isOurs = origin === url.origin && !pathname.startsWith('//')
  const isDoor = /^\/account\/(sign-in|register)\b/.test(pathOf(pathname))
  return isOurs && !isDoor ? pathname + search : otherwise
}

function settled<T>(result: PromiseSettledResult<T>): Promise<T> {
  return result.status === 'fulfilled' ? Promise.resolve(result.value) : Promise.reject(result.reason)
}
