/** Fills an empty shop with the demo catalogue, through the services' own operations, as a member of staff would. */
import type { inventory } from '@souk/contracts/inventory.ts'
import type { product } from '@souk/contracts/product.ts'
import type { Client } from '@souk/platform/client.ts'
import { categories, products } from './catalogue/catalogue.ts'
import type { Product } from './catalogue/product.ts'
import { drawPicture } from './pictures/draw.ts'

export type Staff = { products: Client<typeof product>; stock: Client<typeof inventory> }

/**
 * Safe to run again after an interruption: keys make each creation happen once.
 * @param progress called with how many of all products are there
 */
export async function loadDemo(staff: Staff, progress: (done: number, all: number) => void) {
  for (const { slug, name, description, parent } of categories) {
    const body = { slug, name, description, ...(parent === null ? {} : { parent }) }
    await staff.products.createCategory(body, { key: `demo-${slug}` })
  }
  let done = 0
  const waiting = mixed(products)
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await load(next, staff)
      progress(++done, products.length)
    }
  }
  await Promise.all(Array.from({ length: 4 }, worker))
}

/** One of each category after another, so that the newest are a bit of everything. */
function mixed(items: readonly Product[]) {
  const stacks = [...Map.groupBy(items, ({ category }) => category).values()]
  return Array.from({ length: items.length }, (_, turn) =>
    stacks.flatMap((stack) => stack.slice(turn, turn + 1)),
  ).flat()
}

async function load(item: Product, { products: catalogue, stock }: Staff) {
  for (const { sku, onHand } of item.variants) await stock.setStock({ sku, onHand, note: 'Demo catalogue' })
  const images = []
  for (const { picture, colour, alt } of item.images) {
    const data = Buffer.from(drawPicture(picture, colour)).toString('base64')
    const { url } = await catalogue.addImage({ contentType: 'image/svg+xml', data })
    const option = item.options.find(({ values }) => colour !== undefined && values.includes(colour))
    images.push({
      url,
      alt,
      ...(option === undefined || colour === undefined ? {} : { options: { [option.name]: colour } }),
    })
  }
  const euro = (amount: number) => ({ amount, currency: 'EUR' })
  const variants = item.variants.map(({ sku, options, price, compareAtPrice, weight }) => ({
    sku,
    options,
    price: euro(price),
    weight,
    ...(compareAtPrice === undefined ? {} : { compareAtPrice: euro(compareAtPrice) }),
  }))
  const { slug, name, brand, category, description, attributes, options } = item
  await catalogue.createProduct(
    { slug, name, brand, category, description, attributes, options, images, variants },
    { key: `demo-${slug}` },
  )
}
