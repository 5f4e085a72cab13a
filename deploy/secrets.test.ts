import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeSecrets } from './secrets.ts'

const folder = mkdtempSync(join(tmpdir(), 'souk-secrets-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('Secrets are made at random into files of the owner, and what is there is kept.', () => {
  const [first] = makeSecrets(folder, [])
  assert.ok(first?.isNew)
  assert.equal(statSync(first.file).mode & 0o077, 0)
  const text = readFileSync(first.file, 'utf8')
  const made = [...text.matchAll(/^\w+(?:SECRET|PASSWORD)=(.*)$/gm)].map(([, value]) => value as string)
  assert.ok(made.length > 10 && made.every((one) => one.length >= 32))
  assert.equal(new Set(made).size, made.length)
  assert.deepEqual(makeSecrets(folder, []), [{ file: first.file, isNew: false }])
  assert.equal(readFileSync(first.file, 'utf8'), text)
})

test('A cluster’s database and its service are given the same password, and some of its secrets alone are refused.', () => {
  const files = makeSecrets(folder, ['production', 'db.example:6432'])
  const read = (name: string) => readFileSync(join(folder, 'secrets', `${name}.env`), 'utf8')
  const password = /^ORDER_DATABASE_PASSWORD=(.+)$/m.exec(read('postgres'))?.[1]
  assert.ok(password)
  assert.ok(
    read('order-service').startsWith(
      `ORDER_DATABASE_URL=postgres://order_service:${password}@db.example:6432/order_service?sslmode=verify-full\n`,
    ),
  )
  rmSync((files[0] as { file: string }).file)
  assert.throws(() => makeSecrets(folder, ['production', 'db.example']), /belong together/)
  assert.throws(() => makeSecrets(folder, ['production']), /npm run deploy:secrets -- production HOST/)
})
