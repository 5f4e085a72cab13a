/** Words as they are searched for: folded the same way in the catalogue and in what people type; and near misses. */

const longest = 40
const mostInQuery = 12

const letters: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }

/** Lower case, without accents. */
function fold(text: string) {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => letters[letter] ?? letter)
    .normalize('NFC')
}

/** All runs of letters and digits, in their order. */
export function wordsOf(text: string): string[] {
  return (fold(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map((word) => [...word].slice(0, longest).join(''))
}

/** The words of a search; what follows the twelfth is left out. */
export function searchWords(text: string) {
  return wordsOf(text).slice(0, mostInQuery)
}

/** The key that names are sorted by: folded, and short enough to travel in a cursor. */
export function nameKey(name: string) {
  let key = ''
  let bytes = 0
  for (const letter of wordsOf(name).join(' ')) {
    bytes += Buffer.byteLength(letter)
    if (bytes > 120) break
    key += letter
  }
  return key
}

/** How many typing errors a word of this length is forgiven. */
export function forgiven(word: string) {
  const { length } = word
  if (length < 3) return 0
  return length < 6 ? 1 : 2
}

export type KnownWord = { word: string; lexeme: string; titles: number; bodies: number }

/** The word that was most likely meant: fewest errors, then the same first letter, then the most used. */
export function nearest(typed: string, known: readonly KnownWord[]): KnownWord | undefined {
  const near = known
    .map((each) => ({ each, errors: typingErrors(typed, each.word) }))
    .filter(({ errors }) => errors <= forgiven(typed))
  near.sort(
    (one, other) =>
      one.errors - other.errors ||
      Number(other.each.word[0] === typed[0]) - Number(one.each.word[0] === typed[0]) ||
      other.each.titles - one.each.titles ||
      other.each.bodies - one.each.bodies ||
      (one.each.word < other.each.word ? -1 : 1),
  )
  return near[0]?.each
}

/** Letters left out, added, replaced, or swapped with their neighbour (optimal string alignment). */
export function typingErrors(one: string, other: string) {
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1]
      let errors = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      if (swapped) errors = Math.min(errors, (beforeLast[j - 2] ?? 0) + 1)
      row.push(errors)
    }
    beforeLast = last
    last = row
  }
  return last[other.length] ?? 0
}
