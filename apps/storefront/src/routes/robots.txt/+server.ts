import { inLanguage, languages } from '#lib/language.ts'
import type { RequestHandler } from './$types'

/** Somebody's own, or one of endlessly many. */
const hidden = ['/cart', '/checkout', '/account', '/orders', '/search']

export const GET: RequestHandler = ({ locals }) => {
  const paths = languages.flatMap((language) => hidden.map((path) => inLanguage(language, path)))
  const lines = [
    'User-agent: *',
    ...paths.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${locals.origin}/sitemap.xml`,
  ]
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  })
}
