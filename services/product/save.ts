/** Writing a product that may be written, with all that hangs on it. */
import type { Transaction } from '@souk/platform/database/pool.ts'
import { SoukError } from '@souk/platform/errors.ts'
import { changedEvent, type Draft } from './product.ts'
import * as products from './products.sql.ts'
import { wordsOf } from './search/words.ts'

/**
 * @param catalogueVersion from `nextVersion`, called before anything was read
 * @throws 409 `slug_taken`, 409 `sku_taken`, 422 `unknown_category`
 */
export async function save(
  tx: Transaction,
  catalogueVersion: number,
  product: { id: string; version: number; at: Date },
  draft: Draft,
  removedSkus: readonly string[],
) {
  const { categoryNames, slugTaken, takenSkus } = await products.surroundingsOf(tx, product.id, draft)
  if (categoryNames === null)
    throw new SoukError('unprocessable', 'unknown_category', `There is no category '${draft.category}': add it first.`)
  if (slugTaken)
    throw new SoukError('conflict', 'slug_taken', `Another product has the slug '${draft.slug}': choose another.`)
  if (takenSkus.length > 0)
    throw new SoukError(
      'conflict',
      'sku_taken',
      `Other products have these SKUs: ${takenSkus.slice(0, 10).join(', ')}.`,
    )

  const texts = textsOf(draft, categoryNames)
  const words = {
    titles: distinctWords(texts.name, texts.titles),
    bodies: distinctWords(texts.attributes, texts.description),
  }
  await products.countWords(tx, countChanges(await products.wordsOfProduct(tx, product.id), words))
  const event = changedEvent(product, draft, removedSkus)
  await products.writeProduct(tx, catalogueVersion, product, draft, texts, words, event)
}

/** A removed product's words are not the catalogue's any more. */
export async function forgetWords(tx: Transaction, id: string) {
  await products.countWords(tx, countChanges(await products.wordsOfProduct(tx, id), { titles: [], bodies: [] }))
}

function textsOf(draft: Draft, categoryNames: readonly string[]): products.Texts {
  const values = draft.options.flatMap(({ values }) => values)
  const attributes = Object.entries(draft.attributes).flat().join(' ').slice(0, 20_000)
  return {
    name: spaced(draft.name),
    titles: spaced([draft.brand, ...categoryNames, ...values].join(' ')),
    attributes: spaced(attributes),
    description: spaced(draft.description),
  }
}

/** Nothing but folded words, so that the database splits it where we do. */
function spaced(text: string) {
  return wordsOf(text).join(' ')
}

function distinctWords(...texts: string[]) {
  return [...new Set(texts.flatMap((text) => (text === '' ? [] : text.split(' '))))]
}

function countChanges(before: products.Words, after: products.Words) {
  const changes = new Map<string, { word: string; titles: number; bodies: number }>()
  const count = (words: readonly string[], kind: 'titles' | 'bodies', by: number) => {
    for (const word of words) {
      const change = changes.get(word) ?? { word, titles: 0, bodies: 0 }
      change[kind] += by
      changes.set(word, change)
    }
  }
  for (const kind of ['titles', 'bodies'] as const) {
    count(before[kind], kind, -1)
    count(after[kind], kind, 1)
  }
  return [...changes.values()].filter(({ titles, bodies }) => titles !== 0 || bodies !== 0)
}
