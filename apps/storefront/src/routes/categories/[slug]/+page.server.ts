import { error } from '@sveltejs/kit'
import { describeWay } from '#lib/server/facts.ts'
import { listingFor } from '#lib/server/listing/listing.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { listing, way } = await listingFor(event, { category: event.params.slug })
  const category = way.at(-1)
  if (category === undefined) error(404, 'not_found')
  const crumbs = way.map(({ name, slug }) => ({ name, path: `/categories/${slug}` }))
  describeWay(event, crumbs)
  return {
    listing,
    title: category.name,
    description: category.description,
    kinds: category.children.map(({ slug, name, count, image }) => ({ slug, name, count, image })),
    crumbs,
  }
}
