/** Events over feeds: what every engine keeps, and what only feeds do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { untraced } from '../tracing.ts'
import { conform } from './conformance.testing.ts'
import { enter } from './conformance-book.testing.ts'
import { feeds } from './follower.ts'

const ground = conform({ engine: () => feeds, environment: () => ({}) })

test('Events take effect in the order of the feed, whatever their keys.', async () => {
  const names = Array.from({ length: 50 }, (_, index) => `event ${index}`)
  for (const name of names) await ground().pay(name)
  await ground().begin(enter).atRest()
  assert.deepEqual(await ground().entries(), names)
})

test('A follower that is stopped asks its source no more, so that nobody is left waiting for an answer.', async () => {
  let asked = 0
  const follower = feeds.follow({
    ...{ service: 'book', source: 'till', consumers: [], db: ground().db, log: ground().log, context: {} },
    spans: untraced.of('test'),
    redeliver: () => 0,
    async read() {
      asked += 1
      return []
    },
  })
  await follower.stop()
  assert.equal(asked, 0)
})
