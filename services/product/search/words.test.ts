import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameKey, nearest, searchWords, typingErrors, wordsOf } from './words.ts'

const known = (...words: string[]) => words.map((word) => ({ word, lexeme: word, titles: 1, bodies: 1 }))

test('Words are runs of letters and digits, folded to lower case without accents.', () => {
  assert.deepEqual(wordsOf('Crème-brûlée T-SHIRT, 2.5 m „Größe“'), [
    'creme',
    'brulee',
    't',
    'shirt',
    '2',
    '5',
    'm',
    'grosse',
  ])
  assert.deepEqual(wordsOf("🎉 % ' \u0000 \ud800 —"), [])
  assert.deepEqual(wordsOf('ski 東京 हिन्दी').length, 3)
  assert.equal(wordsOf('x'.repeat(200))[0]?.length, 40)
  assert.equal(searchWords('a '.repeat(100)).length, 12)
})

test('A letter left out, added, replaced or swapped is one error.', () => {
  for (const [typed, meant, errors] of [
    ['shos', 'shoes', 1],
    ['runnning', 'running', 1],
    ['jackat', 'jacket', 1],
    ['nkie', 'nike', 1],
    ['raquet', 'racket', 2],
    ['', 'ab', 2],
    ['same', 'same', 0],
  ] as const)
    assert.equal(typingErrors(typed, meant), errors, typed)
})

test('The nearest word has the fewest errors, then the same first letter, then the most uses.', () => {
  assert.equal(nearest('runing', known('ruling', 'running', 'rune'))?.word, 'ruling')
  const used = [...known('ruling'), { word: 'running', lexeme: 'run', titles: 5, bodies: 0 }]
  assert.equal(nearest('runing', used)?.word, 'running')
  assert.equal(nearest('bots', known('hots', 'boots'))?.word, 'boots')
})

test('Short words are forgiven less.', () => {
  assert.equal(nearest('ab', known('abc')), undefined)
  assert.equal(nearest('shos', known('shirts')), undefined)
  assert.equal(nearest('bycicle', known('bicycle'))?.word, 'bicycle')
})

test('The key that names are sorted by fits into a cursor, whatever the name.', () => {
  for (const name of ['東'.repeat(160), '👟'.repeat(80), 'é"\\'.repeat(50), 'x'.repeat(160)])
    assert.ok(Buffer.byteLength(nameKey(name)) <= 120)
  assert.equal(nameKey('Été — Shoe'), 'ete shoe')
})
