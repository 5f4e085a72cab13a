/** What docs/guarantees.md promises is shown by the tests that it names, and each test of a promise stands there. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'

const root = resolve(import.meta.dirname, '..')
const promises = [
  ...readFileSync(join(root, 'docs/guarantees.md'), 'utf8').matchAll(/^\| (.+) \| \[[^\]]+\]\(\.\.\/(.+)\) \|$/gm),
].map(([, title, file]) => ({ title: title as string, file: file as string }))

test('Each promise of the guarantees is the title of a test, word for word, in the file that stands beside it.', () => {
  assert.ok(promises.length > 50)
  const titles = new Map([...new Set(promises.map(({ file }) => file))].map((file) => [file, titlesIn(file)]))
  const broken = promises.filter(({ title, file }) => !titles.get(file)?.includes(title))
  assert.deepEqual(broken, [])
})

test('Each test of a promise stands in the guarantees, and none twice.', () => {
  const shown = globSync('e2e/promises/*.test.ts', { cwd: root }).flatMap((file) =>
    titlesIn(file).map((title) => `${file}: ${title}`),
  )
  const told = promises.map(({ title, file }) => `${file}: ${title}`)
  assert.deepEqual(
    shown.filter((one) => !told.includes(one)),
    [],
  )
  assert.equal(new Set(told).size, told.length)
})

/** @returns the titles of a file's tests, with … for what is filled in when they run */
function titlesIn(file: string): string[] {
  if (!existsSync(join(root, file))) return []
  const source = readFileSync(join(root, file), 'utf8')
  return [...source.matchAll(/\btest\(\s*(['`])((?:\\.|(?!\1).)*)\1/g)].map(([, , title]) =>
    (title as string).replace(/\$\{[^}]*\}/g, '…').replace(/\\(.)/g, '$1'),
  )
}
