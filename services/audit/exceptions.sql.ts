/** Every statement on exceptions and on the schedule of audits. */
import type { Exception } from '@souk/contracts/audit.ts'
import type { Db } from '@souk/platform/database/pool.ts'
import { allOf, json, part, sql } from '@souk/platform/database/sql.ts'
import type { Finding } from './books.ts'

export type ExceptionRow = Omit<Exception, 'orderId' | 'settledAt' | 'settledBy' | 'note'> & {
  orderId: string | null
  settledAt: string | null
  settledBy: 'staff' | 'system' | null
  note: string | null
}

const columns = part`
  id, check_name as "check", subject, order_id as "orderId", message, facts, status, first_seen_at as "firstSeenAt",
  last_seen_at as "lastSeenAt", settled_at as "settledAt", settled_by as "settledBy", note`

/** What a common table tells of an exception. */
const about = part`jsonb_strip_nulls(jsonb_build_object(
  'exceptionId', id, 'check', check_name, 'orderId', order_id, 'message', message))`

/**
 * Files what does not agree, once for each check and subject. What staff have settled stays so while it is found just as it
 * was; found otherwise, it is opened again.
 */
export async function fileFindings(db: Db, findings: readonly (Finding & { id: string })[], now: Date) {
  if (findings.length === 0) return
  await db.run(sql`
    with found as (
      select * from jsonb_to_recordset(${json(findings)}::jsonb)
        as f (id uuid, "check" text, subject text, "orderId" uuid, message text, facts jsonb)
    ),
    filed as (
      insert into exceptions as e (id, check_name, subject, order_id, message, facts, first_seen_at, last_seen_at)
      select id, "check", subject, "orderId", message, facts, ${now}, ${now} from found order by "check", subject
      on conflict (check_name, subject) where lasting do update
      set last_seen_at = excluded.last_seen_at, message = excluded.message, facts = excluded.facts,
        status = case when e.message = excluded.message then e.status else 'open' end,
        settled_at = case when e.message = excluded.message then e.settled_at end,
        settled_by = case when e.message = excluded.message then e.settled_by end,
        note = case when e.message = excluded.message then e.note end
      returning new.*, old.status as was
    )
    insert into platform.feed (type, subject, data)
    select 'audit.exception-found.v1', id::text, ${about} from filed
    where status = 'open' and was is distinct from 'open'`)
}

/** The books agree again about what no audit has seen since. */
export async function settleGone(db: Db, since: Date, now: Date) {
  await db.run(sql`
    with gone as (
      update exceptions set lasting = false, status = 'settled', settled_at = coalesce(settled_at, ${now}),
        settled_by = coalesce(settled_by, 'system')
      where lasting and last_seen_at < ${since}
      returning new.*, old.status as was
    )
    insert into platform.feed (type, subject, data)
    select 'audit.exception-settled.v1', id::text, ${about} || jsonb_build_object('by', 'system') from gone
    where was = 'open'`)
}

/** @returns undefined where it is settled already, or where there is none */
export function settle(db: Db, id: string, note: string, now: Date) {
  return db.maybe(sql<ExceptionRow>`
    with settled as (
      update exceptions set status = 'settled', settled_at = ${now}, settled_by = 'staff', note = ${note}
      where id = ${id} and status = 'open'
      returning *
    ), told as (
      insert into platform.feed (type, subject, data)
      select 'audit.exception-settled.v1', id::text, ${about} || jsonb_build_object('by', 'staff', 'note', note)
      from settled
    )
    select ${columns} from settled`)
}

export function exceptionOf(db: Db, id: string) {
  return db.maybe(sql<ExceptionRow>`select ${columns} from exceptions where id = ${id}`)
}

export type Filter = { status?: Exception['status']; orderId?: string; before?: string }

/** Newest first. */
export function listExceptions(db: Db, { status, orderId, before }: Filter, limit: number) {
  const conditions = [
    ...(status === undefined ? [] : [part`status = ${status}`]),
    ...(orderId === undefined ? [] : [part`order_id = ${orderId}`]),
    ...(before === undefined ? [] : [part`id < ${before}`]),
  ]
  return db.many(sql<ExceptionRow>`
    select ${columns} from exceptions where ${allOf(conditions)} order by id desc limit ${limit}`)
}

export async function countOpen(db: Db) {
  const { open } = await db.one(sql<{ open: number }>`select count(*) as open from exceptions where status = 'open'`)
  return open
}

/** Of all replicas that ask, one is told that it is its turn. @param since when the last turn must have begun at the latest */
export async function takeTurn(db: Db, since: Date, now: Date) {
  const taken = await db.run(sql`
    insert into schedule (begun_at) values (${now})
    on conflict (id) do update set begun_at = excluded.begun_at where schedule.begun_at <= ${since}`)
  return taken > 0
}
