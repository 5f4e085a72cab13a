/** The facets of a listing as a form that says what is chosen, and as chips that take it away again. */
import type { Facet } from '@souk/contracts/product.ts'
import type { InEach, Language } from '#lib/language.ts'
import type { FacetValue, FacetView, Link } from '#lib/listing.ts'
import { money, number, roundMoney } from '#lib/money.ts'
import { listingWords as words } from '#lib/texts/listing-words.ts'
import { type Choices, optionParameter, type PriceRange, priceValue, readPrice } from './choices.ts'

/** Values seen at once, and facets of the merchant's own that stand open. */
const seen = { values: 8, options: 2 }

type Place = {
  language: Language
  /** Undefined where there is no product whose prices could tell. */
  currency: string | undefined
  /** The address of this listing with these choices. */
  hrefOf(choices: Choices): string
  /** Of a category with these choices. */
  categoryHref(slug: string, choices: Choices): string
  /** The category whose products these are. */
  category: string | undefined
  nameOfCategory(slug: string): string
}

export function facetViews(facets: readonly Facet[], choices: Choices, place: Place): FacetView[] {
  const { language } = place
  const valuesOf = (name: string) => facets.find((facet) => facet.name === name)?.values ?? []
  const inStock = [{ value: '1', label: words.onlyInStock[language], count: valuesOf('availability')[0]?.count ?? 0 }]
  return [
    view(words.category, 'category', categoryValues(valuesOf('category'), choices, place)),
    view(words.availability, 'inStock', marked(inStock, choices.inStock ? ['1'] : [])),
    view(words.price, 'price', priceValues(valuesOf('price'), choices, place)),
    view(words.brand, 'brand', marked(valuesOf('brand'), choices.brands)),
    ...optionFacets(facets, choices).map(({ name, values }, index) => ({
      ...view({ en: name, de: name }, optionParameter(name), values),
      open: index < seen.options || values.some(({ chosen }) => chosen),
    })),
  ].filter(({ values }) => values.some(({ count = 0, chosen, value }) => count > 0 || (chosen && value !== '')))

  function view(title: InEach<string>, parameter: string, all: FacetValue[]): FacetView {
    // One or two left over are quicker read than unfolded.
    const atOnce = all.length <= seen.values + 2 ? all.length : seen.values
    const more = all.slice(atOnce)
    return {
      title: title[language],
      parameter,
      type: parameter === 'price' ? 'radio' : 'checkbox',
      open: true,
      values: all.slice(0, atOnce),
      more,
      moreLabel: more.length === 0 ? '' : words.more[language](more.length),
      moreOpen: more.some(({ chosen }) => chosen),
    }
  }
}

type Counted = Facet['values'][number]

/** What is chosen stays in the form, also where nothing has it any more. */
function marked(values: readonly Counted[], chosen: readonly string[]): FacetValue[] {
  const missing = chosen.filter((each) => !values.some(({ value }) => value === each))
  return [
    ...missing.map((value) => ({ value, label: value, count: 0, chosen: true })),
    ...values.map((value) => ({ ...value, chosen: chosen.includes(value.value) })),
  ]
}

const others = ['category', 'brand', 'price', 'availability']

function optionFacets(facets: readonly Facet[], { options }: Choices) {
  const known = facets.filter(({ name }) => !others.includes(name))
  const missing = new Set(options.map(({ name }) => name).filter((name) => !known.some((facet) => facet.name === name)))
  return [...known, ...[...missing].map((name) => ({ name, values: [] }))].map(({ name, values }) => {
    const chosen = options.filter((option) => option.name === name).map(({ value }) => value)
    return { name, values: marked(values, chosen) }
  })
}

function categoryValues(values: readonly Counted[], choices: Choices, place: Place): FacetValue[] {
  return values.map((value) => ({
    ...value,
    chosen: value.value === place.category,
    href: place.categoryHref(value.value, { ...choices, page: 1 }),
  }))
}

function priceValues(values: readonly Counted[], { price }: Choices, place: Place): FacetValue[] {
  const chosen = price === undefined ? '' : priceValue(price)
  const ranges = values.flatMap((value) => {
    const range = readPrice(value.value)
    return range === undefined ? [] : [{ ...value, label: priceWords(range, place), range }]
  })
  if (ranges.length === 0 && price === undefined) return []
  if (price !== undefined && !ranges.some(({ value }) => value === chosen))
    ranges.push({ value: chosen, label: priceWords(price, place), count: 0, range: price })
  ranges.sort((one, other) => one.range.from - other.range.from)
  return [
    { value: '', label: words.anyPrice[place.language], chosen: price === undefined },
    ...ranges.map(({ value, label, count }) => ({ value, label, count, chosen: value === chosen })),
  ]
}

function priceWords({ from, to }: PriceRange, { language, currency }: Place) {
  const write = (amount: number) => {
    if (currency === undefined) return number(amount / 100, language)
    return (amount % 100 === 0 ? roundMoney : money)({ amount, currency }, language)
  }
  // 20.00 to 49.99 is what people call 20 to 50.
  const end = to === undefined ? undefined : to % 100 === 99 ? to + 1 : to
  if (end === undefined) return words.priceFrom[language](write(from))
  if (from === 0) return words.priceUpTo[language](write(end))
  return `${write(from)} – ${write(end)}`
}

/** What was searched for is no chip: it stands in the search field. */
export function chipsOf(choices: Choices, place: Place): Link[] {
  const { language } = place
  const { category, brands, options, price, inStock } = choices
  const without = (label: string, fewer: Partial<Choices>) => ({
    label,
    name: `${words.remove[language]}: ${label}`,
    href: place.hrefOf({ ...choices, ...fewer, page: 1 }),
  })
  const chips = [
    ...(category === undefined ? [] : [without(place.nameOfCategory(category), { category: undefined })]),
    ...(price === undefined ? [] : [without(priceWords(price, place), { price: undefined })]),
    ...(inStock ? [without(words.inStock[language], { inStock: false })] : []),
    ...brands.map((brand) => without(brand, { brands: brands.filter((each) => each !== brand) })),
    ...options.map((option) =>
      without(`${option.name}: ${option.value}`, { options: options.filter((each) => each !== option) }),
    ),
  ]
  const none = { category: undefined, price: undefined, inStock: false, brands: [], options: [], page: 1 }
  const clear = { label: words.clear[language], href: place.hrefOf({ ...choices, ...none }) }
  return chips.length === 0 ? [] : [...chips, clear]
}
