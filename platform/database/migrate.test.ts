import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { contract } from '../contract.ts'
import { createLog } from '../log.ts'
import { service } from '../service.ts'
import { startTestShop, type TestShop } from '../testing.ts'
import { checkMigrated, fingerprintOf, migrate } from './migrate.ts'
import { type Database, openDatabase } from './pool.ts'
import { sql } from './sql.ts'

let shop: TestShop
let host: Database
let home: string
let db: Database

before(async () => {
  const things = contract('things', 'Made up for this test', { operations: {}, events: {} })
  const rest = { calls: {}, config: {}, migrations: undefined, consumers: [], jobs: [], operations: {} }
  shop = await startTestShop({ services: [service({ contract: things, ...rest })] })
  host = shop.databases.get('things') as Database
})
after(() => shop.close())

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'souk-migrations-'))
  await host.pool.query('create database migrate_me')
  db = open()
})
afterEach(async () => {
  await db.close()
  await host.pool.query('drop database migrate_me with (force)')
  await rm(home, { recursive: true })
})

function open() {
  const url = new URL((host.pool.options as { connectionString?: string }).connectionString as string)
  url.pathname = '/migrate_me'
  return openDatabase(url.toString(), { connections: 2, log: createLog('silent'), name: 'things' })
}

async function folder(owner: string, files: Record<string, string>) {
  const path = join(home, owner, 'migrations')
  await mkdir(path, { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text)
  return pathToFileURL(`${path}/`)
}

const words = async () =>
  (await db.many(sql<{ word: string }>`select word from words order by at`)).map((row) => row.word)
const say = (word: string) => `insert into words (word) values ('${word}');`
const makeTable = 'create table words (at int generated always as identity, word text);'

test('Files run once each, in the order of their numbers, the platform’s before the service’s.', async () => {
  const platform = await folder('platform', { '0001-words.sql': makeTable + say('first') })
  const own = await folder('things', { '0002-b.sql': say('third'), '0001-a.sql': say('second'), 'notes.txt': 'x' })
  const all = ['platform/0001-words.sql', 'things/0001-a.sql', 'things/0002-b.sql']
  assert.deepEqual(await migrate(db.pool, [platform, own]), all)
  assert.deepEqual(await migrate(db.pool, [platform, own]), [])
  await folder('things', { '0003-c.sql': say('fourth') })
  assert.deepEqual(await migrate(db.pool, [platform, own]), ['things/0003-c.sql'])
  assert.deepEqual(await words(), ['first', 'second', 'third', 'fourth'])
})

test('A file that was edited after it ran is refused by its name, before any other runs.', async () => {
  const own = await folder('things', { '0001-a.sql': makeTable })
  await migrate(db.pool, [own])
  await folder('things', { '0001-a.sql': `${makeTable} -- edited`, '0002-b.sql': say('too early') })
  await assert.rejects(migrate(db.pool, [own]), /things\/0001-a\.sql was edited after it ran/)
  assert.deepEqual(await words(), [])
})

test('An older release runs on a database that has more, until a migration takes away what it needs.', async () => {
  const own = await folder('things', { '0001-a.sql': makeTable, '0002-b.sql': say('newer') })
  await migrate(db.pool, [own])
  await rm(new URL('0002-b.sql', own))
  assert.deepEqual(await migrate(db.pool, [own]), [])
  await checkMigrated(db.pool, [own])
  await folder('things', { '0003-c.sql': `-- older releases cannot run on this\n${say('without')}` })
  await migrate(db.pool, [own])
  await rm(new URL('0003-c.sql', own))
  await assert.rejects(migrate(db.pool, [own]), /since things\/0003-c\.sql: run a newer release/)
  await assert.rejects(checkMigrated(db.pool, [own]), /since things\/0003-c\.sql: run a newer release/)
})

test('A release that does not migrate by itself says which migrations it misses, and touches nothing.', async () => {
  const own = await folder('things', { '0001-a.sql': makeTable, '0002-b.sql': say('b') })
  await assert.rejects(checkMigrated(db.pool, [own]), /lacks things\/0001-a\.sql, things\/0002-b\.sql: run/)
  await migrate(db.pool, [own])
  await checkMigrated(db.pool, [own])
  await folder('things', { '0003-c.sql': say('c') })
  await assert.rejects(checkMigrated(db.pool, [own]), /lacks things\/0003-c\.sql: run/)
  assert.deepEqual(await words(), ['b'])
})

test('A file that fails leaves nothing of itself, keeps those before it, and can be mended and run again.', async () => {
  const broken = { '0001-a.sql': makeTable, '0002-b.sql': `${say('half')} select nonsense;` }
  const own = await folder('things', broken)
  await assert.rejects(migrate(db.pool, [own]), /migration things\/0002-b\.sql failed: column "nonsense"/)
  assert.deepEqual(await words(), [])
  await folder('things', { '0002-b.sql': say('whole') })
  assert.deepEqual(await migrate(db.pool, [own]), ['things/0002-b.sql'])
  assert.deepEqual(await words(), ['whole'])
})

test('Of replicas that start at once, one migrates and the others wait for it.', async () => {
  const own = await folder('things', { '0001-a.sql': `${makeTable} select pg_sleep(0.1);`, '0002-b.sql': say('once') })
  const replicas = [db, open(), open()]
  const ran = await Promise.all(replicas.map((replica) => migrate(replica.pool, [own])))
  assert.deepEqual(ran.map((files) => files.length).sort(), [0, 0, 2])
  assert.deepEqual(await words(), ['once'])
  await Promise.all(replicas.slice(1).map((replica) => replica.close()))
})

test('Everyday statements have a time limit, and migrations have none.', async () => {
  const limits = 'select current_setting($$statement_timeout$$)'
  const own = await folder('things', { '0001-a.sql': `${makeTable} insert into words (word) ${limits};` })
  await migrate(db.pool, [own])
  assert.deepEqual(await words(), ['0'])
  assert.deepEqual((await db.pool.query(limits)).rows, [{ current_setting: '10s' }])
})

test('The fingerprint of a release’s migrations changes with any of them.', async () => {
  const own = await folder('things', { '0001-a.sql': makeTable })
  const before = await fingerprintOf([own])
  assert.equal(await fingerprintOf([own]), before)
  await folder('things', { '0002-b.sql': say('more') })
  assert.notEqual(await fingerprintOf([own]), before)
})
