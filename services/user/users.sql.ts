/** Every statement on users and their addresses. Users are locked before addresses, and several users in the order of ids. */

import type { Address } from '@souk/contracts/fields.ts'
import type { User } from '@souk/contracts/user.ts'
import type { Db, Transaction } from '@souk/platform/database/pool.ts'
import { allOf, json, part, sql } from '@souk/platform/database/sql.ts'

export const userColumns = part`
  u.id, u.email, u.email_verified as "emailVerified", u.name, u.role, u.permissions, u.created_at as "createdAt"`

export function userOf(db: Db, id: string | null) {
  return db.maybe(sql<User>`select ${userColumns} from users u where u.id = ${id}`)
}

export type CreationRow = { user: User; key: string | null; fingerprint: string | null }

/** The account made under the key, else the one with the e-mail. */
export async function creationOf(db: Db, key: string | undefined, email: string): Promise<CreationRow | undefined> {
  const row = await db.maybe(sql<User & { key: string | null; fingerprint: string | null }>`
    select ${userColumns}, u.creation_key as key, u.creation_fingerprint as fingerprint from users u
    where u.creation_key = ${key ?? null} or lower(u.email) = lower(${email})
    order by u.creation_key is not distinct from ${key ?? null} desc limit 1`)
  if (row === undefined) return undefined
  const { key: madeUnder, fingerprint, ...user } = row
  return { user, key: madeUnder, fingerprint }
}

export function renameUser(db: Db, id: string | null, name: string | undefined) {
  return db.maybe(sql<User>`
    update users u set name = coalesce(${name ?? null}, u.name), updated_at = now() where u.id = ${id}
    returning ${userColumns}`)
}

/** Newest first. @param search matches a part of the e-mail or name */
export function listUsers(
  db: Db,
  {
    search,
    role,
    before,
    limit,
  }: { search?: string | undefined; role?: User['role'] | undefined; before?: string | undefined; limit: number },
) {
  const conditions = [
    ...(search === undefined ? [] : [part`lower(u.email || ' ' || u.name) like ${containing(search)}`]),
    ...(role === undefined ? [] : [part`u.role = ${role}`]),
    ...(before === undefined ? [] : [part`u.id < ${before}`]),
  ]
  return db.many(sql<User>`
    select ${userColumns} from users u where ${allOf(conditions)} order by u.id desc limit ${limit}`)
}

function containing(text: string) {
  return `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
}

export function firstStaff(db: Db) {
  return db.maybe(sql<{ email: string }>`
    select email from users where role = 'staff' order by is_first_staff desc, id limit 1`)
}

/**
 * Makes the account with this e-mail the first staff account, with a new password and without its sessions.
 * @returns whether there was such an account and no first staff yet
 * @throws unique_violation where a rival did the same with another account
 */
export async function promoteToFirstStaff(db: Db, email: string, passwordHash: string) {
  const { promoted } = await db.one(sql<{ promoted: boolean }>`
    with promoted as (
      update users set role = 'staff', permissions = '["*"]', is_first_staff = true, updated_at = now()
      where lower(email) = lower(${email}) and role = 'customer' and not exists (select from users where role = 'staff')
      returning id
    ),
    changed as (
      update accounts set password = ${passwordHash}, updated_at = now()
      from promoted where user_id = promoted.id and provider_id = 'credential'
    ),
    ended as (delete from sessions using promoted where user_id = promoted.id)
    select exists (select from promoted) as promoted`)
  return promoted
}

/** By the link of a letter: so the e-mail is verified, and its failures are forgotten. All sessions end. */
export async function resetPassword(tx: Transaction, userId: string, passwordHash: string) {
  await tx.run(sql`
    with verified as (
      update users set email_verified = true, updated_at = now() where id = ${userId} returning email
    ),
    ended as (delete from sessions where user_id = ${userId}),
    forgotten as (delete from sign_in_failures f using verified v where f.email = lower(v.email))
    update accounts set password = ${passwordHash}, updated_at = now()
    where user_id = ${userId} and provider_id = 'credential'`)
}

/** All sessions end but the one that is kept, and so does a link to reset it. @returns false where the password was another one */
export async function replacePassword(
  tx: Transaction,
  userId: string,
  before: string,
  after: string,
  keptSession: string | null,
) {
  const { replaced } = await tx.one(sql<{ replaced: boolean }>`
    with changed as (
      update accounts set password = ${after}, updated_at = now()
      where user_id = ${userId} and provider_id = 'credential' and password = ${before}
      returning user_id
    ),
    ended as (
      delete from sessions s using changed c where s.user_id = c.user_id and s.id is distinct from ${keptSession}::uuid
    ),
    void as (
      delete from verifications v using changed c where v.user_id = c.user_id and v.identifier = 'reset-password'
    )
    select exists (select from changed) as replaced`)
  return replaced
}

/** With all that belongs to the account, also in answers that are kept under its keys. @returns whether there was such a customer */
export async function deleteCustomer(db: Db, id: string, email: string) {
  const told = await db.run(sql`
    with deleted as (delete from users where id = ${id} and role = 'customer' returning id),
    forgotten as (delete from sign_in_failures using deleted where email = ${email}),
    unkept as (delete from platform.idempotency_keys using deleted where caller = 'user:' || deleted.id)
    insert into platform.feed (type, subject, data)
    select 'user.deleted.v1', id::text, jsonb_build_object('userId', id) from deleted`)
  return told > 0
}

/** The staff who hold `*` and the named ones, locked until the transaction ends. */
export function lockStaff(tx: Transaction, ids: readonly (string | null)[]) {
  return tx.many(sql<Pick<User, 'id' | 'permissions'>>`
    select id, permissions from users where role = 'staff' and (permissions ? '*' or id = any(${ids}::uuid[]))
    order by id for no key update`)
}

export function setPermissions(tx: Transaction, id: string, permissions: User['permissions']) {
  return tx.one(sql<User>`
    update users u set permissions = ${json(permissions)}::jsonb, updated_at = now() where u.id = ${id}
    returning ${userColumns}`)
}

export type AddressRow = { id: string; isDefault: boolean; address: Address }

const addressColumns = part`id, is_default as "isDefault", address`

export function addressesOf(db: Db, userId: string | null) {
  return db.many(sql<AddressRow>`select ${addressColumns} from addresses where user_id = ${userId} order by id`)
}

/**
 * Changes of one user's addresses or password wait for each other, and sessions that begin meanwhile wait too.
 * @returns whether there is such a user
 */
export async function lockUser(tx: Transaction, id: string | null) {
  return (await tx.run(sql`select from users where id = ${id} for update`)) > 0
}

export function clearDefault(tx: Transaction, userId: string | null) {
  return tx.run(sql`update addresses set is_default = false where user_id = ${userId} and is_default`)
}

/** @returns undefined when the user has `most` addresses already */
export function addAddress(tx: Transaction, userId: string | null, row: AddressRow, most: number) {
  return tx.maybe(sql<AddressRow>`
    insert into addresses (id, user_id, is_default, address)
    select ${row.id}, ${userId}, ${row.isDefault}, ${json(row.address)}::jsonb
    where (select count(*) from addresses where user_id = ${userId}) < ${most}
    returning ${addressColumns}`)
}

/** @param isDefault undefined leaves it as it is */
export function changeAddress(
  tx: Transaction,
  userId: string | null,
  { id, address, isDefault }: { id: string; address: Address; isDefault?: boolean | undefined },
) {
  return tx.maybe(sql<AddressRow>`
    update addresses set address = ${json(address)}::jsonb, is_default = coalesce(${isDefault ?? null}, is_default)
    where id = ${id} and user_id = ${userId}
    returning ${addressColumns}`)
}

export async function removeAddress(db: Db, userId: string | null, id: string) {
  return (await db.run(sql`delete from addresses where id = ${id} and user_id = ${userId}`)) > 0
}
