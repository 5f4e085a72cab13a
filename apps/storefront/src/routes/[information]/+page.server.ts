import { error } from '@sveltejs/kit'
import { describeWay } from '#lib/server/facts.ts'
import { forEverybody } from '#lib/server/for-everybody.ts'
import { information } from '#lib/server/information/all.ts'
import { written } from '#lib/server/information/rich.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => {
  const { language } = event.locals
  const slug = event.params.information
  const page = information.get(slug)
  if (page === undefined) error(404, 'not_found')
  const shown = written(page[language], language)
  const crumbs = [{ name: shown.title, path: `/${slug}` }]
  describeWay(event, crumbs)
  forEverybody(event, 60)
  return { ...shown, crumbs }
}
