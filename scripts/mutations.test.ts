/** The safeguards that `npm run mutations` switches off are where they are said to be, and the guarantees name each of them. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { changed } from '../e2e/mutations/copy.ts'
import { safeguards } from '../e2e/mutations/safeguards.ts'

const root = resolve(import.meta.dirname, '..')

test('What each mutation changes stands exactly once in its file.', () => {
  for (const { name, off } of safeguards) {
    const texts = new Map<string, string>()
    for (const change of off) {
      const text = texts.get(change.file) ?? readFileSync(join(root, change.file), 'utf8')
      assert.doesNotThrow(() => texts.set(change.file, changed(text, change)), name)
      assert.notEqual(texts.get(change.file), text, name)
    }
  }
})

test('The guarantees list each safeguard with the tests that go red without it, and no other.', () => {
  const [, listed = ''] = readFileSync(join(root, 'docs/guarantees.md'), 'utf8').split('## What goes red when')
  const rows = listed.split('\n').filter((line) => /^\| (?!-|Safeguard)/.test(line))
  assert.deepEqual(rows, safeguards.map(rowOf))
})

function rowOf({ name, tests, behind }: (typeof safeguards)[number]) {
  const red = tests.map(({ file, title }) => `${title} ([${file}](../${file}))`).join('<br>')
  return `| ${name}.${behind === undefined ? '' : ` ${behind}`} | ${red} |`
}
