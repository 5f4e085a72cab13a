/** A listing of products: everything, a category's, or what a search finds. */
import type { ProductCard } from '@souk/contracts/product.ts'
import { type RequestEvent, redirect } from '@sveltejs/kit'
import { inLanguage, type Language, pathOf } from '#lib/language.ts'
import type { ListingView } from '#lib/listing.ts'
import { number as written } from '#lib/money.ts'
import { needed } from '#lib/server/away.ts'
import { describe } from '#lib/server/facts.ts'
import { forEverybody } from '#lib/server/for-everybody.ts'
import type { Shop } from '#lib/server/shop.ts'
import { listingWords as words } from '#lib/texts/listing-words.ts'
import { type Choices, readChoices, writeChoices } from './choices.ts'
import { chipsOf, facetViews } from './facets.ts'
import { pageLinks } from './pages.ts'
import { sorts, usualSort } from './sorting.ts'

type CategoryNode = Awaited<ReturnType<Shop['product']['listCategories']>>['items'][number]

const perPage = 24
/** The last page that the catalogue counts. */
const mostPages = 1_000

/**
 * @param of the category or the words that the address stands for; without either it is everything
 * @returns the listing, and the way from the top of the tree to its category
 */
export async function listingFor(event: RequestEvent, of: { category?: string; isSearch?: boolean }) {
  const { locals, url } = event
  const { language, shop } = locals
  const choices = readChoices(url.searchParams)
  if (of.isSearch !== true) choices.q = ''
  if (of.category !== undefined) choices.category = undefined
  if (choices.q === '' && choices.sort === 'relevance') choices.sort = undefined
  const category = of.category ?? choices.category

  const [found, tree] = await Promise.all([
    needed(shop.product.listProducts(asQuestion(choices, category))),
    needed(shop.product.listCategories({})),
  ])
  const path = pathOf(url.pathname)
  const hrefOf = (some: Choices) => inLanguage(language, path + writeChoices(some))
  const last = Math.min(Math.max(1, Math.ceil(found.total / perPage)), mostPages)
  if (choices.page > last) redirect(307, hrefOf({ ...choices, page: last }))

  const way = category === undefined ? [] : wayTo(category, tree.items)
  const place = {
    language,
    currency: found.items[0]?.priceFrom.currency,
    category,
    hrefOf,
    categoryHref: (slug: string, some: Choices) =>
      choices.q === ''
        ? inLanguage(language, `/categories/${slug}${writeChoices({ ...some, category: undefined })}`)
        : hrefOf({ ...some, category: slug }),
    nameOfCategory: (slug: string) => wayTo(slug, tree.items).at(-1)?.name ?? slug,
  }
  const chips = chipsOf(choices, place)
  const usual = usualSort(choices.q !== '')
  const view: ListingView = {
    cards: found.items,
    count: words.count[language](written(found.total, language), found.total === 1, choices.page, last),
    facets: facetViews(found.facets, choices, place),
    chips,
    kept: [
      ...(choices.q === '' ? [] : [{ name: 'q', value: choices.q }]),
      ...(choices.category === undefined ? [] : [{ name: 'category', value: choices.category }]),
    ],
    sorts: Object.entries(sorts)
      .filter(([sort]) => sort !== 'relevance' || usual === 'relevance')
      .map(([sort, label]) => ({
        value: sort === usual ? '' : sort,
        label: label[language],
        chosen: sort === (choices.sort ?? usual),
      })),
    pages: pageLinks(choices.page, last, language, (page) => hrefOf({ ...choices, page })),
    empty: found.total > 0 ? undefined : emptiness(),
    words: wordsFor(language, Math.max(0, chips.length - 1)),
    suffix: choices.page === 1 ? '' : ` – ${words.pageName[language]} ${choices.page}`,
    query: writeChoices({ page: choices.page }),
    hidden: chips.length > 0 || of.isSearch === true,
  }
  forEverybody(event, 5)
  describeList(event, found.items, choices.page)
  return { listing: view, way, q: choices.q }

  function emptiness() {
    const kind = chips.length > 0 ? words.emptyFilters : choices.q === '' ? words.emptyShelf : words.emptySearch
    const links = tree.items.map(({ slug, name }) => ({
      label: name,
      href: inLanguage(language, `/categories/${slug}`),
    }))
    return { ...kind[language], links }
  }
}

function wordsFor(language: Language, chosen: number): ListingView['words'] {
  return {
    filters: words.filters[language](chosen),
    close: words.close[language],
    show: words.show[language],
    sort: words.sort[language],
    apply: words.apply[language],
    chosen: words.chosen[language],
    products: words.products[language],
    pages: words.pages[language],
    stalls: words.stalls[language],
  }
}

function asQuestion({ q, brands, options, price, inStock, sort, page }: Choices, category: string | undefined) {
  return {
    ...(q === '' ? {} : { q }),
    ...(category === undefined ? {} : { category }),
    ...(brands.length === 0 ? {} : { brand: brands }),
    ...(options.length === 0 ? {} : { option: options.map(({ name, value }) => `${name}:${value}`) }),
    ...(price === undefined ? {} : { minPrice: price.from }),
    ...(price?.to === undefined ? {} : { maxPrice: price.to }),
    ...(inStock ? { inStock } : {}),
    sort: sort ?? usualSort(q !== ''),
    limit: perPage,
    page,
  }
}

/** From the top of the tree to this category; empty where there is none. */
function wayTo(slug: string, nodes: readonly CategoryNode[]): CategoryNode[] {
  for (const node of nodes) {
    if (node.slug === slug) return [node]
    const below = wayTo(slug, node.children)
    if (below.length > 0) return [node, ...below]
  }
  return []
}

function describeList(event: RequestEvent, cards: readonly ProductCard[], page: number) {
  const { origin, language } = event.locals
  if (cards.length === 0) return
  describe(event, {
    '@type': 'ItemList',
    itemListElement: cards.map(({ slug, name }, index) => ({
      '@type': 'ListItem',
      position: (page - 1) * perPage + index + 1,
      name,
      url: `${origin}${inLanguage(language, `/products/${slug}`)}`,
    })),
  })
}
