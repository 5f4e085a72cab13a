import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasReason } from '@souk/platform/errors.ts'
import { changedEvent, checked, type Draft, editedVersion, type Variant } from './product.ts'

const eur = (amount: number) => ({ amount, currency: 'EUR' })

function variant(sku: string, options: Record<string, string>, more: Partial<Variant> = {}): Variant {
  return { sku, options, price: eur(1999), weight: 300, ...more }
}

function draft(more: Partial<Draft> = {}): Draft {
  return {
    slug: 'daily-shoe',
    name: 'Daily shoe',
    brand: 'Ruvane',
    category: 'shoes',
    description: '',
    attributes: {},
    options: [
      { name: 'Colour', values: ['Red', 'Blue'] },
      { name: 'Size', values: ['41', '42'] },
    ],
    images: [],
    variants: [variant('A', { Colour: 'Red', Size: '41' }), variant('B', { Size: '42', Colour: 'Blue' })],
    ...more,
  }
}

function refuses(more: Partial<Draft>, reason: string, path: string) {
  assert.throws(
    () => checked(draft(more)),
    (error) => {
      assert.ok(hasReason(error, reason))
      assert.equal(error.errors?.[0]?.path, path)
      return true
    },
  )
}

test('A variant’s options take the order in which the product declares them.', () => {
  assert.deepEqual(Object.keys(checked(draft()).variants[1]?.options ?? {}), ['Colour', 'Size'])
})

test('A variant has each declared option exactly once, and none that is not declared.', () => {
  refuses({ variants: [variant('A', { Colour: 'Red' })] }, 'invalid_input', '/variants/0/options')
  refuses({ variants: [variant('A', { Colour: 'Green', Size: '41' })] }, 'unknown_option', '/variants/0/options')
  const strange = variant('A', { Colour: 'Red', Size: '41', Width: 'Wide' })
  refuses({ variants: [strange] }, 'unknown_option', '/variants/0/options')
  refuses({ variants: [variant('A', { toString: 'x' })] }, 'unknown_option', '/variants/0/options')
})

test('No two variants have the same options or the same SKU; SKUs that differ in case differ.', () => {
  const [one, other] = [variant('A', { Colour: 'Red', Size: '41' }), variant('a', { Size: '41', Colour: 'Red' })]
  refuses({ variants: [one, other] }, 'invalid_input', '/variants/1/options')
  refuses({ variants: [one, { ...other, sku: 'A' }] }, 'invalid_input', '/variants/1/sku')
  assert.equal(
    checked(draft({ variants: [one, { ...other, options: { Colour: 'Blue', Size: '41' } }] })).variants.length,
    2,
  )
})

test('All prices of a product are in one currency and not negative.', () => {
  const [red, blue] = [
    { Colour: 'Red', Size: '41' },
    { Colour: 'Blue', Size: '41' },
  ]
  const dollars = { amount: 5, currency: 'USD' }
  refuses(
    { variants: [variant('A', red), variant('B', blue, { price: dollars })] },
    'invalid_input',
    '/variants/1/price/currency',
  )
  refuses(
    { variants: [variant('A', red, { compareAtPrice: dollars })] },
    'invalid_input',
    '/variants/0/compareAtPrice/currency',
  )
  refuses({ variants: [variant('A', red, { price: eur(-1) })] }, 'invalid_input', '/variants/0/price/amount')
})

test('Options are declared once, each value once, and none has a name that facets use themselves.', () => {
  const size = { name: 'Size', values: ['41'] }
  refuses({ options: [size, size] }, 'invalid_input', '/options/1/name')
  refuses({ options: [{ name: 'Size', values: ['41', '41'] }] }, 'invalid_input', '/options/0/values')
  refuses({ options: [{ name: 'price', values: ['41'] }] }, 'invalid_input', '/options/0/name')
})

test('A picture shows declared options only and comes from here or from the web.', () => {
  const image = { url: '/api/v1/images/abcdefghij', alt: 'A shoe' }
  refuses({ images: [{ ...image, options: { Colour: 'Green' } }] }, 'unknown_option', '/images/0/options')
  for (const url of ['javascript:alert(1)', '//evil.example/x.png', 'data:text/html,x', '/a b', ''])
    refuses({ images: [{ ...image, url }] }, 'invalid_input', '/images/0/url')
})

test('A slug never looks like an id.', () => {
  refuses({ slug: '0190b5a1-0000-7000-8000-000000000000' }, 'invalid_input', '/slug')
})

test('Followers are told each variant with the first picture that shows its options.', () => {
  const images = [
    { url: '/front', alt: 'Both' },
    { url: '/blue', alt: 'Blue', options: { Colour: 'Blue' } },
  ]
  const event = changedEvent({ id: 'p', version: 2 }, checked(draft({ images })), ['C'])
  assert.equal(event.image?.url, '/front')
  assert.deepEqual(
    event.variants.map(({ sku, image }) => [sku, image?.url]),
    [
      ['A', undefined],
      ['B', '/blue'],
    ],
  )
  assert.deepEqual(event.removedSkus, ['C'])
})

test('The edited version comes in the body or as If-Match, quoted or not.', () => {
  assert.equal(editedVersion(3, undefined), 3)
  for (const header of ['3', '"3"', 'W/"3"']) assert.equal(editedVersion(undefined, header), 3)
  assert.equal(editedVersion(3, '"3"'), 3)
  for (const [version, header] of [
    [undefined, undefined],
    [3, '"4"'],
    [undefined, '*'],
    [3, 'x'],
  ] as const)
    assert.throws(
      () => editedVersion(version, header),
      (error) => hasReason(error, 'invalid_input'),
    )
})
