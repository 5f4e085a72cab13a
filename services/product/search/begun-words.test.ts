import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begunWords } from './begun-words.ts'
import { forgiven, typingErrors } from './words.ts'

const words = ['boot', 'boots', 'bottle', 'number', 'run', 'runner', 'running', 'rust', 'shoe', 'shoes', 'shoulder']

function begun(typed: string) {
  const { numbers, sureness } = begunWords(words, typed)
  return Object.fromEntries(numbers.map((number) => [words[number], sureness(number)]))
}

test('What begins a word stands for all words that begin so, and most for the word itself.', () => {
  assert.deepEqual(begun('run'), { run: 3, runner: 2, running: 2 })
  assert.deepEqual(begun('shoes'), { shoes: 3, shoe: 2 }, 'a plural also stands for its singular')
  assert.deepEqual(begun('bottles'), { bottle: 2 })
  assert.deepEqual(begun('s'), { shoe: 2, shoes: 2, shoulder: 2 })
})

test('Where no word begins so, the nearest beginnings are meant, whole words before begun ones.', () => {
  assert.deepEqual(begun('runing'), { running: 1 })
  assert.deepEqual(
    begun('rnu'),
    { run: 1, runner: 0, running: 0, rust: 0 },
    'but not number: it begins with another letter',
  )
  assert.deepEqual(begun('bots'), { boots: 1, bottle: 0 })
  assert.deepEqual(begun('xy'), {}, 'two letters are forgiven nothing')
  assert.deepEqual(begun('zzzzzz'), {})
})

test('Going through the words in order finds what comparing each with what was typed finds.', () => {
  const letters = 'abcé'
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  const word = (most: number) =>
    Array.from({ length: 1 + random(most) }, () => letters[random(letters.length)]).join('')
  for (let turn = 0; turn < 300; turn++) {
    const all = [...new Set(Array.from({ length: 60 }, () => word(9)))].sort()
    const typed = word(8)
    const found = begunWords(all, typed).numbers.map((number) => all[number])
    assert.deepEqual(found, expected(all, typed), typed)
  }
})

function expected(all: readonly string[], typed: string) {
  const exact = all.filter((word) => word.startsWith(typed))
  if (exact.length > 0) return exact
  const errors = all.map((word) => fewestErrors(word, typed))
  const fewest = Math.min(...errors)
  if (fewest > forgiven(typed)) return []
  const near = all.filter((_, index) => errors[index] === fewest)
  const sameFirst = near.filter((word) => word[0] === typed[0])
  return sameFirst.length > 0 ? sameFirst : near
}

function fewestErrors(word: string, typed: string) {
  return Math.min(...Array.from({ length: word.length }, (_, index) => typingErrors(word.slice(0, index + 1), typed)))
}
