import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { How } from './isolation.ts'
import { openIsolation } from './open.ts'
import { rowsOf } from './table.ts'

/** A part of what `npm run isolation` does to all of them, which takes minutes. */
const stopped: Readonly<Record<string, readonly How[]>> = {
  product: ['killed'],
  cart: ['killed'],
  order: ['killed'],
  payment: ['frozen'],
  notification: ['killed'],
}

test('Whichever service is killed or frozen, all else goes on as docs/isolation.md says, and the books agree afterwards.', async () => {
  const written = rowsOf(readFileSync(new URL('../../docs/isolation.md', import.meta.url), 'utf8'))
  const found = await openIsolation({ ways: (service) => stopped[service] ?? [] })
  for (const { service, how, found: outcomes } of found)
    assert.deepEqual(
      Object.fromEntries(outcomes),
      written(service, how),
      `${service}-service ${how}: what happens has changed; look at it, then write it by npm run isolation`,
    )
})
