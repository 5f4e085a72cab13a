import { error } from '@sveltejs/kit'
import { needed } from '#lib/server/away.ts'
import { forEverybody } from '#lib/server/for-everybody.ts'
import { sitemap } from '#lib/server/sitemap.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const { locals, url } = event
  const part = url.searchParams.get('part') ?? undefined
  if (part !== undefined && !/^[1-9]\d{0,2}$/.test(part)) error(404, 'not_found')
  const xml = await needed(sitemap(locals.shop, locals.origin, part === undefined ? undefined : Number(part)))
  if (xml === undefined) error(404, 'not_found')
  forEverybody(event, 60)
  return new Response(xml, { headers: { 'content-type': 'application/xml; charset=utf-8' } })
}
