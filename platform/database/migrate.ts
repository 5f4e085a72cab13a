/** Plain numbered SQL files, each run once in a transaction, in order; replicas that start together wait for each other. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type pg from 'pg'

const lock = 7_302_415

/**
 * @param folders the platform's own migrations first, then the service's
 * @throws when a file that has run was edited, or the database is ahead of these files
 */
export async function migrate(pool: pg.Pool, folders: readonly URL[]): Promise<string[]> {
  const files = (await Promise.all(folders.map(readFolder))).flat()
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
    const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from platform.migrations')
    const known = new Map(rows.map((row) => [row.name, row.hash]))
    for (const { name, hash } of files) {
      if (known.has(name) && known.get(name) !== hash)
        throw new Error(`migration ${name} was edited after it ran: restore it and write a new one`)
    }
    const ahead = [...known.keys()].filter((name) => !files.some((file) => file.name === name))
    if (ahead.length > 0)
      throw new Error(`the database has migrations that this release lacks (${ahead.join(', ')}): run a newer release`)
    for (const file of files.filter(({ name }) => !known.has(name))) {
      await client.query('begin')
      try {
        await client.query(file.text)
        await client.query('insert into platform.migrations (name, hash) values ($1, $2)', [file.name, file.hash])
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

/** Changes when any of the migrations changes. */
export async function fingerprintOf(folders: readonly URL[]) {
  const files = (await Promise.all(folders.map(readFolder))).flat()
  return createHash('sha256')
    .update(files.map(({ hash }) => hash).join())
    .digest('hex')
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
