/** Every statement on finding a guest's order by its number and e-mail address. Slots are locked in their order. */
import type { Db } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'

type Lookup = {
  number: number
  email: string
  slots: readonly number[]
  /** More failures than these close a slot. */
  most: number
  /** A count that began then or before begins anew. */
  countedSince: Date
}

type Found = { closedSince: string | null; order: { id: string; accessToken: string } | null }

/**
 * The order, unless a slot is closed. The try is counted as a failure before it is judged, so that many at once count like
 * one after another: `takeBack` for one that was none. An order of an account has no access token and is not found.
 */
export function lookUp(db: Db, { number, email, slots, most, countedSince }: Lookup, now: Date) {
  return db.one(sql<Found>`
    with tried as (
      insert into lookup_failures as f (slot, failures, since)
      select slot, 1, ${now}::timestamptz from unnest(${slots}::int[]) as slot order by slot
      on conflict (slot) do update set
        failures = case when f.since <= ${countedSince} then 1 else f.failures + 1 end,
        since = case when f.since <= ${countedSince} then excluded.since else f.since end
      returning f.failures, f.since
    ),
    judged as (select max(since) filter (where failures > ${most}) as closed_since from tried)
    select closed_since as "closedSince",
      case when o.id is not null then jsonb_build_object('id', o.id, 'accessToken', o.access_token) end as "order"
    from judged left join orders o
      on closed_since is null and o.number = ${number} and lower(o.email) = lower(${email}) and o.access_token is not null`)
}

/** A try that found its order, or was refused before it was judged, was no failure. */
export function takeBack(db: Db, slots: readonly number[]) {
  return db.run(sql`
    update lookup_failures set failures = failures - 1
    where slot in (select slot from lookup_failures where slot = any (${slots}::int[]) order by slot for update)`)
}

/** @returns how many counts were forgotten, some at a time */
export function forgetFailures(db: Db, countedSince: Date) {
  return db.run(sql`
    delete from lookup_failures where slot in (
      select slot from lookup_failures where since <= ${countedSince} order by since limit 500 for update skip locked)`)
}
