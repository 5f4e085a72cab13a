import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serve } from './serving.ts'

test('A process that is told to be what there is none of is refused in words, before it opens anything.', async () => {
  await assert.rejects(serve(['moon'], {}), /moon/)
  await assert.rejects(serve(['gateway'], { SOUK_TRANSPORT: 'moon' }), /SOUK_TRANSPORT is 'moon': use memory or http/)
})
