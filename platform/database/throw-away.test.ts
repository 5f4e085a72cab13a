import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import pg from 'pg'
import { startThrowAwayPostgres } from './throw-away.ts'

test('What a killed run of tests left, its server too, is cleared by the next one; what others use stays.', async () => {
  const inUse = await startThrowAwayPostgres()
  const code = `
    import { startThrowAwayPostgres } from ${JSON.stringify(import.meta.resolve('./throw-away.ts'))}
    console.log((await startThrowAwayPostgres()).adminUrl)
    setInterval(() => {}, 1_000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  const left = String(line).trim()
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal(await isThere(left), true, 'its server lives on')

  const next = await startThrowAwayPostgres()
  assert.deepEqual(await Promise.all([left, inUse.adminUrl, next.adminUrl].map(isThere)), [false, true, true])
  await Promise.all([inUse.stop(), next.stop()])
  assert.deepEqual(await Promise.all([inUse.adminUrl, next.adminUrl].map(isThere)), [false, false])
})

async function isThere(adminUrl: string) {
  const client = new pg.Client({ connectionString: adminUrl })
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  )
}
