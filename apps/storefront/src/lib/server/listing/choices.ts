/**
 * What a shopper has chosen in a listing, as the address says it: `?brand=Fell&Size=42&price=2000-4999&inStock=1&sort=price`.
 * What makes no sense there is passed over: an address that somebody shortened or typed still shows products.
 */
import { isSort, type Sort } from './sorting.ts'

export type Choices = {
  q: string
  /** Undefined where the page itself is the category's, or none is chosen. */
  category: string | undefined
  brands: string[]
  /** Such as { name: 'Size', value: '42' }. */
  options: { name: string; value: string }[]
  /** In minor units, both ends included. */
  price: PriceRange | undefined
  inStock: boolean
  /** Undefined for the usual one. */
  sort: Sort | undefined
  page: number
}
export type PriceRange = { from: number; to: number | undefined }

/** Bounds of the contract. */
const most = { q: 200, brands: 20, brand: 80, options: 20, option: 120, page: 1_000 }
const oneLine = /^[^\p{Cc}]+$/u
const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/

export function readChoices(query: URLSearchParams): Choices {
  const category = query.get('category') ?? ''
  const sort = query.get('sort') ?? ''
  const page = query.get('page') ?? ''
  return {
    q: (query.get('q') ?? '')
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, most.q),
    category: slug.test(category) && category.length <= 120 ? category : undefined,
    brands: [...new Set(query.getAll('brand'))]
      .filter((brand) => oneLine.test(brand) && brand.length <= most.brand)
      .slice(0, most.brands),
    options: readOptions(query),
    price: readPrice(query.get('price') ?? ''),
    inStock: query.get('inStock') === '1',
    sort: isSort(sort) ? sort : undefined,
    page: /^[1-9]\d{0,6}$/.test(page) ? Math.min(Number(page), most.page) : 1,
  }
}

/** @returns the query with its question mark, or nothing */
export function writeChoices(choices: Partial<Choices>) {
  const { q, category, brands = [], options = [], price, inStock, sort, page = 1 } = choices
  const query = new URLSearchParams()
  if (q) query.append('q', q)
  if (category !== undefined) query.append('category', category)
  for (const brand of brands) query.append('brand', brand)
  for (const { name, value } of options) query.append(optionParameter(name), value)
  if (price !== undefined) query.append('price', priceValue(price))
  if (inStock) query.append('inStock', '1')
  if (sort !== undefined) query.append('sort', sort)
  if (page > 1) query.append('page', String(page))
  return query.size === 0 ? '' : `?${query}`
}

/**
 * An option stands in the address under its own name. Parameters that others hang onto addresses (utm_source, fbclid) are
 * never written with a capital first, so an option that is not either says what it is.
 */
export function optionParameter(name: string) {
  return capital.test(name) ? name : `${marked}${name}`
}
const capital = /^\p{Lu}/u
const marked = 'option.'

function readOptions(query: URLSearchParams) {
  const options = new Map<string, { name: string; value: string }>()
  for (const [parameter, value] of query) {
    const name = capital.test(parameter)
      ? parameter
      : parameter.startsWith(marked)
        ? parameter.slice(marked.length)
        : ''
    const both = `${name}:${value}`
    if (name === '' || value === '' || !oneLine.test(both) || both.length > most.option) continue
    options.set(both, { name, value })
  }
  return [...options.values()].slice(0, most.options)
}

export function readPrice(text: string): PriceRange | undefined {
  const [, from = '', to = ''] = /^(\d{0,11})-(\d{0,11})$/.exec(text) ?? []
  if (from === '' && to === '') return undefined
  const range = { from: Number(from), to: to === '' ? undefined : Number(to) }
  return range.to !== undefined && range.to < range.from ? undefined : range
}

export function priceValue({ from, to }: PriceRange) {
  return `${from}-${to ?? ''}`
}
