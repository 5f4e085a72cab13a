/** The rules of a product, as pure functions: what may be saved, and what followers are told. */
import type { Image, NewVariant, Product, product } from '@souk/contracts/product.ts'
import type { EventData } from '@souk/platform/contract.ts'
import { fail, SoukError } from '@souk/platform/errors.ts'
import type { Static } from 'typebox'

export type Variant = Static<typeof NewVariant>
type Picture = Static<typeof Image>

/** A product as an editor writes it: without id, version and availability. */
export type Draft = Omit<Product, 'id' | 'version' | 'updatedAt' | 'variants'> & { variants: Variant[] }

/** Facets of a listing have these names, so no option may. */
const reservedNames = ['category', 'brand', 'price', 'availability']
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function isId(slug: string) {
  return uuid.test(slug)
}

/**
 * The draft in its one form: each variant's options in the order in which the product declares them.
 * @throws 422 `unknown_option` for an option or value that the product does not declare, else 400 `invalid_input`
 */
export function checked(draft: Draft): Draft {
  if (isId(draft.slug)) throw invalid('/slug', 'must not look like an id')
  checkOptions(draft)
  const first = draft.variants[0]
  if (first === undefined) throw invalid('/variants', 'a product has at least one variant')
  const skus = new Set<string>()
  const combinations = new Map<string, string>()
  const variants = draft.variants.map((variant, index) => {
    const path = `/variants/${index}`
    if (skus.has(variant.sku)) throw invalid(`${path}/sku`, `'${variant.sku}' stands here twice`)
    skus.add(variant.sku)
    checkPrices(variant, first.price.currency, path)
    const options = optionsOf(variant, draft.options, path)
    const combination = JSON.stringify(options)
    const rival = combinations.get(combination)
    if (rival !== undefined) throw invalid(`${path}/options`, `are those of '${rival}' too: each variant needs its own`)
    combinations.set(combination, variant.sku)
    const { sku, price, compareAtPrice, weight } = variant
    return { sku, options, price, ...(compareAtPrice === undefined ? {} : { compareAtPrice }), weight }
  })
  for (const [index, image] of draft.images.entries()) checkImage(image, draft.options, `/images/${index}`)
  const { slug, name, brand, category, description, attributes, options, images } = draft
  return { slug, name, brand, category, description, attributes, options, images, variants }
}

function checkOptions({ options }: Draft) {
  const names = new Set<string>()
  options.forEach(({ name, values }, index) => {
    const path = `/options/${index}`
    if (reservedNames.includes(name))
      throw invalid(`${path}/name`, `'${name}' has a meaning of its own: choose another`)
    if (names.has(name)) throw invalid(`${path}/name`, `'${name}' is declared twice`)
    names.add(name)
    if (new Set(values).size < values.length) throw invalid(`${path}/values`, 'one value stands here twice')
  })
}

function checkPrices({ price, compareAtPrice }: Variant, currency: string, path: string) {
  if (price.amount < 0) throw invalid(`${path}/price/amount`, 'must not be negative')
  if (price.currency !== currency)
    throw invalid(`${path}/price/currency`, `must be ${currency}, as of the first variant: a product has one currency`)
  if (compareAtPrice === undefined) return
  if (compareAtPrice.amount < 0) throw invalid(`${path}/compareAtPrice/amount`, 'must not be negative')
  if (compareAtPrice.currency !== currency)
    throw invalid(`${path}/compareAtPrice/currency`, `must be ${currency}: a product has one currency`)
}

function optionsOf({ options, sku }: Variant, declared: Draft['options'], path: string) {
  refuseUnknown(options, declared, `${path}/options`)
  return Object.fromEntries(
    declared.map(({ name }) => {
      const value = Object.hasOwn(options, name) ? options[name] : undefined
      if (value === undefined) throw invalid(`${path}/options`, `'${sku}' lacks a value for '${name}'`)
      return [name, value]
    }),
  )
}

function checkImage({ url, options }: Picture, declared: Draft['options'], path: string) {
  if (!/^(\/(?!\/)|https?:\/\/)[^\s\p{Cc}]+$/u.test(url))
    throw invalid(`${path}/url`, 'give the url that adding the image answered, or one that begins with https://')
  refuseUnknown(options ?? {}, declared, `${path}/options`)
}

function refuseUnknown(options: Record<string, string>, declared: Draft['options'], path: string) {
  for (const [name, value] of Object.entries(options)) {
    if (declared.some((option) => option.name === name && option.values.includes(value))) continue
    const message = `'${name}: ${value}' is not among the product's options: declare it there first`
    throw new SoukError('unprocessable', 'unknown_option', message, { errors: [{ path, message }] })
  }
}

function invalid(path: string, message: string) {
  return fail('invalid_input', `${path}: ${message}`, { errors: [{ path, message }] })
}

/** What is on sale from now on, for whoever keeps a copy. */
export function changedEvent(
  { id, version }: { id: string; version: number },
  { slug, name, images, variants }: Draft,
  removedSkus: readonly string[],
): EventData<typeof product, 'product.changed.v1'> {
  const [image] = images
  return {
    productId: id,
    slug,
    name,
    ...(image === undefined ? {} : { image }),
    variants: variants.map(({ sku, options, price, weight }) => {
      const own = imageOf(options, images)
      return { sku, options, price, weight, ...(own === undefined ? {} : { image: own }) }
    }),
    removedSkus: [...removedSkus],
    version,
  }
}

/** The first picture that shows these option values. */
function imageOf(options: Record<string, string>, images: readonly Picture[]) {
  return images.find((image) => {
    const shown = Object.entries(image.options ?? {})
    return shown.length > 0 && shown.every(([name, value]) => options[name] === value)
  })
}

/** The version that an editor says to have edited, in the body or as `If-Match`. @throws 400 `invalid_input` without one */
export function editedVersion(version: number | undefined, ifMatch: string | undefined) {
  const matched = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch?.trim() ?? '')?.[1]
  if (ifMatch !== undefined && matched === undefined)
    throw fail('invalid_input', 'If-Match: give the version that you edited, such as "3".')
  const given = version ?? (matched === undefined ? undefined : Number(matched))
  if (given === undefined)
    throw fail(
      'invalid_input',
      'Give the `version` that you edited (or send it as If-Match), so that nobody’s change is lost.',
      {
        errors: [{ path: '/version', message: 'is required, here or as If-Match' }],
      },
    )
  if (matched !== undefined && Number(matched) !== given)
    throw fail('invalid_input', 'The `version` and If-Match differ: send one of them.')
  return given
}
