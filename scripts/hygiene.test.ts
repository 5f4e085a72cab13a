import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { deadCode, format, pages, types } from './checks.ts'

suite('What tools can see', { concurrency: true }, () => {
  for (const { title, run } of [types, pages, format, deadCode])
    test(title, async () => {
      const { ok, output } = await run()
      assert.ok(ok, `\n${output}\n`)
    })
})
