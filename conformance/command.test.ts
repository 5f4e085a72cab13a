import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { processEnvironment } from '@souk/platform/config.ts'

const program = join(import.meta.dirname, 'conformance.ts')
const folder = mkdtempSync(join(tmpdir(), 'souk-conformance-'))
let yes: Server
let url: string

before(async () => {
  yes = createServer((_request, response) => response.setHeader('content-type', 'application/json').end('{}'))
  await once(yes.listen(0, '127.0.0.1'), 'listening')
  url = `http://127.0.0.1:${(yes.address() as AddressInfo).port}`
})
after(() => {
  yes.close()
  rmSync(folder, { recursive: true })
})

async function conformance(...words: string[]) {
  const env = { ...processEnvironment(), SOUK_HOUSE_SECRET: 'a-secret-of-this-test' }
  const child = spawn(process.execPath, [program, ...words], { env })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes) => {
      said += bytes
    })
  const [code] = await once(child, 'close')
  return { code: code as number, said }
}

test('A service that says yes to everything is told what it breaks, each with what was expected, what came and of what.', async () => {
  const file = join(folder, 'found.json')
  const { code, said } = await conformance('delivery', '--url', url, '--json', file)
  assert.equal(code, 1)
  assert.match(said, /✓ tells by GET \/health\/live/)
  assert.match(
    said,
    /✗ answers 404 where there is nothing\n {6}expected 404 with the reason 'not_found'\n {6}got {6}200 \{\}\n {6}of {7}GET \/nothing-is-here by a stranger/,
  )
  assert.match(said, /– a cart is offered what .*\n {6}left out: .*--neighbours PORT/)
  assert.match(said, /promises of delivery-service are broken at http:/)
  const { findings } = JSON.parse(readFileSync(file, 'utf8')) as { findings: { outcome: string; request?: string }[] }
  const broken = findings.filter(({ outcome }) => outcome === 'broken')
  assert.ok(broken.length > 40 && broken.every(({ request }) => typeof request === 'string'))
})

test('What cannot be asked says what to do, and ends with 2.', async () => {
  const wrong: [words: string[], said: RegExp][] = [
    [['bakery', '--url', url], /no contract 'bakery'/],
    [['delivery'], /Say with --url where the delivery-service listens/],
  ]
  const answers = await Promise.all(wrong.map(([words]) => conformance(...words)))
  for (const [index, { code, said }] of answers.entries()) {
    assert.equal(code, 2)
    assert.match(said, wrong[index]?.[1] as RegExp)
  }
})
