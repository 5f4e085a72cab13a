/** The addresses of the shop for search engines, in parts where there are many (sitemaps.org). */
import { firstLanguage, inLanguage, languages } from '#lib/language.ts'
import { information } from './information/all.ts'
import type { Shop } from './shop.ts'

/** Products on a page of the API, and pages in a part: a part stays far below the 50,000 addresses that are allowed. */
const onPage = 100
const pagesInPart = 20

/**
 * @param origin where the shop stands, without a slash at the end
 * @returns undefined for a part that there is not
 */
export async function sitemap({ product }: Shop, origin: string, part: number | undefined) {
  const first = await product.listProducts({ sort: 'name', limit: onPage })
  const parts = Math.ceil(first.total / (onPage * pagesInPart)) || 1
  if (part === undefined && parts > 1) return indexOf(origin, parts)
  if (part !== undefined && part > parts) return undefined
  const from = ((part ?? 1) - 1) * pagesInPart
  const pages = Math.min(Math.ceil(first.total / onPage) - from, pagesInPart)
  const [categories, ...products] = await Promise.all([
    from === 0 ? product.listCategories({}) : { items: [] },
    ...Array.from({ length: pages }, (_, index) =>
      product.listProducts({ sort: 'name', limit: onPage, page: from + index + 1 }),
    ),
  ])
  const frame = from === 0 ? ['/', '/products', ...[...information.keys()].map((slug) => `/${slug}`)] : []
  return setOf(origin, [
    ...frame,
    ...slugsIn(categories.items).map((slug) => `/categories/${slug}`),
    ...products.flatMap(({ items }) => items.map(({ slug }) => `/products/${slug}`)),
  ])
}

type Branch = { slug: string; children: readonly Branch[] }
function slugsIn(tree: readonly Branch[]): string[] {
  return tree.flatMap(({ slug, children }) => [slug, ...slugsIn(children)])
}

function indexOf(origin: string, parts: number) {
  const entries = Array.from(
    { length: parts },
    (_, index) => `<sitemap><loc>${origin}/sitemap.xml?part=${index + 1}</loc></sitemap>`,
  )
  return `${head}<sitemapindex ${schema}>\n${entries.join('\n')}\n</sitemapindex>\n`
}

/** Each page in each language, with its sisters in the others. Paths are slugs, so nothing in them needs escaping. */
function setOf(origin: string, paths: string[]) {
  const entries = paths.flatMap((path) => {
    const alternate = (name: string, language: (typeof languages)[number]) =>
      `<xhtml:link rel="alternate" hreflang="${name}" href="${origin}${inLanguage(language, path)}"/>`
    const alternates = [
      ...languages.map((language) => alternate(language, language)),
      alternate('x-default', firstLanguage),
    ].join('')
    return languages.map((language) => `<url><loc>${origin}${inLanguage(language, path)}</loc>${alternates}</url>`)
  })
  return `${head}<urlset ${schema} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries.join('\n')}\n</urlset>\n`
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
const schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
