import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Letter } from './layout.ts'
import type { About } from './letters.ts'
import { returnDecided, returnReceived } from './return-letters.ts'

const id = '01941f29-7c00-7000-8000-000000000001'
const eur = (amount: number) => ({ amount, currency: 'EUR' })
const about: About = {
  shop: 'Souk',
  url: 'https://souk.example',
  at: new Date('2026-01-05T10:00:00Z'),
  accessToken: 't',
}
const shirt = { sku: 'SHIRT-B-M', quantity: 2, name: 'Linen shirt', options: { Colour: 'Blue' } }
const facts = { orderId: id, number: 'S-100042', cartId: id, email: 'ada@example.org', total: eur(6_480), returnId: id }

function tells(letter: Letter, ...words: string[]) {
  const shown = letter.html.replace(/<style>[\s\S]*<\/style>/, '').replace(/<[^>]+>/g, ' ')
  for (const word of words) {
    assert.ok(letter.text.includes(word), `'${word}' is missing in the text:\n${letter.text}`)
    assert.ok(shown.includes(word), `'${word}' is missing in the HTML: ${shown}`)
  }
}

test('The letter about an approved return says what to send, how, and what comes then.', () => {
  const letter = returnDecided({ ...facts, approved: true, lines: [shirt], note: 'Use the label within.' }, about)
  tells(letter, 'Linen shirt', 'Colour: Blue', '2 ×', 'Use the label within.', 'Pack it', 'We write to you again')
  assert.match(letter.text, /https:\/\/souk\.example\/returns\n/)
  assert.match(letter.text, /accessToken=t\n/)
})

test('The letter about a rejected return says why, and what can be done.', () => {
  const letter = returnDecided({ ...facts, approved: false, lines: [shirt], note: 'The seal is broken.' }, about)
  tells(letter, 'we cannot take back', 'The seal is broken.', 'Please do not send it')
  assert.match(letter.text, /https:\/\/souk\.example\/contact\n/)
})

test('The letter about a received return names what came and what goes back for it.', () => {
  const lines = [{ ...shirt, restock: true }]
  const letter = returnReceived({ ...facts, lines, refund: eur(5_990) }, about)
  tells(letter, 'has arrived', 'Linen shirt', '€59.90', 'goes back the way you paid')
  tells(returnReceived({ ...facts, lines, refund: eur(0) }, about), 'went back to you before')
})

test('What people named things stays text in letters about returns.', () => {
  const evil = '<script>alert("1")</script>'
  const letter = returnDecided(
    { ...facts, approved: true, lines: [{ ...shirt, name: evil, options: { [evil]: evil } }], note: evil },
    { ...about, name: evil },
  )
  assert.doesNotMatch(letter.html, /<script/)
})
