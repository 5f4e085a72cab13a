import type { ProductCard } from '@souk/contracts/product.ts'
import { inLanguage } from '#lib/language.ts'
import { missingParts } from '#lib/server/away.ts'
import { describe } from '#lib/server/facts.ts'
import { forEverybody } from '#lib/server/for-everybody.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { product } = event.locals.shop
  const { missing, optional } = missingParts(event)
  const [categories, best, newest] = await Promise.all([
    optional('catalogue', product.listCategories({})),
    optional('catalogue', product.listProducts({ sort: 'best_selling', limit: 8, inStock: true })),
    optional('catalogue', product.listProducts({ sort: 'newest', limit: 4, inStock: true })),
  ])
  forEverybody(event, 5)
  const { origin, language } = event.locals
  describe(event, {
    '@type': 'WebSite',
    name: 'Souk',
    url: `${origin}${inLanguage(language, '/')}`,
    potentialAction: {
      '@type': 'SearchAction',
      target: `${origin}${inLanguage(language, '/search')}?q={search_term_string}`,
      'query-input': 'required name=search_term_string',
    },
  })
  const none: ProductCard[] = []
  return {
    departments: (categories?.items ?? [])
      .filter(({ count }) => count > 0)
      .map(({ slug, name, count, image }) => ({ slug, name, count, image })),
    best: best?.items ?? none,
    newest: newest?.items ?? none,
    missing,
  }
}
