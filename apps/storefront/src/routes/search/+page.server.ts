import { redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { listingFor } from '#lib/server/listing/listing.ts'
import { listingWords as words } from '#lib/texts/listing-words.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { language } = event.locals
  // Who searches for nothing in particular sees everything.
  if (!event.url.searchParams.get('q')?.trim()) redirect(307, inLanguage(language, '/products'))
  const { listing, q } = await listingFor(event, { isSearch: true })
  return { listing, title: words.resultsFor[language](q), crumbs: [{ name: words.search[language], path: '/search' }] }
}
