/** Choosing a variant by its options, and what each further choice would lead to. */
import type { Product } from '@souk/contracts/product.ts'

export type Variant = Product['variants'][number]
type Values = Record<string, string>
type Choices = Pick<Product, 'options' | 'variants'>

/** The fields of a form are named after the options, with this before. */
export const fieldBefore = 'option.'

/** @returns the value of each option by its name; undefined where the fields hold none */
export function valuesIn(fields: Iterable<[string, unknown]>): Values | undefined {
  const values = [...fields]
    .filter(([field]) => field.startsWith(fieldBefore))
    .map(([field, value]) => [field.slice(fieldBefore.length), String(value)])
  return values.length === 0 ? undefined : Object.fromEntries(values)
}

/** The variant that has exactly these values. */
export function variantWith({ options, variants }: Choices, values: Values): Variant | undefined {
  return variants.find((variant) => options.every(({ name }) => variant.options[name] === values[name]))
}

/** The variant that agrees in the most options, from the first one on; of those, one that can be bought. */
export function nearestTo({ options, variants }: Choices, values: Values): Variant | undefined {
  let nearest = variants
  for (const { name } of options) {
    const nearer = nearest.filter((variant) => variant.options[name] === values[name])
    if (nearer.length > 0) nearest = nearer
  }
  return firstToBuy(nearest)
}

export function firstToBuy(variants: readonly Variant[]): Variant | undefined {
  return variants.find(({ availability }) => availability !== 'out') ?? variants[0]
}

/**
 * Every value of every option, with where it leads from the variant chosen. Options are chosen in their order: a value is
 * possible where something is made with it and with what was chosen in the options before it, and leads to the same in the
 * options after it where that is made. So no choice is a dead end, and the first option is always free.
 */
export function groupsOf(choices: Choices, chosen: Variant) {
  const { options, variants } = choices
  return options.map(({ name, values }, index) => {
    const before = options.slice(0, index)
    return {
      name,
      values: values.map((value) => {
        const wanted = { ...chosen.options, [name]: value }
        const made = variants.filter(
          (variant) =>
            variant.options[name] === value && before.every((one) => variant.options[one.name] === wanted[one.name]),
        )
        const reached = variantWith(choices, wanted) ?? nearestTo({ options, variants: made }, wanted)
        return {
          value,
          sku: made.length === 0 ? undefined : reached?.sku,
          isChosen: chosen.options[name] === value,
          isOut: made.every(({ availability }) => availability === 'out'),
        }
      }),
    }
  })
}

/** Which picture to show for a variant: the first that shows none of its options otherwise. */
export function pictureFor(images: Product['images'], { options }: Pick<Variant, 'options'>): number {
  const fits = images.findIndex(({ options: shown }) =>
    Object.entries(shown ?? {}).every(([name, value]) => options[name] === value),
  )
  return Math.max(fits, 0)
}
