/** Makes an account once, however often the same request comes. */
import type { User } from '@souk/contracts/user.ts'
import { isDuplicate } from '@souk/platform/database/pool.ts'
import { SoukError } from '@souk/platform/errors.ts'
import { keyReused, scopeOf } from '@souk/platform/idempotency.ts'
import type { NewAccount } from './accounts.ts'
import type { UserService } from './needs.ts'
import { hashPassword } from './passwords.ts'
import { keyedDigest } from './secrets.ts'
import { creationOf, userOf } from './users.sql.ts'

type Wanted = Omit<NewAccount, 'passwordHash' | 'creationKey' | 'creationFingerprint'> & { password: string }

/** @throws 409 `email_taken`; 422 `key_reused` where the key came with other input before */
export async function createOnce(
  operation: string,
  { password, ...wanted }: Wanted,
  context: UserService['context'],
): Promise<User> {
  const { db, resources, now } = context
  const creation = creationBy(operation, context)
  const earlier = await userMadeBy(wanted.email, creation, context)
  if (earlier !== undefined) return earlier
  const passwordHash = await hashPassword(password)
  try {
    const { id } = await resources.accounts.create({ ...wanted, ...creation, passwordHash }, now())
    return (await userOf(db, id)) as User
  } catch (error) {
    if (!isDuplicate(error)) throw error
    // A rival was faster: with the same request, or with the same e-mail.
    const rival = await userMadeBy(wanted.email, creation, context)
    if (rival === undefined) throw error
    return rival
  }
}

type Creation = { creationKey: string; creationFingerprint: string }

/** The input holds a password, so its digest is keyed: guesses cannot be tried on what the database holds. */
function creationBy(
  operation: string,
  { key, fingerprint, caller, resources }: UserService['context'],
): Creation | undefined {
  if (key === undefined) return undefined
  return {
    creationKey: `${operation} ${scopeOf(caller)} ${key}`,
    creationFingerprint: keyedDigest(resources.fingerprintKey, fingerprint),
  }
}

async function userMadeBy(email: string, creation: Creation | undefined, { db }: UserService['context']) {
  const found = await creationOf(db, creation?.creationKey, email)
  if (found === undefined) return undefined
  if (creation === undefined || found.key !== creation.creationKey) throw emailTaken()
  if (found.fingerprint !== creation.creationFingerprint) throw keyReused()
  return found.user
}

function emailTaken() {
  return new SoukError('conflict', 'email_taken', 'There is an account with this e-mail already: sign in instead.')
}
