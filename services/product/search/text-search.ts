/** From what somebody typed to the products with these words: stemmed, completed and corrected. */
import type { Db } from '@souk/platform/database/pool.ts'
import { type AskedWord, askWords, type Match, matchesOf, wordsNear } from '../catalogue.sql.ts'
import type { Catalogue } from './catalogue.ts'
import { forgiven, nearest, searchWords } from './words.ts'

/** Found products that may be kept for repeated searches, over all searches together. */
const mostKept = 200_000

/** Best first. @returns undefined where nothing was typed */
export async function searchTexts(db: Db, catalogue: Catalogue, typed: string): Promise<readonly Match[] | undefined> {
  const wanted = typed.trim()
  if (wanted === '') return undefined
  const kept = catalogue.matches.get(wanted)
  if (kept !== undefined) return kept
  const { texts } = catalogue
  const query = await queryOf(db, searchWords(wanted))
  const sku = /^[\w.-]{1,64}$/.test(wanted) ? wanted : ''
  const matches = query === undefined && sku === '' ? [] : await matchesOf(db, query ?? null, sku)
  if (texts === catalogue.texts) keep(catalogue, wanted, matches)
  return matches
}

/** The oldest go first when there are too many. */
function keep(catalogue: Catalogue, wanted: string, matches: readonly Match[]) {
  const { matches: kept } = catalogue
  if (kept.has(wanted)) return
  kept.set(wanted, matches)
  catalogue.matchCount += matches.length + 1
  for (const [oldest, { length }] of kept) {
    if (catalogue.matchCount <= mostKept) return
    kept.delete(oldest)
    catalogue.matchCount -= length + 1
  }
}

/** @returns a text of PostgreSQL's tsquery, or undefined where no product can have all the words */
async function queryOf(db: Db, words: readonly string[]) {
  const asked = words.length === 0 ? [] : await askWords(db, words)
  const parts = await Promise.all(asked.map((word) => partOf(db, word, asked.length === 1)))
  const needed = parts.filter((part) => part !== 'any')
  return needed.length === 0 || needed.includes(undefined) ? undefined : needed.join(' & ')
}

/**
 * One word's part of the query. The last word may still be being typed, so it also stands for those that begin with it;
 * where it is a word by itself, only in what names a product, so that `cap` does not find every capacity.
 * @returns 'any' for a word too common to matter, undefined for one that no product has
 */
async function partOf(db: Db, { word, lexeme, known, completions }: AskedWord, isOnly: boolean) {
  if (lexeme === null && !isOnly) return 'any'
  const whole = lexeme !== null && known ? [quoted(lexeme)] : []
  const begun = [...new Set(completions)]
    .filter((each) => each !== lexeme)
    .map((each) => quoted(each) + (known ? ':AB' : ''))
  if (whole.length + begun.length > 0) return `(${[...whole, ...begun].join(' | ')})`
  const meant = forgiven(word) === 0 ? undefined : nearest(word, await wordsNear(db, word))
  return meant === undefined ? undefined : quoted(meant.lexeme)
}

function quoted(lexeme: string) {
  return `'${lexeme.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`
}
