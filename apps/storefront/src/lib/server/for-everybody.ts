/** Marks a page as the same for everybody nothing is known of, so that the gateway renders it once for many readers. */
import type { RequestEvent } from '@sveltejs/kit'

/** @param seconds how old the page may be */
export function forEverybody({ cookies, setHeaders }: Pick<RequestEvent, 'cookies' | 'setHeaders'>, seconds: number) {
  const isPersonal = cookies.getAll().some(({ name }) => name.startsWith('souk_'))
  if (!isPersonal) setHeaders({ 'cache-control': `public, s-maxage=${seconds}` })
}
