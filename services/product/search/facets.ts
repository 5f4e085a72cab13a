/** From counts to facets as people see them: labelled, in order, with what is chosen always among them. */
import type { Facet } from '@souk/contracts/product.ts'
import type { Static } from 'typebox'
import type { Catalogue } from './catalogue.ts'
import { sumsWithBelow } from './category-tree.ts'
import type { FilterInput, Filters } from './filters.ts'
import type { Counts } from './find.ts'
import { rangesOf } from './price-bands.ts'

type Facet_ = Static<typeof Facet>
type Value = Facet_['values'][number]

const mostValues = 100
const sizes = ['XXXS', 'XXS', 'XS', 'S', 'M', 'L', 'XL', 'XXL', '2XL', 'XXXL', '3XL', '4XL', '5XL']
const inOrder = new Intl.Collator('en', { numeric: true })

/**
 * Category values are what lies directly below the chosen category (beside it where nothing does); a price's is
 * `from-to` in minor units, both included and `to` empty in an open range; the stock's is `in_stock`.
 * @param currency of the products' prices; undefined where there are none
 */
export function facetsOf(
  counts: Counts,
  catalogue: Catalogue,
  input: FilterInput,
  filters: Filters,
  currency: string | undefined,
): Facet_[] {
  const facets = [
    { name: 'category', values: categoryValues(counts, catalogue, input.category) },
    { name: 'brand', values: brandValues(counts, filters) },
    ...optionFacets(counts, catalogue, filters),
    { name: 'price', values: currency === undefined ? [] : priceValues(counts, currency) },
    { name: 'availability', values: [{ value: 'in_stock', label: 'In stock', count: counts.inStock }] },
  ]
  return facets.filter(({ values }) => values.some(({ count }) => count > 0))
}

function categoryValues(counts: Counts, { categories }: Catalogue, chosen: string | undefined): Value[] {
  const all = [...categories.values()]
  const hasBelow = all.some(({ parent }) => parent === chosen)
  const parent = chosen === undefined || hasBelow ? (chosen ?? null) : (categories.get(chosen)?.parent ?? null)
  const sums = sumsWithBelow(categories, counts.categories)
  return all
    .filter((category) => category.parent === parent)
    .map(({ slug, name }) => ({ value: slug, label: name, count: sums.get(slug) ?? 0 }))
    .filter(({ value, count }) => count > 0 || value === chosen)
    .sort(mostFirst)
}

function brandValues({ brands }: Counts, filters: Filters): Value[] {
  const chosen = [...(filters.brands ?? [])].filter((brand) => !brands.has(brand))
  return [...chosen.map((brand) => [brand, 0] as const), ...brands]
    .map(([brand, count]) => ({ value: brand, label: brand, count }))
    .sort(mostFirst)
    .slice(0, mostValues)
}

function optionFacets(counts: Counts, { optionNames, optionValues }: Catalogue, filters: Filters): Facet_[] {
  const chosen = new Set(filters.options.flatMap(({ values }) => [...values]))
  const byName = new Map<number, Value[]>()
  optionValues.forEach(({ name, label }, number) => {
    const count = counts.options[number] ?? 0
    if (count === 0 && !chosen.has(number)) return
    const values = byName.get(name)
    if (values === undefined) byName.set(name, [{ value: label, label, count }])
    else values.push({ value: label, label, count })
  })
  const facets = [...optionNames]
    .map(([name, number]) => ({ name, values: byName.get(number) ?? [] }))
    .filter(({ values }) => values.length > 0)
  for (const { values } of facets) values.sort(orderOf(values)).splice(mostValues)
  return facets.sort((one, other) => sumOf(other) - sumOf(one) || (one.name < other.name ? -1 : 1))
}

/** Sizes and numbers in their own order, all else by how much there is of it. */
function orderOf(values: readonly Value[]) {
  if (values.every(({ label }) => sizes.includes(label)))
    return (one: Value, other: Value) => sizes.indexOf(one.label) - sizes.indexOf(other.label)
  if (values.every(({ label }) => /\d/.test(label)))
    return (one: Value, other: Value) => inOrder.compare(one.label, other.label)
  return mostFirst
}

function sumOf({ values }: Facet_) {
  return values.reduce((sum, { count }) => sum + count, 0)
}

function mostFirst(one: Value, other: Value) {
  return other.count - one.count || inOrder.compare(one.label, other.label)
}

function priceValues({ bands }: Counts, currency: string): Value[] {
  return rangesOf(bands).map(({ from, to, count }) => ({
    value: `${from}-${to ?? ''}`,
    label:
      to === undefined ? `from ${written(from, currency)}` : `${written(from, currency)} – ${written(to, currency)}`,
    count,
  }))
}

/** There are few bounds, and writing one takes longer than counting. */
const texts = new Map<string, string>()

function written(amount: number, currency: string) {
  const key = `${amount} ${currency}`
  let text = texts.get(key)
  if (text === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency })
    text = format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
    texts.set(key, text)
  }
  return text
}
