/** What a shopper narrows a listing by, in the numbers of the catalogue in memory. */
import { fail } from '@souk/platform/errors.ts'
import type { Catalogue } from './catalogue.ts'
import { withBelow } from './category-tree.ts'

export type FilterInput = {
  category?: string
  brand?: string[]
  option?: string[]
  minPrice?: number
  maxPrice?: number
  inStock?: boolean
}

/** Undefined where nothing is asked. `options`: for each option's name the numbers of the values, one of which it must be. */
export type Filters = {
  categories: ReadonlySet<string> | undefined
  brands: ReadonlySet<string> | undefined
  options: { name: number; values: ReadonlySet<number> }[]
  minPrice: number
  maxPrice: number
  inStock: boolean
}

/** @throws 400 `invalid_input` for an option that is not `name:value` */
export function filtersOf(input: FilterInput, catalogue: Catalogue): Filters {
  const { category, brand, option = [], minPrice = 0, maxPrice = Infinity, inStock = false } = input
  return {
    categories: category === undefined ? undefined : withBelow(category, catalogue.categories),
    brands: brand === undefined || brand.length === 0 ? undefined : new Set(brand),
    options: optionFilters(option, catalogue),
    minPrice,
    maxPrice,
    inStock,
  }
}

function optionFilters(wanted: readonly string[], { optionNames, optionNumbers, optionValues }: Catalogue) {
  const groups = new Map<number, Set<number>>()
  for (const each of wanted) {
    const colon = each.indexOf(':')
    if (colon <= 0) throw fail('invalid_input', `option: '${each}' is not of the form name:value, such as Size:42.`)
    const number = optionNumbers.get(each)
    const known = number === undefined ? undefined : optionValues[number]
    // A name that nothing has stands for itself: nothing can pass it.
    const name = known?.name ?? optionNames.get(each.slice(0, colon)) ?? -1
    const group = groups.get(name) ?? new Set()
    groups.set(name, group)
    if (number !== undefined) group.add(number)
  }
  return [...groups].map(([name, values]) => ({ name, values }))
}
