/** Asks for the password of an account. Failures count with its e-mail, whatever it was asked for. */
import type { User } from '@souk/contracts/user.ts'
import { fail, SoukError } from '@souk/platform/errors.ts'
import type { UserService } from './needs.ts'
import { isPassword } from './passwords.ts'
import { credentialOf, forgetFailures, noteFailure } from './sessions.sql.ts'
import { countedSince, secondsToWait } from './sign-in-limit.ts'

/** The hash tells later whether the password is still the one that was given. */
export type Proof = { user: User; passwordHash: string }

/**
 * @param email in lower case
 * @returns undefined where the password is wrong or there is no such account
 * @throws 429 `too_many_requests` after too many failures
 */
export function provePassword(
  email: string,
  password: string,
  { db, resources, now }: UserService['context'],
): Promise<Proof | undefined> {
  // In turn, so that many guesses at once are counted like guesses one after another.
  return resources.inTurn(email, async () => {
    const { failures, user, passwordHash } = await credentialOf(db, email, countedSince(now()))
    const retryAfter = secondsToWait(failures, now())
    if (retryAfter > 0)
      throw fail('too_many_requests', 'Too many failed attempts with this e-mail. Wait a while and try again.', {
        retryAfter,
      })
    // An unknown e-mail takes the same steps as a wrong password, so neither the answer nor its time tells them apart.
    const matches = await isPassword(password, passwordHash ?? undefined)
    if (!matches || user === null || passwordHash === null) {
      await noteFailure(db, email, now())
      return undefined
    }
    if (failures.length > 0) await forgetFailures(db, email)
    return { user, passwordHash }
  })
}

/** What somebody who is signed in hears. */
export function wrongPassword() {
  return new SoukError('unprocessable', 'wrong_credentials', 'This is not your password: check it and try again.')
}
