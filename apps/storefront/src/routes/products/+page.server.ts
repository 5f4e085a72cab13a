import { describeWay } from '#lib/server/facts.ts'
import { listingFor } from '#lib/server/listing/listing.ts'
import { listingWords as words } from '#lib/texts/listing-words.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { language } = event.locals
  const { listing } = await listingFor(event, {})
  const title = words.everything[language]
  const crumbs = [{ name: title, path: '/products' }]
  describeWay(event, crumbs)
  return { listing, title, crumbs, description: words.everythingDescription[language] }
}
