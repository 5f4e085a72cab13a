/** Every statement on sessions, failed sign-ins and signing keys; accounts are only read here. */
import type { Identity, User } from '@souk/contracts/user.ts'
import type { Db } from '@souk/platform/database/pool.ts'
import { json, part, sql } from '@souk/platform/database/sql.ts'
import { userColumns } from './users.sql.ts'

/** Notes that the session was seen, at most once in five minutes, so that a look is seldom a write. */
function identityOf(condition: ReturnType<typeof part>, now: Date) {
  return sql<Identity>`
    with found as (
      select u.id as "userId", s.id as "sessionId", u.role, u.permissions
      from sessions s join users u on u.id = s.user_id
      where ${condition} and s.expires_at > ${now}
    ),
    seen as (
      update sessions set last_seen_at = ${now}
      from found where id = "sessionId" and last_seen_at < ${now}::timestamptz - interval '5 minutes'
    )
    select * from found`
}

export function identityOfSession(db: Db, sessionId: string, now: Date) {
  return db.maybe(identityOf(part`s.id = ${sessionId}`, now))
}

export function identityOfToken(db: Db, token: string, now: Date) {
  return db.maybe(identityOf(part`s.token = ${token}`, now))
}

/** Lets a session that has not ended last until `expiresAt`. */
export async function renewSession(db: Db, token: string, now: Date, expiresAt: Date) {
  const row = await db.maybe(sql<User & { sessionId: string }>`
    update sessions s set expires_at = ${expiresAt}, last_seen_at = ${now}
    from users u where u.id = s.user_id and s.token = ${token} and s.expires_at > ${now}
    returning ${userColumns}, s.id as "sessionId"`)
  if (row === undefined) return undefined
  const { sessionId, ...user } = row
  return { sessionId, user }
}

/** Ends a session that began with a password which is not the account's any more. @returns whether it lasts */
export async function keepSession(db: Db, id: string, passwordHash: string) {
  const { lasts } = await db.one(sql<{ lasts: boolean }>`
    with outdated as (
      delete from sessions s where s.id = ${id} and not exists (
        select from accounts a
        where a.user_id = s.user_id and a.provider_id = 'credential' and a.password = ${passwordHash})
      returning s.id
    )
    select exists (select from sessions where id = ${id}) and not exists (select from outdated) as lasts`)
  return lasts
}

/** Ends a session of this user. @returns whether there was one */
export async function endSession(db: Db, userId: string | null, key: { id: string } | { token: string }) {
  const condition = 'id' in key ? part`id = ${key.id}` : part`token = ${key.token}`
  return (await db.run(sql`delete from sessions where user_id = ${userId} and ${condition}`)) > 0
}

export type SessionRow = { id: string; createdAt: string; lastSeenAt: string; address: string | null }

/** Those that last, last seen first. */
export function sessionsOf(db: Db, userId: string | null, now: Date) {
  return db.many(sql<SessionRow>`
    select id, created_at as "createdAt", last_seen_at as "lastSeenAt", nullif(ip_address, '') as address
    from sessions where user_id = ${userId} and expires_at > ${now}
    order by last_seen_at desc, id desc limit 200`)
}

export type CredentialRow = { failures: number[]; user: User | null; passwordHash: string | null }

/** When sign-ins with this e-mail failed since then (milliseconds since the epoch, oldest first), and the account where there is one. */
export async function credentialOf(db: Db, email: string, since: Date): Promise<CredentialRow> {
  const { failures, passwordHash, ...user } = await db.one(sql<
    { failures: number[]; passwordHash: string | null } & { [K in keyof User]: User[K] | null }
  >`
    select array(select extract(epoch from at) * 1000 from sign_in_failures where email = ${email} and at > ${since} order by at)::float8[] as failures,
      a.password as "passwordHash", ${userColumns}
    from (select) as one
      left join users u on lower(u.email) = lower(${email})
      left join accounts a on a.user_id = u.id and a.provider_id = 'credential'`)
  return { failures, passwordHash, user: user.id === null ? null : (user as User) }
}

export function noteFailure(db: Db, email: string, at: Date) {
  return db.run(sql`insert into sign_in_failures (email, at) values (${email}, ${at})`)
}

export function forgetFailures(db: Db, email: string) {
  return db.run(sql`delete from sign_in_failures where email = ${email}`)
}

/** Deletes some of the sessions that have ended and of the failures of before `since`. @returns how many */
export async function forgetExpired(db: Db, now: Date, since: Date) {
  const { forgotten } = await db.one(sql<{ forgotten: number }>`
    with ended as (
      delete from sessions where id in (
        select id from sessions where expires_at <= ${now} order by expires_at limit 500 for update skip locked)
      returning 1
    ),
    old as (
      delete from sign_in_failures where id in (
        select id from sign_in_failures where at <= ${since} order by at limit 500 for update skip locked)
      returning 1
    )
    select (select count(*) from ended) + (select count(*) from old) as forgotten`)
  return forgotten
}

type SigningKeyRow = { id: string; publicKey: object; sealedPrivateKey: string }

const signingKeyColumns = part`id, public_key as "publicKey", sealed_private_key as "sealedPrivateKey"`

export function signingKeyOf(db: Db, secretId: string) {
  return db.maybe(sql<SigningKeyRow>`select ${signingKeyColumns} from signing_keys where secret_id = ${secretId}`)
}

/** Keeps the key unless there is one of this secret, which then is the current one again. @returns the one that is kept */
export function keepSigningKey(db: Db, secretId: string, publicKey: object, sealedPrivateKey: string) {
  return db.one(sql<SigningKeyRow>`
    with superseded as (
      update signing_keys set superseded_at = now() where secret_id <> ${secretId} and superseded_at is null
    )
    insert into signing_keys (secret_id, public_key, sealed_private_key)
    values (${secretId}, ${json(publicKey)}::jsonb, ${sealedPrivateKey})
    on conflict (secret_id) do update set superseded_at = null
    returning ${signingKeyColumns}`)
}

/** The keys that tokens may still be signed with: the current one, and those replaced within the last hour. */
export function publicKeys(db: Db) {
  return db.many(sql<{ id: string; publicKey: Record<string, unknown> }>`
    select id, public_key as "publicKey" from signing_keys
    where superseded_at is null or superseded_at > now() - interval '1 hour'
    order by created_at desc`)
}
