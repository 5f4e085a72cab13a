import { error, redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { missingParts, needed } from '#lib/server/away.ts'
import { describe, describeWay } from '#lib/server/facts.ts'
import { forEverybody } from '#lib/server/for-everybody.ts'
import { add } from '#lib/server/product/adding.ts'
import { chosenIn } from '#lib/server/product/choice.ts'
import { factsOf } from '#lib/server/product/facts.ts'
import { stockOf } from '#lib/server/product/stock.ts'
import { promises, refusals } from '#lib/server/product/texts.ts'
import { wayTo } from '#lib/server/product/way.ts'
import { firstToBuy, pictureFor, variantWith } from '#lib/variants.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event
  const { shop, language } = locals
  const { missing, optional } = missingParts(event)
  const chosen = needed(shop.product.getProduct({ slug: params.slug })).then(async (product) => {
    const sku = url.searchParams.get('sku')
    const variant = product.variants.find((one) => one.sku === sku) ?? firstToBuy(product.variants)
    if (variant === undefined) error(404, 'not_found')
    return { product, variant, left: await optional('stock', stockOf(shop, variant)) }
  })
  const [{ product, variant, left }, related, categories] = await Promise.all([
    chosen,
    needed(optional('catalogue', shop.product.listRelated({ slug: params.slug }))),
    optional('catalogue', shop.product.listCategories({})),
  ])

  // Without JavaScript the options come as a form sends them; each variant has one address.
  const values = chosenIn(url.searchParams)
  const asked = values && variantWith(product, values)
  if (asked !== undefined) redirect(303, `${inLanguage(language, `/products/${product.slug}`)}?sku=${asked.sku}`)

  const { slug, name, brand, description, attributes, options, images, variants } = product
  const crumbs = [...wayTo(product.category, categories?.items ?? []), { name, path: `/products/${slug}` }]
  describeWay(event, crumbs)
  describe(event, factsOf(product, locals))
  forEverybody(event, 5)
  const picture = Number(url.searchParams.get('picture')) - 1
  return {
    product: { slug, name, brand, attributes, options, images, variants, paragraphs: description.split(/\n{2,}/) },
    variant,
    left,
    picture: picture in images ? picture : pictureFor(images, variant),
    notMade: values && refusals.not_made[language](Object.values(values).join(', ')),
    crumbs,
    promises: promises[language],
    related: related?.items ?? [],
    /** Of the next click on “Add to cart”, so that it counts once. */
    key: crypto.randomUUID(),
    missing,
  }
}

export const actions: Actions = { add }
