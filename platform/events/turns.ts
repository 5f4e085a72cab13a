/**
 * Who of several replicas does what only one may do at a time: advisory locks of one session beside the pool. They are lost
 * with the process or the connection, and whoever is left takes over within a second or two.
 */
import { createHash, randomInt } from 'node:crypto'
import type pg from 'pg'
import type { Database } from '../database/pool.ts'
import type { Log } from '../log.ts'
import { bell } from './pause.ts'

type Work = {
  /** Begins with a place. What it throws leaves the place to others. */
  take(place: number): Promise<void>
  /** Ends with a place: nothing is done there any more when it returns. */
  leave(place: number): Promise<void>
}

export type Turns = {
  /**
   * Takes a fair share of `places` places, as many replicas as want them.
   * @returns what gives them back
   */
  share(name: string, places: number, work: Work): () => Promise<void>
  close(): Promise<void>
}

/** `member` is the number by which this replica is counted among those who want a share. */
type Group = { name: string; places: number; work: Work; mine: Set<number>; member: number | undefined }

/** How far apart looks are, in milliseconds: how soon a share follows who comes and goes. */
const lookAgain = 500
/** A session that is not heard for so long is ended by the database, milliseconds: a process can be stopped and not end. */
const silentFor = 3_000

export function openTurns(db: Database, log: Log): Turns {
  const closing = new AbortController()
  const groups = new Set<Group>()
  const wake = bell()
  let session: pg.Client | undefined
  // One thing after another: the session is one.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work)
    last = next.catch(() => {})
    return next
  }

  async function leaveAll(group: Group) {
    const places = [...group.mine]
    group.mine.clear()
    group.member = undefined
    await Promise.all(places.map((place) => group.work.leave(place)))
  }

  async function look(client: pg.Client) {
    const { rows } = await client.query<{ kind: number; place: number }>(held)
    for (const group of groups) {
      const { name, places, work, mine } = group
      const [kind, members, taken] = [lockOf(name), lockOf(wanting(name)), new Set<number>()]
      let count = 0
      for (const row of rows) {
        if (row.kind === members) count += 1
        if (row.kind === kind) taken.add(row.place)
      }
      if (group.member === undefined) {
        const member = randomInt(2 ** 31 - 1)
        if (await tryLock(client, members, member)) group.member = member
        count += 1
      }
      const fair = Math.ceil(places / Math.max(count, 1))
      for (const place of [...mine].slice(fair)) {
        mine.delete(place)
        await work.leave(place)
        await unlock(client, kind, place)
      }
      const first = randomInt(places)
      for (let step = 0; step < places && mine.size < fair && groups.has(group); step++) {
        const place = (first + step) % places
        if (taken.has(place) || !(await tryLock(client, kind, place))) continue
        try {
          await work.take(place)
          mine.add(place)
        } catch (error) {
          log.debug({ err: error, name, place }, 'could not begin with a place; leaving it to others')
          await unlock(client, kind, place)
        }
      }
    }
  }

  async function run() {
    while (!closing.signal.aborted) {
      try {
        session ??= await openSession(db)
        const client = session
        await inTurn(() => look(client))
      } catch (error) {
        log.debug({ err: error }, 'the session that holds locks was lost; opening another one')
        const lost = session
        session = undefined
        await inTurn(() => Promise.all([...groups].map(leaveAll)))
        await lost?.end().catch(() => {})
      }
      await wake.wait(lookAgain, closing.signal)
    }
  }

  async function openSession(db: Database) {
    const client = await db.openSession()
    const onEnd = () => {
      if (session === client) wake.ring()
    }
    client.on('error', onEnd)
    client.on('end', onEnd)
    await client.query(`set idle_session_timeout = ${silentFor}`)
    return client
  }

  // Also while a place is being left, which can take a while.
  const beat = setInterval(() => session?.query('select 1').catch(() => {}), silentFor / 3)
  const running = run()
  return {
    share(name, places, work) {
      const group: Group = { name, places, work, mine: new Set(), member: undefined }
      groups.add(group)
      wake.ring()
      return async () => {
        groups.delete(group)
        await inTurn(async () => {
          const { member } = group
          const mine = [...group.mine]
          await leaveAll(group)
          if (session === undefined) return
          const held = mine.map((place) => [lockOf(name), place] as const)
          if (member !== undefined) held.push([lockOf(wanting(name)), member])
          for (const [kind, place] of held) await unlock(session, kind, place).catch(() => {})
        })
      }
    },
    async close() {
      closing.abort()
      await running
      clearInterval(beat)
      await inTurn(() => Promise.all([...groups].map(leaveAll)))
      await session?.end().catch(() => {})
    },
  }
}

const held = `
  select classid::int8::int as kind, objid::int8::int as place from pg_locks
  where locktype = 'advisory' and objsubid = 2 and granted
    and database = (select oid from pg_database where datname = current_database())`

async function tryLock(client: pg.Client, kind: number, place: number): Promise<boolean> {
  const { rows } = await client.query('select pg_try_advisory_lock($1, $2) as got', [kind, place])
  return rows[0].got
}

function unlock(client: pg.Client, kind: number, place: number) {
  return client.query('select pg_advisory_unlock($1, $2)', [kind, place])
}

function wanting(name: string) {
  return `who wants ${name}`
}

/** The same number for the same name everywhere, never negative. */
function lockOf(name: string) {
  return createHash('sha1').update(name).digest().readUInt32BE() >>> 1
}
