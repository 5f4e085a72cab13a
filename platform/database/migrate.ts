/** Plain numbered SQL files, each run once in a transaction, in order; replicas that start together wait for each other. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type pg from 'pg'

const lock = 7_302_415

/** A migration that begins so takes away what the release before still needs: that one does not start any more then. */
const isBreaking = /^-- older releases cannot run on this/

/**
 * Runs what has not run yet. A database that is ahead of this release is fine, since migrations only add until no older
 * release is left (expand, then contract), unless one of those that this release lacks says otherwise.
 * @param folders the platform's own migrations first, then the service's
 * @throws when a file that has run was edited, or the database is too far ahead of these files
 */
export async function migrate(pool: pg.Pool, folders: readonly URL[]): Promise<string[]> {
  const files = await filesOf(folders)
  const client = await pool.connect()
  const ran: string[] = []
  try {
    // Neither waiting for another replica nor a long migration ends at the time limit of everyday statements.
    await client.query('set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [lock])
    await client.query('create schema if not exists platform')
    await client.query(
      'create table if not exists platform.migrations (name text primary key, hash text not null, ran_at timestamptz not null default now())',
    )
    await client.query(
      'alter table platform.migrations add column if not exists breaking boolean not null default false',
    )
    for (const file of missingIn(await ranIn(client), files)) {
      await client.query('begin')
      try {
        await client.query(file.text)
        await client.query('insert into platform.migrations (name, hash, breaking) values ($1, $2, $3)', [
          file.name,
          file.hash,
          isBreaking.test(file.text),
        ])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`migration ${file.name} failed: ${(error as Error).message}`, { cause: error })
      }
      ran.push(file.name)
    }
    return ran
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lock]).catch(() => {})
    await client.query('reset statement_timeout').catch(() => {})
    client.release()
  }
}

/**
 * For services that are not to migrate by themselves.
 * @throws when the database lacks a migration of this release, or is too far ahead of it
 */
export async function checkMigrated(pool: pg.Pool, folders: readonly URL[]) {
  const { rows } = await pool.query("select to_regclass('platform.migrations') as found")
  const ran = rows[0]?.found === null ? [] : await ranIn(pool)
  const missing = missingIn(ran, await filesOf(folders)).map(({ name }) => name)
  if (missing.length > 0)
    throw new Error(`the database lacks ${missing.join(', ')}: run scripts/migrate.ts before this release`)
}

type File = { name: string; text: string; hash: string }
type Ran = { name: string; hash: string; breaking: boolean }

async function ranIn(db: { query: pg.Pool['query'] }) {
  return (await db.query<Ran>('select name, hash, breaking from platform.migrations')).rows
}

function missingIn(ran: readonly Ran[], files: readonly File[]) {
  const known = new Map(ran.map((row) => [row.name, row.hash]))
  for (const { name, hash } of files) {
    if (known.has(name) && known.get(name) !== hash)
      throw new Error(`migration ${name} was edited after it ran: restore it and write a new one`)
  }
  const ahead = ran.filter(({ name, breaking }) => breaking && !files.some((file) => file.name === name))
  if (ahead.length > 0)
    throw new Error(
      `this release cannot run on the database any more since ${ahead.map(({ name }) => name).join(', ')}: run a newer release`,
    )
  return files.filter(({ name }) => !known.has(name))
}

/** Changes when any of the migrations changes. */
export async function fingerprintOf(folders: readonly URL[]) {
  const files = await filesOf(folders)
  return createHash('sha256')
    .update(files.map(({ hash }) => hash).join())
    .digest('hex')
}

async function filesOf(folders: readonly URL[]): Promise<File[]> {
  return (await Promise.all(folders.map(readFolder))).flat()
}

async function readFolder(folder: URL) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const owner = basename(new URL('..', folder).pathname)
  return Promise.all(
    names.map(async (file) => {
      const text = await readFile(new URL(file, folder), 'utf8')
      return { name: `${owner}/${file}`, text, hash: createHash('sha256').update(text).digest('hex') }
    }),
  )
}
