import { error } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { describeWay } from '#lib/server/facts.ts'
import { listingFor } from '#lib/server/listing/listing.ts'
import { listingWords as words } from '#lib/texts/listing-words.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { listing, way } = await listingFor(event, { category: event.params.slug })
  const { language } = event.locals
  const category = way.at(-1)
  if (category === undefined) error(404, 'not_found')
  const crumbs = way.map(({ name, slug }) => ({ name, path: `/categories/${slug}` }))
  describeWay(event, crumbs)
  return {
    listing,
    title: category.name,
    kindsTitle: words.kinds[language],
    description: category.description,
    kinds: category.children.map(({ slug, name, image }) => ({
      label: name,
      href: inLanguage(language, `/categories/${slug}`),
      ...(image === undefined ? {} : { picture: smallPicture(image.url) }),
    })),
    crumbs,
  }
}

/** A drawing is sharp and small at every size. */
function smallPicture(url: string) {
  return url.endsWith('.svg') ? url : `${url}/160.webp`
}
