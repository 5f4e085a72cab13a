import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { openIsolation } from './open.ts'
import { rowsOf } from './table.ts'

/** Those that freeze here too; `npm run isolation` freezes all of them, which takes a minute or two. */
const frozen = ['product', 'notification']

test('Whichever service is killed or frozen, all else goes on as docs/isolation.md says, and the books agree afterwards.', async () => {
  const written = rowsOf(readFileSync(new URL('../../docs/isolation.md', import.meta.url), 'utf8'))
  const found = await openIsolation({
    ways: (service) => (frozen.includes(service) ? ['killed', 'frozen'] : ['killed']),
  })
  for (const { service, how, found: outcomes } of found)
    assert.deepEqual(
      Object.fromEntries(outcomes),
      written(service, how),
      `${service}-service ${how}: what happens has changed; look at it, then write it by npm run isolation`,
    )
})
