import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readChoices, writeChoices } from './choices.ts'

const read = (query: string) => readChoices(new URLSearchParams(query))

test('what is chosen comes back from the address that says it', () => {
  const query =
    '?q=shoes&brand=Fell&brand=Ruvane&Size=42&Frame+size=L&option.width=wide&price=2000-4999&inStock=1&sort=-price&page=2'
  assert.equal(writeChoices(read(query)), query)
})

test('nothing chosen leaves the address bare', () => {
  assert.equal(writeChoices(read('')), '')
})

test('what makes no sense in an address is passed over', () => {
  const query =
    'page=0&price=9-1&sort=best&brand=&Size=&category=No%20Slug&inStock=yes&brand=a%00b&utm_source=mail&fbclid=1'
  assert.equal(writeChoices(read(query)), '')
})

test('a page past what the catalogue counts is its last one', () => {
  assert.equal(read('page=999999').page, 1_000)
})

test('a price range may be open at either end', () => {
  assert.deepEqual(read('price=50000-').price, { from: 50_000, to: undefined })
  assert.deepEqual(read('price=-1999').price, { from: 0, to: 1_999 })
  assert.equal(read('price=-').price, undefined)
})

test('the same value chosen twice counts once', () => {
  assert.equal(writeChoices(read('brand=Fell&brand=Fell&Size=42&Size=42')), '?brand=Fell&Size=42')
})
