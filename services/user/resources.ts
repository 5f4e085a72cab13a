/** What lives as long as the process: better-auth on the service's database, and the keys that come from SOUK_SECRET. */
import type { Database } from '@souk/platform/database/pool.ts'
import { type Accounts, openAccounts } from './accounts.ts'
import { type OneAtATime, oneAtATime } from './one-at-a-time.ts'
import { deriveKey } from './secrets.ts'
import { openSigningKey, type SigningKey } from './signing-key.ts'

export type Resources = {
  accounts: Accounts
  signingKey: SigningKey
  /** Keys the digests of inputs that hold a password. */
  fingerprintKey: Buffer
  /** Takes the sign-ins of one e-mail one after another. */
  inTurn: OneAtATime
}

export async function open({
  config: { secret },
  db,
}: {
  config: { secret: string }
  db: Database
}): Promise<Resources> {
  return {
    accounts: await openAccounts(db.pool, deriveKey(secret, 'better-auth').toString('base64url')),
    signingKey: await openSigningKey(db, secret),
    fingerprintKey: deriveKey(secret, 'fingerprint'),
    inTurn: oneAtATime(100),
  }
}
