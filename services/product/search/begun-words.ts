/** From what somebody has typed of a word to the words that it may become. */
import { forgiven, typingErrors } from './words.ts'

/**
 * The numbers of the words, and how sure it is that one of them is meant: 3 the word itself, 2 begun, 1 misspelt, 0
 * begun and misspelt.
 */
export type Begun = { numbers: number[]; sureness: (number: number) => number }

/** @param words in order */
export function begunWords(words: readonly string[], typed: string): Begun {
  const numbers: number[] = []
  for (let at = firstFrom(words, typed); words[at]?.startsWith(typed); at++) numbers.push(at)
  if (typed.length > 3 && typed.endsWith('s')) {
    const singular = typed.slice(0, -1)
    const at = firstFrom(words, singular)
    if (words[at] === singular) numbers.push(at)
  }
  if (numbers.length > 0) return { numbers, sureness: (number) => (words[number] === typed ? 3 : 2) }
  const most = forgiven(typed)
  return {
    numbers: most === 0 ? [] : misspelt(words, typed, most),
    sureness: (number) => (typingErrors(words[number] as string, typed) <= most ? 1 : 0),
  }
}

function firstFrom(words: readonly string[], typed: string) {
  let low = 0
  let high = words.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((words[middle] as string) < typed) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The words whose beginning differs least from what was typed, in letters left out, added, replaced or swapped. Where some
 * of them have the same first letter, the others do not count. Words come in order, so what was worked out for the letters
 * that a word shares with the one before it, a row for each letter, holds for it too.
 */
function misspelt(words: readonly string[], typed: string, most: number): number[] {
  const { length } = typed
  const longest = length + most
  const rows = Array.from({ length: longest + 1 }, () => new Uint8Array(length + 1))
  const first = rows[0] as Uint8Array
  for (let index = 0; index <= length; index++) first[index] = index
  // The fewest errors of any beginning up to this length.
  const fewest = new Uint8Array(longest + 1).fill(length, 0, 1)
  let fewestOfAll = most
  let found: number[] = []
  let before = ''
  let reached = 0
  let isHopeless = false
  words.forEach((word, number) => {
    let at = 0
    while (at < reached && word[at] === before[at]) at++
    if (at < reached) isHopeless = false
    before = word
    for (const end = Math.min(word.length, longest); at < end && !isHopeless; ) {
      at += 1
      isHopeless = fillRow(rows, at, word, typed) > most
      fewest[at] = Math.min(fewest[at - 1] as number, rows[at]?.[length] as number)
    }
    reached = at
    const errors = fewest[at] as number
    if (errors > fewestOfAll) return
    if (errors < fewestOfAll) found = []
    fewestOfAll = errors
    found.push(number)
  })
  const sameFirst = found.filter((number) => words[number]?.[0] === typed[0])
  return sameFirst.length > 0 ? sameFirst : found
}

/** The errors between the first letters of the word, `at` of them, and each beginning of what was typed. @returns the fewest */
function fillRow(rows: readonly Uint8Array[], at: number, word: string, typed: string) {
  const row = rows[at] as Uint8Array
  const last = rows[at - 1] as Uint8Array
  const letter = word[at - 1]
  row[0] = at
  let fewest = at
  for (let index = 1; index <= typed.length; index++) {
    const added = (last[index] as number) + 1
    const leftOut = (row[index - 1] as number) + 1
    const replaced = (last[index - 1] as number) + (letter === typed[index - 1] ? 0 : 1)
    let errors = Math.min(added, leftOut, replaced)
    if (at > 1 && index > 1 && letter === typed[index - 2] && word[at - 2] === typed[index - 1])
      errors = Math.min(errors, (rows[at - 2]?.[index - 2] as number) + 1)
    row[index] = errors
    if (errors < fewest) fewest = errors
  }
  return fewest
}
