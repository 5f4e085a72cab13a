/** Finding the variant that somebody means by the options they choose. */
import type { Product } from '@souk/contracts/product.ts'

export type Variant = Product['variants'][number]
type Values = Record<string, string>
/** What of a product decides a choice. */
export type Choices = Pick<Product, 'options' | 'variants'>

/** The variant that has exactly these values. */
export function variantWith({ options, variants }: Choices, values: Values): Variant | undefined {
  return variants.find((variant) => options.every(({ name }) => variant.options[name] === values[name]))
}

/**
 * Options are chosen in their order: a value is possible where something is made with it and with what was chosen in the
 * options before it. So no choice leads to a dead end: the first option is always free.
 */
export function madeWith({ options, variants }: Choices, name: string, values: Values): Variant[] {
  const names = options.map((option) => option.name)
  const settled = names.slice(0, names.indexOf(name) + 1)
  return variants.filter((variant) => settled.every((one) => variant.options[one] === values[one]))
}

/** What to show when this option is changed: the same in the other options where that is made, else what can be bought. */
export function afterChoosing(choices: Choices, name: string, values: Values): Variant | undefined {
  const made = madeWith(choices, name, values)
  return variantWith({ ...choices, variants: made }, values) ?? firstToBuy(made)
}

export function firstToBuy(variants: readonly Variant[]): Variant | undefined {
  return variants.find(({ availability }) => availability !== 'out') ?? variants[0]
}

/** The picture to show for a variant: the first that shows none of its options otherwise. */
export function pictureFor(images: Product['images'], { options }: Pick<Variant, 'options'>): number {
  const fits = images.findIndex(({ options: shown }) =>
    Object.entries(shown ?? {}).every(([name, value]) => options[name] === value),
  )
  return Math.max(fits, 0)
}
