import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import * as fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { Client } from 'pg'
import { startEmbeddedPostgres } from './embedded.ts'
import { provision } from './provision.ts'
import { serverOf } from './running.ts'

const shop = { database: 'shop', role: 'shop', password: "it's: a/secret" }
const bank = { database: 'bank', role: 'bank', password: 'another' }

async function ask(url: string, query: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  // A server that is killed takes its connections with it.
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}

function temporaryFolder(context: TestContext): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'souk-postgres-'))
  fs.chmodSync(folder, 0o711)
  context.after(() => fs.rmSync(folder, { recursive: true, force: true }))
  return path.join(folder, 'data')
}

test('gives every service a database nobody else can connect to', async (context) => {
  const folder = temporaryFolder(context)
  const postgres = await startEmbeddedPostgres({ folder, durable: false })
  try {
    await provision(postgres.adminUrl, [shop, bank])
    await Promise.all([provision(postgres.adminUrl, [shop, bank]), provision(postgres.adminUrl, [bank, shop])])
    const own = postgres.urlFor('shop', 'shop', shop.password)
    await ask(own, 'CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent; CREATE TABLE things (name text)')
    assert.deepEqual(
      await ask(own, "SELECT unaccent(lower('ÉCLAIR')) AS name, similarity('café', 'cafés') > 0.5 AS near"),
      [{ name: 'eclair', near: true }],
    )
    await assert.rejects(ask(postgres.urlFor('bank', 'shop', shop.password), 'SELECT'), { code: '42501' })
    await assert.rejects(ask(postgres.urlFor('postgres', 'shop', shop.password), 'SELECT'), { code: '42501' })
    await assert.rejects(ask(postgres.urlFor('shop', 'shop', 'guessed'), 'SELECT'), { code: '28P01' })
    await provision(postgres.adminUrl, [{ ...shop, database: 'copy', template: 'shop' }])
    assert.deepEqual(await ask(postgres.urlFor('copy', 'shop', shop.password), 'SELECT * FROM things'), [])
  } finally {
    await postgres.stop()
  }
})

test('recovers committed rows after the server was killed', async (context) => {
  const folder = temporaryFolder(context)
  const first = await startEmbeddedPostgres({ folder })
  await ask(first.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS answer')
  await assert.rejects(startEmbeddedPostgres({ folder }), /is in use by process/)
  const pid = serverOf(path.join(folder, 'cluster'))
  assert.ok(pid)
  // A process that computes lives on without its server and holds its memory.
  const busy = ask(first.adminUrl, "DO $$ BEGIN WHILE clock_timestamp() < now() + '1 minute' LOOP END LOOP; END $$")
  busy.catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, 100))
  process.kill(pid, 'SIGKILL')
  await first.stop()
  const second = await startEmbeddedPostgres({ folder })
  try {
    assert.equal(second.adminUrl, first.adminUrl)
    assert.deepEqual(await ask(second.adminUrl, 'SELECT * FROM kept'), [{ answer: 42 }])
  } finally {
    await second.stop()
  }
})

test('takes over from a process that was killed, whose server lives on', async (context) => {
  const folder = temporaryFolder(context)
  const script = `const { startEmbeddedPostgres } = await import(${JSON.stringify(import.meta.resolve('./embedded.ts'))})
    console.log((await startEmbeddedPostgres({ folder: ${JSON.stringify(folder)} })).adminUrl)
    setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script])
  parent.stderr.pipe(process.stderr)
  const url = String(await new Promise((resolve) => parent.stdout.once('data', resolve))).trim()
  await ask(url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  const gone = new Promise((resolve) => parent.once('exit', resolve))
  parent.kill('SIGKILL')
  await gone
  assert.deepEqual(await ask(url, 'SELECT * FROM kept'), [{ answer: 42 }])
  const postgres = await startEmbeddedPostgres({ folder })
  try {
    assert.deepEqual(await ask(postgres.adminUrl, 'SELECT * FROM kept'), [{ answer: 42 }])
  } finally {
    await postgres.stop()
  }
})

test('refuses the data of another major version and says what to do', async (context) => {
  const folder = temporaryFolder(context)
  await startEmbeddedPostgres({ folder, durable: false }).then((postgres) => postgres.stop())
  fs.writeFileSync(path.join(folder, 'cluster', 'PG_VERSION'), '17\n')
  await assert.rejects(startEmbeddedPostgres({ folder }), /written by PostgreSQL 17.*dump it.*or move/)
})

test('starts though its process id file names another living program, and makes a new password when it is lost', async (context) => {
  const folder = temporaryFolder(context)
  await startEmbeddedPostgres({ folder, durable: false }).then((postgres) => postgres.stop())
  fs.writeFileSync(path.join(folder, 'cluster', 'postmaster.pid'), `${process.pid}\n${folder}/cluster\n1\n1\n\n\n\n`)
  fs.rmSync(path.join(folder, 'superuser'))
  const postgres = await startEmbeddedPostgres({ folder, durable: false })
  try {
    assert.deepEqual(await ask(postgres.adminUrl, 'SELECT 1 AS one'), [{ one: 1 }])
  } finally {
    await postgres.stop()
  }
})
