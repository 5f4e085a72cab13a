import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { RequestEvent } from '@sveltejs/kit'
import { keepDraft, likelyCountry, readDraft } from './checkout-draft.ts'
import { accessTokenOf, rememberOrder } from './my-orders.ts'

/** A browser that keeps cookies, as far as a page sees it. */
function browser(search = '', language = 'en') {
  const kept = new Map<string, string>()
  const cookies = {
    get: (name: string) => kept.get(name),
    set: (name: string, value: string) => void kept.set(name, value),
  }
  const request = new Request('http://shop.example', { headers: { 'accept-language': language } })
  const url = new URL(`http://shop.example/${search}`)
  return {
    kept,
    event: { cookies, request, url, locals: { origin: 'http://shop.example' } } as unknown as RequestEvent,
  }
}

test('What is typed comes back as it was, in any script, and nothing else does.', () => {
  const { event, kept } = browser()
  const typed = { email: 'ada@example.com', name: 'Zoë 李', line1: 'Straße "5"', country: 'DE' }
  keepDraft(event, { cart: 'c', attempt: 2, order: 'o', typed: { ...typed, card: 'tok_ok' } as typeof typed })
  assert.deepEqual(readDraft(event), { cart: 'c', version: undefined, attempt: 2, order: 'o', typed })
  for (const junk of [
    '',
    'x',
    Buffer.from('[1]').toString('base64url'),
    Buffer.from('{"attempt":"9"}').toString('base64url'),
  ]) {
    kept.set('souk_checkout', junk)
    const { attempt, typed } = readDraft(event)
    assert.deepEqual({ attempt, typed }, { attempt: 0, typed: {} })
  }
})

test('A draft never grows past what browsers keep, and the attempt is kept even then.', () => {
  const { event, kept } = browser()
  const long = '界'.repeat(250)
  keepDraft(event, { cart: 'c', attempt: 3, typed: { name: long, line1: long, line2: long, city: long } })
  assert.ok((kept.get('souk_checkout') as string).length <= 3_000)
  assert.equal(readDraft(event).attempt, 3)
})

test('The country is the one that was typed, else the one of the browser’s language, else ours.', () => {
  assert.equal(likelyCountry(browser('', 'de-AT,de;q=0.9').event), 'AT')
  assert.equal(likelyCountry(browser('', 'de').event), 'DE')
  const { event } = browser('', 'en-US')
  keepDraft(event, { attempt: 0, typed: { country: 'FR' } })
  assert.equal(likelyCountry(event), 'FR')
})

test('The last five orders of a browser can be opened there; a token in the address comes first.', () => {
  const { event } = browser()
  const orders = Array.from({ length: 6 }, (_, index) => ({ id: randomUUID(), accessToken: `token-${index}` }))
  for (const order of orders) rememberOrder(event, order)
  assert.deepEqual(
    orders.map(({ id }) => accessTokenOf(event, id)),
    [undefined, 'token-1', 'token-2', 'token-3', 'token-4', 'token-5'],
  )
  // Told of again without its token, such as by the page of a payment that took its time.
  const last = orders[1] as { id: string }
  rememberOrder(event, { id: last.id })
  assert.equal(accessTokenOf(event, last.id), 'token-1')
  event.url.searchParams.set('accessToken', 'of-the-letter')
  assert.equal(accessTokenOf(event, last.id), 'of-the-letter')
})
