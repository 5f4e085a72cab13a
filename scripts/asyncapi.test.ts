import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { asyncApiFile, asyncApiText } from './asyncapi-text.ts'

test('docs/asyncapi.json describes the events that services send and receive.', () => {
  assert.equal(readFileSync(asyncApiFile, 'utf8'), asyncApiText(), 'events have changed: run npm run asyncapi')
})
