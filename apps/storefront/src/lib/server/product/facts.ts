import type { Product } from '@souk/contracts/product.ts'
import { inLanguage, type Language } from '#lib/language.ts'
import { pictureFor } from './choice.ts'

const availabilities = { in_stock: 'InStock', low: 'LimitedAvailability', out: 'OutOfStock' }

/** What search engines get to know of a product. */
export function factsOf(product: Product, { origin, language }: { origin: string; language: Language }) {
  const { id, slug, name, brand, description, images, attributes } = product
  const url = `${origin}${inLanguage(language, `/products/${slug}`)}`
  const picture = (index: number) => images[index] && `${origin}${images[index].url}/1280.png`
  return {
    '@type': 'Product',
    '@id': `${origin}/products/${slug}`,
    productID: id,
    name,
    description,
    url,
    brand: { '@type': 'Brand', name: brand },
    image: images.map((_, index) => picture(index)),
    additionalProperty: Object.entries(attributes).map(([label, value]) => ({
      '@type': 'PropertyValue',
      name: label,
      value,
    })),
    offers: product.variants.map((variant) => ({
      '@type': 'Offer',
      sku: variant.sku,
      name: [name, ...Object.values(variant.options)].join(', '),
      image: picture(pictureFor(images, variant)),
      url: `${url}?sku=${variant.sku}`,
      price: decimal(variant.price),
      priceCurrency: variant.price.currency,
      availability: `https://schema.org/${availabilities[variant.availability]}`,
      itemCondition: 'https://schema.org/NewCondition',
    })),
  }
}

/** Money as schema.org writes it: 19.99. */
function decimal({ amount, currency }: { amount: number; currency: string }) {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  return (amount / 10 ** digits).toFixed(digits)
}
