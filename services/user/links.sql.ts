/** Every statement on the links of letters. They come from the database's give_link, which also keeps the limit of an e-mail. */
import type { Db, Transaction } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'

/** The same steps for an e-mail with an account and for one without. */
export async function askForReset(db: Db, email: string, now: Date) {
  await db.run(sql`
    insert into platform.feed (type, subject, data)
    select 'user.password-reset-requested.v1', l.user_id::text,
      jsonb_build_object('userId', l.user_id, 'email', l.email, 'name', l.name, 'token', l.token)
    from give_link('reset-password', ${email}, ${now}) l`)
}

export async function askForVerification(db: Db, email: string, now: Date) {
  await db.run(sql`
    insert into platform.feed (type, subject, data)
    select 'user.verification-requested.v1', l.user_id::text,
      jsonb_build_object('userId', l.user_id, 'email', l.email, 'name', l.name, 'token', l.token)
    from give_link('verify-email', ${email}, ${now}) l`)
}

/** Whose password the link resets. */
export async function ownerOfResetLink(db: Db, digest: string, now: Date) {
  const row = await db.maybe(sql<{ userId: string }>`
    select user_id as "userId" from verifications
    where value = ${digest} and identifier = 'reset-password' and expires_at > ${now}`)
  return row?.userId
}

/** @returns whether it was there to be used */
export async function useResetLink(tx: Transaction, digest: string, now: Date) {
  const used = await tx.run(sql`
    delete from verifications where value = ${digest} and identifier = 'reset-password' and expires_at > ${now}`)
  return used > 0
}

/** The link stays until it is too old, so that whoever opens it twice hears the same. @returns whether there is such a link */
export async function verifyByLink(db: Db, digest: string, now: Date) {
  const { known } = await db.one(sql<{ known: boolean }>`
    with link as (
      select user_id from verifications
      where value = ${digest} and identifier = 'verify-email' and expires_at > ${now}
    ),
    verified as (
      update users set email_verified = true, updated_at = ${now}
      from link where id = link.user_id and not email_verified
    )
    select exists (select from link) as known`)
  return known
}

/** Deletes some of the links that are too old and of the requests that count no longer. @returns how many */
export async function forgetLinks(db: Db, now: Date) {
  const { forgotten } = await db.one(sql<{ forgotten: number }>`
    with links as (
      delete from verifications where id in (
        select id from verifications where expires_at <= ${now} order by expires_at limit 500 for update skip locked)
      returning 1
    ),
    requests as (
      delete from link_requests where id in (
        select id from link_requests where counts_until <= ${now} order by counts_until limit 500
        for update skip locked)
      returning 1
    )
    select (select count(*) from links) + (select count(*) from requests) as forgotten`)
  return forgotten
}
