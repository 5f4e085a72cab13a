import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { drawPicture } from '../pictures/draw.ts'
import { categories, products } from './catalogue.ts'

const variants = products.flatMap((product) => product.variants)

function repeated(values: string[]): string[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))]
}

// Every tag that opens closes again in the right order, and attribute values hold no raw markup.
function wellFormed(svg: string): boolean {
  const open: string[] = []
  const rest = svg.replace(
    /<(\/?)([a-zA-Z]+)((?:\s+[a-zA-Z][a-zA-Z0-9-]*="[^"<>&]*")*)\s*(\/?)>/g,
    (_, end, tag, __, empty) => {
      if (end) return open.pop() === tag ? '' : '<'
      if (!empty) open.push(tag)
      return ''
    },
  )
  return open.length === 0 && rest.trim() === ''
}

describe('the demo catalogue', () => {
  test('holds enough to browse', () => {
    assert.ok(products.length >= 80, `${products.length} products`)
    assert.ok(variants.length >= 250, `${variants.length} variants`)
  })

  test('gives every variant a SKU of its own, in capitals, digits and dashes', () => {
    assert.deepEqual(repeated(variants.map(({ sku }) => sku)), [])
    assert.deepEqual(
      variants.filter(({ sku }) => !/^[A-Z0-9]+(-[A-Z0-9]+)*$/.test(sku)),
      [],
    )
  })

  test('gives every product and category a slug of its own', () => {
    assert.deepEqual(repeated(products.map(({ slug }) => slug)), [])
    assert.deepEqual(repeated(categories.map(({ slug }) => slug)), [])
  })

  test('lists parents before their children', () => {
    categories.forEach(({ slug, parent }, i) => {
      const known = parent === null || categories.slice(0, i).some((earlier) => earlier.slug === parent)
      assert.ok(known, `${slug} comes before its parent ${parent}`)
    })
  })

  test('puts every product into a leaf category, and no leaf stays empty', () => {
    const leaves = categories
      .filter(({ slug }) => !categories.some(({ parent }) => parent === slug))
      .map(({ slug }) => slug)
    assert.deepEqual(
      products.filter(({ category }) => !leaves.includes(category)).map(({ slug }) => slug),
      [],
    )
    assert.deepEqual(
      leaves.filter((leaf) => !products.some(({ category }) => category === leaf)),
      [],
    )
  })

  test('declares every option and value that a variant has', () => {
    for (const { slug, options, variants: own } of products) {
      for (const variant of own) {
        assert.deepEqual(
          Object.keys(variant.options),
          options.map(({ name }) => name),
          slug,
        )
        for (const { name, values } of options) assert.ok(values.includes(variant.options[name] ?? ''), variant.sku)
      }
    }
  })

  test('sells every declared option value at least once', () => {
    for (const { slug, options, variants: own } of products) {
      for (const { name, values } of options) {
        const unused = values.filter((value) => !own.some((variant) => variant.options[name] === value))
        assert.deepEqual(unused, [], slug)
      }
    }
  })

  test('gives every variant of a product its own combination', () => {
    for (const { slug, variants: own } of products) {
      assert.ok(own.length > 0, slug)
      assert.deepEqual(repeated(own.map(({ options }) => JSON.stringify(options))), [], slug)
    }
  })

  test('asks whole, sensible prices', () => {
    for (const { sku, price, compareAtPrice, weight, onHand } of variants) {
      assert.ok(Number.isInteger(price) && price >= 490 && price <= 129000, sku)
      assert.ok(compareAtPrice === undefined || compareAtPrice > price, sku)
      assert.ok(weight > 0 && Number.isInteger(onHand) && onHand >= 0, sku)
    }
  })

  test('has some variants sold out and some nearly so', () => {
    assert.ok(variants.filter(({ onHand }) => onHand === 0).length >= 10)
    assert.ok(variants.filter(({ onHand }) => onHand > 0 && onHand <= 3).length >= 10)
  })

  test('draws every picture as a small, self-contained SVG', () => {
    for (const { slug, images } of products) {
      assert.ok(images.length > 0, slug)
      for (const { picture, colour } of images) {
        const svg = drawPicture(picture, colour)
        assert.match(svg, /^<svg [^>]*viewBox="0 0 1200 1200"/, slug)
        assert.ok(wellFormed(svg), `${picture} in ${colour} is not well-formed`)
        assert.ok(Buffer.byteLength(svg) < 16_384, `${picture} is ${svg.length} long`)
        assert.doesNotMatch(svg, /<script|<image|<foreignObject|href="(?!#)|url\((?!#)|\son\w+=|NaN|undefined/, picture)
      }
    }
  })

  test('shows different products with different drawings', () => {
    const drawings = new Map<string, string>()
    for (const { slug, images } of products) {
      const picture = images[0]?.picture ?? ''
      const drawing = drawPicture(picture, 'Navy / Coral').replace(/p[a-z0-9]+([gfsb]\d*c?)\b/g, '$1')
      assert.equal(drawings.get(drawing), undefined, `${slug} looks like ${drawings.get(drawing)}`)
      drawings.set(drawing, slug)
    }
  })

  test('keeps the ids of two pictures apart', () => {
    const ids = products
      .flatMap(({ images }) => images)
      .flatMap(({ picture, colour }) => [
        ...new Set([...drawPicture(picture, colour).matchAll(/ id="(p[^"]+)"/g)].map((match) => match[1] ?? '')),
      ])
    assert.equal(new Set(ids).size, ids.length)
  })

  test('shows every colour that is sold', () => {
    for (const { slug, options, images } of products) {
      const colours = options.find(({ name }) => name === 'Colour')?.values ?? []
      assert.deepEqual(
        colours.filter((colour) => !images.some((image) => image.colour === colour)),
        [],
        slug,
      )
    }
  })

  test('says in every alt text what is to be seen, not only the name', () => {
    for (const { name, images } of products) {
      for (const { alt } of images) assert.ok(alt.length >= 12 && alt !== name, `${name}: ${alt}`)
    }
  })

  test('describes every product in two to four paragraphs of its own', () => {
    const uses = new Map<string, number>()
    for (const { slug, description } of products) {
      assert.ok(description.length >= 200, `${slug} has ${description.length} characters`)
      const paragraphs = description.split('\n\n')
      assert.ok(paragraphs.length >= 2 && paragraphs.length <= 4, slug)
      for (const sentence of new Set(description.split(/(?<=[.!?:])\s+/)))
        uses.set(sentence, (uses.get(sentence) ?? 0) + 1)
    }
    assert.deepEqual(
      [...uses].filter(([, count]) => count > 2),
      [],
    )
  })

  test('answers a search for running shoes', () => {
    assert.ok(products.filter(({ name }) => name.includes('running shoe')).length >= 8)
  })
})
