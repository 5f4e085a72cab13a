import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageLinks } from './pages.ts'

const labels = (number: number, last: number) =>
  pageLinks(number, last, 'en', (page) => `?page=${page}`)
    .map(({ label }) => label)
    .join(' ')

test('a listing of one page has no pages to choose from', () => {
  assert.equal(labels(1, 1), '')
})

test('few pages are all there', () => {
  assert.equal(labels(1, 3), '1 2 3 Next')
  assert.equal(labels(3, 5), 'Previous 1 2 3 4 5 Next')
})

test('of many there are the first, the last and those next to this one', () => {
  assert.equal(labels(1, 20), '1 2 3 … 20 Next')
  assert.equal(labels(10, 20), 'Previous 1 … 9 10 11 … 20 Next')
  assert.equal(labels(20, 20), 'Previous 1 … 18 19 20')
})

test('dots never stand for a single page', () => {
  assert.equal(labels(4, 20), 'Previous 1 2 3 4 5 … 20 Next')
})

test('this page says that it is the one', () => {
  const current = pageLinks(2, 3, 'de', String).filter((link) => link.current === 'page')
  assert.deepEqual(current, [{ label: '2', name: 'Seite 2', href: '2', current: 'page' }])
})
