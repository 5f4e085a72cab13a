/** A product as listings hold it: small, with numbers for what many products have alike. */
import type { Availability } from '@souk/contracts/fields.ts'
import type { ProductCard } from '@souk/contracts/product.ts'
import type { Static } from 'typebox'
import type { ListingRow } from '../catalogue.sql.ts'
import { bandOf } from './price-bands.ts'
import { nameKey } from './words.ts'

export type Listing = {
  card: Static<typeof ProductCard>
  createdAt: number
  nameKey: string
  variants: ListedVariant[]
  /** Numbers of the attributes that it has, name and value together. */
  attributes: number[]
}

/** `options` are numbers of option values; `band` is the bit of its price band. */
type ListedVariant = { options: number[]; price: number; band: number; inStock: boolean }

/** `name` is the number of the option's name. */
type OptionValue = { name: number; label: string }

/** The numbers given so far. */
export type Numbering = {
  optionNames: Map<string, number>
  optionValues: OptionValue[]
  /** By 'name:value', as filters write it. */
  optionNumbers: Map<string, number>
  attributeNumbers: Map<string, number>
}

export function toListing(numbering: Numbering, row: ListingRow): Listing {
  const { id, slug, name, brand, category, image, currency } = row
  const variants = row.variants ?? []
  const prices = variants.map(([, price]) => price)
  const priceFrom = Math.min(...prices)
  const cheapest = variants.find(
    ([, price, compareAt]) => price === priceFrom && compareAt !== null && compareAt > price,
  )
  const compareAt = cheapest?.[2] ?? null
  return {
    card: {
      id,
      slug,
      name,
      brand,
      category,
      ...(image === null ? {} : { image }),
      priceFrom: { amount: priceFrom, currency },
      priceTo: { amount: Math.max(...prices), currency },
      ...(compareAt === null ? {} : { compareAtPrice: { amount: compareAt, currency } }),
      availability: best(variants.map(([, , , availability]) => availability)),
    },
    createdAt: Date.parse(row.createdAt),
    nameKey: nameKey(name),
    variants: variants.map(([options, price, , availability]) => ({
      options: Object.entries(options).map(([option, value]) => optionNumber(numbering, option, value)),
      price,
      band: bandOf(price),
      inStock: availability !== 'out',
    })),
    attributes: Object.entries(row.attributes).map(([name, value]) => attributeNumber(numbering, name, value)),
  }
}

function best(all: readonly Availability[]): Availability {
  if (all.includes('in_stock')) return 'in_stock'
  return all.includes('low') ? 'low' : 'out'
}

function optionNumber(numbering: Numbering, option: string, label: string) {
  const key = `${option}:${label}`
  const known = numbering.optionNumbers.get(key)
  if (known !== undefined) return known
  const { optionNames, optionValues, optionNumbers } = numbering
  const name = optionNames.get(option) ?? optionNames.size
  optionNames.set(option, name)
  optionNumbers.set(key, optionValues.length)
  return optionValues.push({ name, label }) - 1
}

function attributeNumber({ attributeNumbers }: Numbering, name: string, value: string) {
  const key = `${name}:${value}`
  const number = attributeNumbers.get(key) ?? attributeNumbers.size
  attributeNumbers.set(key, number)
  return number
}
