import { error, redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { missingParts, needed } from '#lib/server/away.ts'
import { describe, describeWay } from '#lib/server/facts.ts'
import { forEverybody } from '#lib/server/for-everybody.ts'
import { firstToBuy, groupsOf, nearestTo, pictureFor, valuesIn, variantWith } from '#lib/server/product/choice.ts'
import { factsOf } from '#lib/server/product/facts.ts'
import { refusals } from '#lib/server/product/outcomes.ts'
import { stockOf } from '#lib/server/product/stock.ts'
import { wayTo } from '#lib/server/product/way.ts'
import { stockLine, wordsFor } from '#lib/server/product/words.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event
  const { shop, language } = locals
  const { missing, optional } = missingParts(event)

  const shown = needed(shop.product.getProduct(params)).then(async (product) => {
    const sku = url.searchParams.get('sku')
    // As a form sends them. Each variant has one address.
    const values = valuesIn(url.searchParams)
    const asked = values && variantWith(product, values)
    if (asked !== undefined) redirect(303, `${inLanguage(language, `/products/${product.slug}`)}?sku=${asked.sku}`)
    const variant = values
      ? nearestTo(product, values)
      : (product.variants.find((one) => one.sku === sku) ?? firstToBuy(product.variants))
    if (variant === undefined) error(404, 'not_found')
    const left = await optional('stock', stockOf(shop, variant))
    return { product, variant, left, refused: values ? 'not_made' : url.searchParams.get('refused') }
  })
  const [{ product, variant, left, refused }, related, categories] = await Promise.all([
    shown,
    needed(optional('catalogue', shop.product.listRelated(params))),
    optional('catalogue', shop.product.listCategories({})),
  ])

  const { slug, name, brand, images } = product
  const crumbs = [...wayTo(product.category, categories?.items ?? []), { name, path: `/products/${slug}` }]
  describeWay(event, crumbs)
  describe(event, factsOf(product, locals))
  forEverybody(event, 5)
  const picture = Number(url.searchParams.get('picture')) - 1
  const availability = left === 0 ? 'out' : variant.availability
  return {
    product: {
      slug,
      name,
      brand,
      images,
      details: Object.entries(product.attributes).map(([name, value]) => ({ name, value })),
    },
    paragraphs: product.description.split(/\n{2,}/),
    sku: variant.sku,
    price: variant.price,
    before: variant.compareAtPrice,
    stock: { availability, line: stockLine(availability, left, language) },
    most: left || 999,
    groups: groupsOf(product, variant),
    picture: picture in images ? picture : pictureFor(images, variant),
    crumbs,
    related: related?.items ?? [],
    /** Of the next click on “Add to cart”, so that it counts once. */
    key: crypto.randomUUID(),
    fault: refused !== null && refused in refusals ? refusals[refused as keyof typeof refusals][language] : undefined,
    words: wordsFor(language),
    missing,
  }
}
