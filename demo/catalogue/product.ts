export type Category = { slug: string; name: string; parent: string | null; description: string }

// Prices are euro cents with VAT included, weights are grams.
export type Variant = {
  sku: string
  options: Record<string, string>
  price: number
  compareAtPrice?: number
  weight: number
  onHand: number
}

export type Product = {
  slug: string
  name: string
  brand: string
  category: string
  description: string
  attributes: Record<string, string>
  options: { name: string; values: string[] }[]
  variants: Variant[]
  images: { picture: string; colour?: string; alt: string }[]
}

export type Sheet = {
  slug: string
  name: string
  brand: string
  category: string
  text: string
  attributes: Record<string, string>
  sku: string
  options?: Record<string, string[]>
  price: number
  was?: number
  weight: number
  // A price or weight that holds for every variant with this option value.
  prices?: Record<string, number>
  weights?: Record<string, number>
  // Combinations that are not made, as 'Black/44' in the order of the options.
  without?: string[]
  stock?: Record<string, number>
  picture: string
  alt: string
}

function code(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

// Stock follows from the SKU, so that every fresh start shows the same shop: mostly plenty, now and then little.
function stockOf(sku: string): number {
  let sum = 7
  for (const letter of sku) sum = (sum * 31 + letter.charCodeAt(0)) % 9973
  const lot = sum % 20
  if (lot === 0) return 0
  if (lot < 3) return lot + (sum % 2)
  return 10 + (sum % 71)
}

function combinations(options: Record<string, string[]>): Record<string, string>[] {
  return Object.entries(options).reduce<Record<string, string>[]>(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  )
}

function variantsOf(sheet: Sheet): Variant[] {
  return combinations(sheet.options ?? {})
    .map((options) => ({ options, values: Object.values(options) }))
    .filter(({ values }) => !sheet.without?.includes(values.join('/')))
    .map(({ options, values }) => {
      const sku = [sheet.sku, ...values.map(code)].join('-')
      const special = <T>(table?: Record<string, T>) =>
        values.map((value) => table?.[value]).find((found) => found !== undefined)
      return {
        sku,
        options,
        price: special(sheet.prices) ?? sheet.price,
        ...(sheet.was ? { compareAtPrice: sheet.was } : {}),
        weight: special(sheet.weights) ?? sheet.weight,
        onHand: sheet.stock?.[values.join('/')] ?? stockOf(sku),
      }
    })
}

export function product(sheet: Sheet): Product {
  const { slug, name, brand, category, attributes, options = {}, picture, alt } = sheet
  const colours = options.Colour
  return {
    slug,
    name,
    brand,
    category,
    description: sheet.text
      .trim()
      .split(/\n\s*\n/)
      .map((part) => part.replace(/\s+/g, ' ').trim())
      .join('\n\n'),
    attributes,
    options: Object.entries(options).map(([option, values]) => ({ name: option, values })),
    variants: variantsOf(sheet),
    images: colours
      ? colours.map((colour) => ({
          picture,
          colour,
          alt: `${alt}, in ${colour.toLowerCase().replace(' / ', ' and ')}`,
        }))
      : [{ picture, alt }],
  }
}
